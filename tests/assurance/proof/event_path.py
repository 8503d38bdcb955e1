"""What pages without being an alarm, and what shows that the path is alive."""

import json
from typing import Any

from tests.assurance.proof.parts import (
    Properties,
    arn,
    buries,
    envelope,
    kept,
    may,
    resource,
    role,
    secret,
)


def signs_of_life() -> dict[str, Any]:
    own = {"StringEquals": {"cloudwatch:namespace": "Lab/Test"}}
    return {
        "Beat": resource(
            "AWS::Scheduler::Schedule",
            ScheduleExpression="rate(5 minutes)",
            Target=kept({"Arn": {"Ref": "Beats"}, "RoleArn": arn("BeatRole")}),
        ),
        "BeatRole": role("scheduler", may("sns:Publish", {"Ref": "Beats"}), *buries()),
        "Test": resource(
            "AWS::Scheduler::Schedule",
            ScheduleExpression="cron(0 10 ? * MON *)",
            ScheduleExpressionTimezone="Etc/UTC",
            Target=kept({"Arn": arn("Tester"), "RoleArn": arn("TestRole")}),
        ),
        "TestRole": role("scheduler", may("lambda:InvokeFunction", arn("Tester")), *buries()),
        "Tester": resource("AWS::Lambda::Function", Role=arn("TesterRole")),
        "TesterRole": role("lambda", may("cloudwatch:PutMetricData", "*", **own)),
    }


PATTERNS: dict[str, tuple[str, Properties]] = {
    "GuardDuty": (
        "p1",
        {"source": ["aws.guardduty"], "detail": {"severity": [{"numeric": [">=", 7]}]}},
    ),
    "SecurityHub": (
        "p1",
        {
            "source": ["aws.securityhub"],
            "detail": {"findings": {"Severity": {"Label": ["CRITICAL"]}}},
        },
    ),
    "SecurityHubV2": (
        "p1",
        {"source": ["aws.securityhub"], "detail": {"findings": {"severity": ["Critical"]}}},
    ),
    "RootSignIn": (
        "p1",
        {"source": ["aws.signin"], "detail": {"userIdentity": {"type": ["Root"]}}},
    ),
    "KeyLost": (
        "p1",
        {"source": ["aws.kms"], "detail": {"eventName": ["DisableKey", "ScheduleKeyDeletion"]}},
    ),
    "Database": ("p1", {"source": ["aws.rds"], "detail": {"EventCategories": ["failure"]}}),
    "Backup": ("p2", {"source": ["aws.backup"], "detail": {"state": ["FAILED"]}}),
    "Health": (
        "p2",
        {"source": ["aws.health"], "detail": {"eventTypeCategory": ["issue"]}},
    ),
}


def event_pages() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("p1", "p2"):
        routing = {
            "Key": "routing_key",
            "Value": secret(name, "routing_key"),
            "IsValueSecret": True,
        }
        found[f"{name}Connection"] = resource(
            "AWS::Events::Connection",
            AuthParameters={"InvocationHttpParameters": {"BodyParameters": [routing]}},
        )
        found[f"{name}Door"] = resource(
            "AWS::Events::ApiDestination",
            ConnectionArn=arn(f"{name}Connection"),
            HttpMethod="POST",
            InvocationEndpoint="https://events.pagerduty.com/v2/enqueue",
        )
        invoke = may("events:InvokeApiDestination", arn(f"{name}Door"))
        found[f"{name}Caller"] = role("events", invoke)
    for rule, (name, pattern) in PATTERNS.items():
        targets = [target(name)]
        found[f"{rule}Rule"] = resource(
            "AWS::Events::Rule", Name=f"lab-{rule}", EventPattern=pattern, Targets=targets
        )
    return found


def target(name: str) -> Properties:
    """The way of an event to the PagerDuty service of that name."""
    return {
        "Arn": arn(f"{name}Door"),
        "RoleArn": arn(f"{name}Caller"),
        "RetryPolicy": {"MaximumRetryAttempts": 100},
        "DeadLetterConfig": {"Arn": arn("Lost")},
        "InputTransformer": {
            "InputPathsMap": {"id": "$.detail.id", "title": "$.detail.title"},
            "InputTemplate": json.dumps(envelope(name.upper())),
        },
    }
