"""The work of the lab's windows, written by hand around the real definitions: all of it is kept."""

import json
from datetime import timedelta
from typing import Any

from filmops.states import Definition
from filmops.window_workflow import ACTIVITIES, BackupWorkflow, WindowWorkflow
from tests.assurance.lab import ACCOUNT, REGION
from tests.assurance.proof.maintenance.announced_path import function, target
from tests.assurance.proof.parts import Properties, alarm, arn, may, resource, role

LASTS = timedelta(hours=3, minutes=45)
DATABASE = f"arn:aws:rds:{REGION}:{ACCOUNT}:db:lab"
SNAPSHOTS = f"arn:aws:rds:{REGION}:{ACCOUNT}:snapshot:lab-*"
WORKERS = f"arn:aws:ec2:{REGION}:{ACCOUNT}:instance/*"
OF_THE_GROUP = {"StringEquals": {"ssm:resourceTag/aws:autoscaling:groupName": "workers"}}
MAY: dict[str, list[Properties]] = {
    "Gate": [],
    "Health": [may("cloudwatch:DescribeAlarms", "*")],
    "Backup": [may("rds:CreateDBSnapshot", [DATABASE, SNAPSHOTS])],
    "Roles": [],
    "Care": [may("rds-db:connect", f"arn:aws:rds-db:{REGION}:{ACCOUNT}:dbuser:db-1/lab")],
    "Archive": [may("s3:PutObject", "arn:aws:s3:::lab-archive/*")],
    "Workers": [
        may("ssm:DescribeInstancePatchStates", "*"),
        may("ssm:SendCommand", WORKERS, **OF_THE_GROUP),
    ],
    "Pending": [
        {
            "Effect": "Allow",
            "Action": [
                "rds:ApplyPendingMaintenanceAction",
                "rds:DescribePendingMaintenanceActions",
            ],
            "Resource": DATABASE,
        }
    ],
    "Runtimes": [may("lambda:ListFunctions", "*")],
    "Unused": [may("ec2:DescribeVolumes", "*")],
    "Certificates": [may("acm:DescribeCertificate", "*")],
    "Unmute": [],
    "Summary": [may("sns:Publish", {"Ref": "P3"})],
}
TOLD: dict[str, dict[str, object]] = {
    "Health": {"WATCH_SECONDS": "1800", "CLOSING_SECONDS": "1500"},
    "Care": {
        "LOCK_SECONDS": "1",
        "PATIENCE_SECONDS": "60",
        "REBUILD_ABOVE": "0.3",
        "VACUUM_UNTIL_SECONDS": "4500",
        "REINDEX_UNTIL_SECONDS": "7200",
    },
    "Archive": {"OLDER_THAN_SECONDS": "7776000", "ARCHIVE_UNTIL_SECONDS": "9000"},
    "Workers": {"BATCH": "20%", "GROUP": "workers"},
    "Pending": {"NEEDS_SECONDS": "3600"},
    "Runtimes": {"WITHIN_SECONDS": "15552000"},
    "Certificates": {"IMPORTED_SECONDS": "5184000"},
    "Summary": {"UPDATE_SECONDS": "1800", "TOPIC": {"Ref": "P3"}},
}


def machine(workflow: Definition, **changed: object) -> dict[str, Any]:
    """A state machine that calls the functions of its workflow; `changed` are its own fields."""
    said = {**workflow.definition, **changed}
    return resource(
        "AWS::StepFunctions::StateMachine",
        DefinitionString=json.dumps({key: one for key, one in said.items() if one is not None}),
        DefinitionSubstitutions={name: arn(name) for name in workflow.functions},
    )


def window(**changed: object) -> dict[str, Any]:
    return machine(WindowWorkflow(lasts=LASTS), **changed)


def failing(step: str, **changed: object) -> dict[str, Any]:
    """An alarm on an activity."""
    watched: dict[str, object] = {
        "Namespace": "FilmOps/Maintenance",
        "MetricName": "ActivityFailed",
        "Dimensions": [{"Name": "Activity", "Value": step}],
    }
    return alarm("P3", "P3", **{**watched, **changed})


def ended(*statuses: str) -> dict[str, Any]:
    """What closes a run that was ended by force."""
    detail = {"stateMachineArn": [{"Ref": "Window"}], "status": list(statuses)}
    return resource(
        "AWS::Events::Rule",
        EventPattern={"source": ["aws.states"], "detail": detail},
        Targets=[target("Window")],
    )


def updated(expression: str) -> dict[str, Any]:
    """What asks for an update."""
    return resource(
        "AWS::Scheduler::Schedule",
        ScheduleExpression=expression,
        ScheduleExpressionTimezone="UTC",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target=target("Summary", {"step": "update"}),
    )


def worked() -> dict[str, Any]:
    """Both workflows, their functions, what starts and closes them, and who hears of a failure."""
    roles = {f"{name}Role": role("lambda", *granted) for name, granted in MAY.items()}
    functions = {name: function(f"lab-{name.lower()}", **TOLD.get(name, {})) for name in MAY}
    return {
        **roles,
        **functions,
        "Window": window(),
        "BackupAhead": machine(BackupWorkflow(lasts=LASTS)),
        "Ahead": role("scheduler", may("states:StartExecution", {"Ref": "BackupAhead"})),
        "Ended": ended("TIMED_OUT", "ABORTED"),
        "Updates": updated("rate(15 minutes)"),
        "UpdatesAge": resource(
            "AWS::Lambda::EventInvokeConfig",
            FunctionName={"Ref": "Summary"},
            MaximumEventAgeInSeconds=900,
        ),
        "Slack": resource("AWS::Chatbot::SlackChannelConfiguration", SnsTopicArns=[{"Ref": "P3"}]),
        **{f"Failing{one.step.capitalize()}": failing(one.step) for one in ACTIVITIES},
    }
