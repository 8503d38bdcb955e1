"""What announces, mutes and watches the calendar of the lab, written by hand: all of it is kept."""

import json
from typing import Any

from tests.assurance.lab import ACCOUNT, REGION
from tests.assurance.proof.paging_path import guards, subscription, topics
from tests.assurance.proof.parts import alarm, arn, may, resource, role

RETRIED = {"MaximumEventAgeInSeconds": 900, "MaximumRetryAttempts": 3}
TELLS = {
    "days": ["2nd Sunday", "4th Sunday"],
    "start": "02:00",
    "length_seconds": 14400,
    "ahead_seconds": [604800, 86400, 3600],
}
DATES = f"arn:aws:scheduler:{REGION}:{ACCOUNT}:schedule/lab-windows/*"
RULES = f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm-mute-rule:lab-window-*"
SLOW = f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:slow"
NAMED = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:lab-notices"
FIGURES = ("NoticesOverdue", "WindowNotStarted", "WindowOverran", "ForcedMaintenanceAhead")


def target(logical_id: str, sends: object = None) -> dict[str, Any]:
    """A target of a schedule that starts it in time, or leaves it in the queue."""
    said = {} if sends is None else {"Input": json.dumps(sends)}
    return {
        "Arn": arn(logical_id),
        "RoleArn": arn("Starter"),
        "RetryPolicy": dict(RETRIED),
        "DeadLetterConfig": {"Arn": arn("Lost")},
        **said,
    }


def listed(*alarms: str, because: str = "it is reindexed", belongs_to: str = "slos.api") -> str:
    reasons = [{"because": because, "belongs_to": belongs_to, "alarms": list(alarms)}]
    return json.dumps(reasons)


def dated(**changed: object) -> Any:  # noqa: ANN401 (CloudFormation's JSON)
    """The variable AHEAD: one reminder, whose role the deployment knows, and the backup."""
    text = json.dumps(
        [
            {
                "name": "notice",
                "seconds": 86400,
                "target": NAMED,
                "role": "${Reminder.Arn}",
                **changed,
            },
            {
                "name": "backup",
                "seconds": 86400,
                "target": "${BackupAhead}",
                "role": "${Ahead.Arn}",
            },
        ]
    )
    return {"Fn::Sub": text}


def figure(name: str, **changed: object) -> dict[str, Any]:
    """An alarm on a figure of the watch."""
    watched: dict[str, object] = {
        "Namespace": "FilmOps/Maintenance",
        "MetricName": name,
        "Dimensions": [{"Name": "service", "Value": "maintenance"}],
        "Period": 900,
    }
    return alarm("P3", "P3", **{**watched, **changed})


def function(name: str, **variables: object) -> dict[str, Any]:
    return resource(
        "AWS::Lambda::Function",
        FunctionName=name,
        Role=arn(f"{name.removeprefix('lab-').capitalize()}Role"),
        Timeout=300,
        ReservedConcurrentExecutions=1,
        DeadLetterConfig={"TargetArn": arn("Lost")},
        Environment={"Variables": {"CALENDAR": json.dumps(TELLS), **variables}},
    )


def announced() -> dict[str, Any]:
    """Sender, list, watch and alarms, with the topic and the queue they need."""
    lost = may("sqs:SendMessage", arn("Lost"))
    seals = {"Effect": "Allow", "Action": ["kms:Decrypt", "kms:GenerateDataKey"]}
    handed = {"StringEquals": {"iam:PassedToService": "scheduler.amazonaws.com"}}
    topic = {name: one for name, one in topics().items() if name in ("P3", "P3Policy")}
    return {
        **guards(),
        **topic,
        "P3Mail": subscription("P3", "email", "ops@lab.example"),
        "Starter": role("scheduler", lost, {**seals, "Resource": arn("Key")}),
        "Reminder": role("scheduler", may("lambda:InvokeFunction", NAMED)),
        "NoticesRole": role(
            "lambda",
            may("scheduler:CreateSchedule", DATES),
            may("iam:PassRole", [arn("Reminder"), arn("Ahead")], **handed),
            {"Effect": "Allow", "Action": "cloudwatch:PutAlarmMuteRule", "Resource": [RULES, SLOW]},
        ),
        "Notices": function(
            "lab-notices",
            AHEAD=dated(),
            SCHEDULES="lab-windows",
            DEAD_LETTERS=arn("Lost"),
            MUTED="/lab/muted",
        ),
        **{
            f"{name}Age": resource(
                "AWS::Lambda::EventInvokeConfig",
                FunctionName={"Ref": name},
                MaximumEventAgeInSeconds=900,
            )
            for name in ("Notices", "CalendarWatch")
        },
        "Muted": resource("AWS::SSM::Parameter", Name="/lab/muted", Value=listed("slow")),
        "WatchRole": role("lambda"),
        "CalendarWatch": function("lab-watch", CHANNELS="announcements", GRACE_SECONDS="900"),
        **{name: figure(name) for name in FIGURES},
        "Silent": figure(
            "CalendarWatched",
            Statistic="SampleCount",
            Threshold=1,
            ComparisonOperator="LessThanThreshold",
            TreatMissingData="breaching",
        ),
    }
