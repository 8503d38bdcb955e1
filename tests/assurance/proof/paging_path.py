"""A whole paging path in one template, written by hand: every rule is kept by it.

Tests take it and change exactly one thing.
"""

import json
from copy import deepcopy
from typing import Any

from tests.assurance.lab import Template
from tests.assurance.proof.event_path import event_pages, signs_of_life
from tests.assurance.proof.parts import (
    LEVELS,
    PLAIN,
    alarm,
    allow,
    any_of,
    arn,
    integration,
    one,
    resource,
    secret,
)
from tests.assurance.proof.reminder_path import reminder


def topics() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in (*LEVELS, "Health", "Beats", "Tests", "Updates"):
        found[name] = resource("AWS::SNS::Topic", TopicName=name.lower(), KmsMasterKeyId=arn("Key"))
        no_tls = {
            "Effect": "Deny",
            "Principal": "*",
            "Action": "sns:Publish",
            "Resource": {"Ref": name},
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        }
        statements = [allow("cloudwatch", "sns:Publish", {"Ref": name}), no_tls]
        found[f"{name}Policy"] = resource(
            "AWS::SNS::TopicPolicy",
            Topics=[{"Ref": name}],
            PolicyDocument={"Statement": statements},
        )
    return found


def guards() -> dict[str, Any]:
    use = ["kms:Decrypt", "kms:GenerateDataKey*"]
    account = {"AWS": {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}}
    root = {"Effect": "Allow", "Principal": account, "Action": "kms:*", "Resource": "*"}
    grants = [allow(service, use, "*") for service in ("cloudwatch", "sns", "events")]
    letters = [allow(service, "sqs:SendMessage", arn("Lost")) for service in ("sns", "events")]
    return {
        "Key": resource(
            "AWS::KMS::Key", KeyPolicy={"Statement": [root, *grants]}, EnableKeyRotation=True
        ),
        "Lost": resource("AWS::SQS::Queue", KmsMasterKeyId=arn("Key")),
        "LostPolicy": resource(
            "AWS::SQS::QueuePolicy",
            Queues=[{"Ref": "Lost"}],
            PolicyDocument={"Statement": letters},
        ),
    }


def subscription(topic: str, protocol: str, endpoint: str, **settings: object) -> dict[str, Any]:
    return resource(
        "AWS::SNS::Subscription",
        TopicArn={"Ref": topic},
        Protocol=protocol,
        Endpoint=endpoint,
        **settings,
    )


def receivers() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for topic, name in (("P1", "p1"), ("P2", "p2"), ("Tests", "page-test")):
        found[f"{topic}PagerDuty"] = subscription(
            topic,
            "https",
            integration(name),
            DeliveryPolicy={"healthyRetryPolicy": {"numRetries": 30, "maxDelayTarget": 100}},
            RedrivePolicy={"deadLetterTargetArn": arn("Lost")},
        )
    for topic in ("P1", "Health"):
        found[f"{topic}Sms"] = subscription(topic, "sms", secret("phone", "number"))
    for topic in ("P4", "Health"):
        found[f"{topic}Mail"] = subscription(topic, "email", "ops@lab.example")
    found["Watcher"] = subscription("Beats", "https", secret("heartbeat", "url"))
    found["Slack"] = resource(
        "AWS::Chatbot::SlackChannelConfiguration",
        SlackChannelId="C0LAB",
        SlackWorkspaceId="T0LAB",
        IamRoleArn="arn:aws:iam::111122223333:role/slack",
        SnsTopicArns=[{"Ref": topic} for topic in ("P1", "P2", "P3", "Updates")],
    )
    return found


def alarms() -> dict[str, Any]:
    depth = one(
        "AWS/SQS",
        "ApproximateNumberOfMessagesVisible",
        "QueueName",
        {"Fn::GetAtt": ["Lost", "QueueName"]},
    )
    found = {f"{level}Alarm": alarm(level, level) for level in LEVELS}
    found["LostPages"] = alarm("P2", **depth)
    for topic in ("P1", "P2", "Tests"):
        failed = one("AWS/SNS", "NumberOfNotificationsFailed", "TopicName", topic.lower())
        found[f"{topic}Failed"] = alarm("P2", **failed)
    found["Degraded"] = alarm("P2", "P2", "Health", AlarmRule=any_of(*found.keys() - PLAIN))
    found["Degraded"]["Type"] = "AWS::CloudWatch::CompositeAlarm"
    found["TestAlarm"] = alarm("P4", "P4", "Tests", Namespace="Lab/Test", MetricName="Requested")
    found["TestMissed"] = alarm(
        "P2", "P2", Namespace="Lab/Test", MetricName="Arrived", TreatMissingData="breaching"
    )
    return found


def pager() -> dict[str, Any]:
    services = [("P1", "high"), ("P2", "high"), ("page_test", "low")]
    plan = {
        "loops": 9,
        "rungs": [
            {"shift": "primary", "waits": 5},
            {"shift": "primary", "waits": 25},
            {"shift": "secondary", "waits": 5},
        ],
        "turn": {"time_zone": "UTC", "begins": "2024-01-01T09:00:00+00:00", "length": 10080},
        "services": [
            {"purpose": purpose, "name": f"lab {purpose}", "urgency": urgency}
            for purpose, urgency in services
        ],
    }
    return {"Pager": resource("AWS::SSM::Parameter", Name="/lab/pager", Value=json.dumps(plan))}


def whole() -> Template:
    """The path of one Region."""
    parts = (
        guards(),
        topics(),
        receivers(),
        alarms(),
        signs_of_life(),
        event_pages(),
        reminder(),
        pager(),
    )
    template = {"Resources": {name: one for part in parts for name, one in part.items()}}
    return deepcopy(template)  # tests write into it
