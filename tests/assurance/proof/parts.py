"""The parts a paging path is written with."""

import json
from copy import deepcopy
from typing import Any

from tests.assurance.lab import ACCOUNT

Properties = dict[str, Any]

LEVELS = ("P1", "P2", "P3", "P4")
PLAIN = {f"{level}Alarm" for level in LEVELS}
RESPONSES = {"P1": "15 min", "P2": "1 h", "P3": "4 h", "P4": "next business day"}
FENCED = {"StringEquals": {"aws:SourceAccount": ACCOUNT}}
ENVELOPE: Properties = {
    "event_action": "trigger",
    "dedup_key": "finding-<id>",
    "payload": {"summary": "<title>", "source": "aws", "severity": "critical"},
    "links": [
        {"href": "https://runbook.example#it", "text": "Runbook"},
        {"href": "https://board.example", "text": "Dashboard"},
    ],
}


def envelope(level: str) -> Properties:
    """The body of an event of that severity."""
    respond = {"custom_details": {"respond_within": RESPONSES[level]}}
    return {**ENVELOPE, "payload": {**ENVELOPE["payload"], **respond}}


WATCHES: Properties = {
    "Namespace": "Lab",
    "MetricName": "Broken",
    "Statistic": "Sum",
    "Period": 60,
    "EvaluationPeriods": 1,
    "Threshold": 0,
    "ComparisonOperator": "GreaterThanThreshold",
    "TreatMissingData": "notBreaching",
}


def secret(name: str, field: str) -> str:
    return f"{{{{resolve:secretsmanager:lab/{name}:SecretString:{field}::}}}}"


def integration(name: str) -> str:
    """The address of PagerDuty's CloudWatch integration."""
    return f"https://events.pagerduty.com/integration/{secret(name, 'integration_key')}/enqueue"


def without(field: str | int, *inside: str) -> str:
    """The input template of an event, but for one field."""
    said = deepcopy(envelope("P1"))
    around: Any = said
    for step in inside:
        around = around[step]
    del around[field]
    return json.dumps(said)


def arn(logical_id: str) -> dict[str, list[str]]:
    return {"Fn::GetAtt": [logical_id, "Arn"]}


def resource(type_: str, **properties: object) -> dict[str, Any]:
    return {"Type": type_, "Properties": properties}


def allow(service: str, actions: object, on: object, condition: object = FENCED) -> Properties:
    return {
        "Effect": "Allow",
        "Principal": {"Service": f"{service}.amazonaws.com"},
        "Action": actions,
        "Resource": on,
        "Condition": condition,
    }


def may(action: str, on: object, **condition: object) -> Properties:
    statement = {"Effect": "Allow", "Action": action, "Resource": on}
    return {**statement, "Condition": condition} if condition else statement


def role(service: str, *statements: Properties) -> dict[str, Any]:
    trust = {
        "Effect": "Allow",
        "Principal": {"Service": f"{service}.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
    return resource(
        "AWS::IAM::Role",
        AssumeRolePolicyDocument={"Statement": [trust]},
        Policies=[{"PolicyName": "may", "PolicyDocument": {"Statement": list(statements)}}],
    )


def kept(target: Properties) -> Properties:
    """The target of a schedule or rule: started within a quarter of an hour, or left in the queue."""
    retried = {"MaximumEventAgeInSeconds": 900}
    return {**target, "RetryPolicy": retried, "DeadLetterConfig": {"Arn": arn("Lost")}}


def buries() -> list[Properties]:
    """What a role needs to leave something in the queue."""
    return [
        may("sqs:SendMessage", arn("Lost")),
        may("kms:Decrypt", arn("Key")),
        may("kms:GenerateDataKey", arn("Key")),
    ]


def alarm(level: str, *topics: str, **properties: object) -> dict[str, Any]:
    told = [{"Ref": topic} for topic in topics]
    described = (
        f"It broke. Users feel it. {level}: respond within {RESPONSES[level]}. "
        "Dashboard: https://board.example Runbook: https://runbook.example#it"
    )
    return resource(
        "AWS::CloudWatch::Alarm",
        AlarmActions=told,
        OKActions=told,
        AlarmDescription=described,
        Tags=[{"Key": "severity", "Value": level}],
        **{**WATCHES, **properties},
    )


def one(namespace: str, metric: str, dimension: str, value: object) -> Properties:
    """What an alarm watches that fires on the first one counted."""
    return {
        "Namespace": namespace,
        "MetricName": metric,
        "Dimensions": [{"Name": dimension, "Value": value}],
        "Threshold": 0,
        "ComparisonOperator": "GreaterThanThreshold",
    }


def any_of(*children: str) -> Properties:
    """The rule of a composite that speaks for its children."""
    named = [f'ALARM("${{{child}.Arn}}")' for child in sorted(children)]
    return {"Fn::Sub": " OR ".join(named)}
