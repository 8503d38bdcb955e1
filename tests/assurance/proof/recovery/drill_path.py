"""A drill and a restore test, written by hand: every rule on them is kept."""

import json
from typing import Any

from filmops.drill_workflow import Workflow
from promises import duration
from tests.assurance.lab import ACCOUNT, REGION
from tests.assurance.proof.parts import alarm, arn, buries, kept, may, resource, role

DRILLED = f"arn:aws:rds:{REGION}:{ACCOUNT}:db:drill-lab-*"
PRODUCTION = "arn:aws:rds:*:111122223333:db:lab"
COPIES = f"arn:aws:rds:{REGION}:{ACCOUNT}:auto-backup:*"
TAGGED = {"StringEquals": {"aws:ResourceTag/drill": "lab"}}
HARMS = ["rds:DeleteDBInstance", "rds:ModifyDBInstance"]
TOLD = {"Arn": arn("Machine"), "RoleArn": arn("Starter")}


def workflow(*, restores: bool = True) -> str:
    return json.dumps(Workflow(restores=restores, lasts=duration("4 h")).definition)


def function(role: str) -> dict[str, Any]:
    return resource("AWS::Lambda::Function", Role=arn(role))


def machine(*functions: str, restores: bool = True) -> dict[str, Any]:
    return resource(
        "AWS::StepFunctions::StateMachine",
        DefinitionString=workflow(restores=restores),
        DefinitionSubstitutions={name: arn(name) for name in functions},
    )


def drill(expression: str = "cron(0 14 3 * ? *)") -> dict[str, Any]:
    """A workflow that restores the database of the lab, what starts it, and who misses it."""
    ended = {
        "source": ["aws.states"],
        "detail": {"stateMachineArn": [{"Ref": "Machine"}], "status": ["TIMED_OUT", "ABORTED"]},
    }
    return {
        "OperateRole": role(
            "lambda",
            may("rds:RestoreDBInstanceToPointInTime", [DRILLED, COPIES]),
            {"Effect": "Allow", "Action": HARMS, "Resource": DRILLED, "Condition": TAGGED},
            {"Effect": "Deny", "Action": HARMS, "Resource": PRODUCTION},
        ),
        "Operate": function("OperateRole"),
        "Machine": machine("Operate"),
        "Starter": role("scheduler", may("states:StartExecution", {"Ref": "Machine"}), *buries()),
        "Start": resource(
            "AWS::Scheduler::Schedule",
            ScheduleExpression=expression,
            Target=kept(
                {
                    "Arn": {"Ref": "Machine"},
                    "RoleArn": arn("Starter"),
                    "Input": '{"drill": "point-in-time"}',
                }
            ),
        ),
        "Ended": resource("AWS::Events::Rule", EventPattern=ended),
        "Missing": alarm(
            "P3",
            "P3",
            MetricName="DaysSinceDrill",
            Dimensions=[{"Name": "Drill", "Value": "point-in-time"}],
            ComparisonOperator="GreaterThanThreshold",
            Threshold=39,
            TreatMissingData="breaching",
        ),
    }


def restore_test() -> dict[str, Any]:
    """A restore testing plan of AWS Backup, and who judges what it restored."""
    heard = {
        "source": ["aws.backup"],
        "detail-type": ["Restore Job State Change"],
        "detail": {"status": ["COMPLETED"]},
    }
    return {
        "TestPlan": resource(
            "AWS::Backup::RestoreTestingPlan",
            RestoreTestingPlanName="lab",
            ScheduleExpression="cron(0 14 1 * ? *)",
            StartWindowHours=4,
            RecoveryPointSelection={"RecoveryPointTypes": ["SNAPSHOT", "CONTINUOUS"]},
        ),
        "Tested": resource(
            "AWS::Backup::RestoreTestingSelection",
            RestoreTestingPlanName={"Ref": "TestPlan"},
            ProtectedResourceType="RDS",
            RestoreMetadataOverrides={"dbSubnetGroupName": "lab"},
            ValidationWindowHours=4,
        ),
        "TellRole": role("lambda", may("backup:PutRestoreValidationResult", "*")),
        "Tell": function("TellRole"),
        "Judge": machine("Tell", restores=False),
        "Heard": resource(
            "AWS::Events::Rule",
            EventPattern=heard,
            Targets=[kept({"Id": "it", "Arn": {"Ref": "Judge"}})],
        ),
    }
