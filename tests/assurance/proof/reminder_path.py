"""Who reminds of status updates while something is open."""

import json
from typing import Any

from tests.assurance.lab import ELSEWHERE, REGION
from tests.assurance.proof.event_path import PATTERNS
from tests.assurance.proof.parts import arn, buries, kept, may, resource, role

EVERY = {"P1": 900, "P2": 1800}
RULES = {f"lab-{rule}": name.upper() for rule, (name, _) in PATTERNS.items()}
EVENTS = {REGION: RULES, ELSEWHERE: RULES}


def levels(every: dict[str, int]) -> dict[str, Any]:
    """What the function is told of each severity."""
    said = {
        level: {"topics": [f"${{{level}}}"], "every": seconds} for level, seconds in every.items()
    }
    return {"Fn::Sub": json.dumps(said)}


def reminder() -> dict[str, Any]:
    variables = {
        "LEVELS": levels(EVERY),
        "EVENTS": json.dumps(EVENTS),
        "LOOK_SECONDS": "300",
        "TOPIC": {"Ref": "Updates"},
    }
    rights = [
        may("sns:Publish", {"Ref": "Updates"}),
        may("cloudwatch:DescribeAlarms", "*"),
        may("cloudwatch:GetMetricData", "*"),
        *buries(),
    ]
    target = {
        "Arn": arn("Reminder"),
        "RoleArn": arn("LookRole"),
        "Input": json.dumps({"step": "look"}),
    }
    return {
        "Look": resource(
            "AWS::Scheduler::Schedule", ScheduleExpression="rate(5 minutes)", Target=kept(target)
        ),
        "LookRole": role("scheduler", may("lambda:InvokeFunction", arn("Reminder")), *buries()),
        "Reminder": resource(
            "AWS::Lambda::Function", Role=arn("ReminderRole"), Environment={"Variables": variables}
        ),
        "ReminderRole": role("lambda", *rights),
    }
