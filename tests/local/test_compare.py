"""What the embedded AWS kept of a template."""

import json
from collections.abc import Mapping

import pytest

from local.cloud import EmbeddedAws
from local.compare import READERS, Deployed, Finding, Verdict, compare_all
from local.compare.agreement import agree
from local.compare.core import compare
from tests.local.data_resources import data_resources
from tests.local.helpers import ACCOUNT, HOST, REGION, Stacks, Template


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ("300", 300),
        (True, "true"),
        (5, 5.0),
        ({"a": 1}, '{"a": 1, "default": 2}'),
        ("sns:Publish", ["sns:Publish"]),
        (["a", "b"], ["b", "a"]),
        ("arn:aws:sns:${AWS::Region}:1:P1", "arn:aws:sns:us-east-1:1:P1"),
        ("https://x/{{resolve:secretsmanager:n:SecretString:k::}}/e", "https://x/secret/e"),
        ('${Fn::Select([0,"${Fn::GetAZs("")}"])}', "us-east-1a"),
        ("", None),
    ],
)
def test_values_that_say_the_same_agree(wanted: object, shown: object) -> None:
    assert agree(wanted, shown)


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ("300", 301),
        (True, None),
        ({"a": 1}, {"b": 1}),
        ({"a": 1}, None),
        (["a", "a"], ["a", "b"]),
        (["a"], ["a", "b"]),
        ("https://x/{{resolve:secretsmanager:n:SecretString:k::}}/e", "https://y/secret/e"),
    ],
)
def test_values_that_do_not_say_the_same_disagree(wanted: object, shown: object) -> None:
    assert not agree(wanted, shown)


NAME, VALUE = "films/compared", "the-value-of-a-secret"
REFERENCE = f"{{{{resolve:secretsmanager:{NAME}}}}}"


@pytest.fixture(scope="module", autouse=True)
def secret(aws: EmbeddedAws) -> None:
    aws.client("secretsmanager", REGION).create_secret(Name=NAME, SecretString=VALUE)


def deployed(**properties: object) -> Deployed:
    return Deployed(REGION, "stack", "AWS::SNS::Topic", "Topic", "arn", properties)


def test_a_property_no_api_shows_is_told_apart_from_one_that_was_dropped() -> None:
    found = compare(deployed(Kept="a", Dropped="b", Unseen="c"), {"Kept": "a", "Dropped": None})
    verdicts = {one.property: one.verdict for one in found}
    assert verdicts == {
        "Kept": Verdict.SAME,
        "Dropped": Verdict.DIFFERENT,
        "Unseen": Verdict.CANNOT_BE_SHOWN,
    }


def test_a_deployed_secret_is_never_printed() -> None:
    reference = "{{resolve:secretsmanager:n:SecretString:k::}}"
    for shown in ("key-of-32-characters", "https://wrong/key-of-32-characters"):
        [finding] = compare(deployed(Endpoint=f"https://x/{reference}"), {"Endpoint": shown})
        assert "key-of-32-characters" not in finding.shown


def findings(
    aws: EmbeddedAws, stacks: Stacks, template: Template, told: Template | None = None
) -> list[Finding]:
    """Deploys a template and compares it, or what is told of it, with the APIs."""
    stack = stacks.create(template)
    ids = stacks.physical_ids(stack)
    resources: list[Deployed] = []
    for name, resource in (told or template).items():
        text = json.dumps(resource["Properties"])
        for other, physical_id in ids.items():
            text = text.replace(json.dumps({"Ref": other}), json.dumps(physical_id))
        kind = str(resource["Type"])
        properties = json.loads(text)
        resources.append(Deployed(REGION, stack, kind, name, ids[name], properties))
    found = list(compare_all(aws.client, resources, READERS))
    stacks.delete(stack)
    return found


def everything() -> Template:
    """One resource of every type compared."""
    statement = {"Effect": "Allow", "Principal": "*", "Action": "sns:Publish", "Resource": "*"}
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    tags = [{"Key": "severity", "Value": "P1"}]
    off = {"Mode": "OFF"}
    pattern = {"source": ["films"]}
    parameter = {"Key": "routing_key", "Value": REFERENCE, "IsValueSecret": True}
    credentials = {
        "ApiKeyAuthParameters": {"ApiKeyName": "x", "ApiKeyValue": REFERENCE},
        "InvocationHttpParameters": {"BodyParameters": [parameter]},
    }
    watched = {"Namespace": "N", "MetricName": "M", "Period": 60, "Statistic": "Sum"}
    judged = {"EvaluationPeriods": 2, "DatapointsToAlarm": 1, "Threshold": 1.5}
    alarm = {
        **watched,
        **judged,
        "AlarmName": "compared",
        "ComparisonOperator": "GreaterThanThreshold",
        "TreatMissingData": "breaching",
        "AlarmActions": [{"Ref": "Topic"}],
        "OKActions": [{"Ref": "Topic"}],
        "Tags": tags,
    }
    target = {"Arn": f"arn:aws:sns:{REGION}:{ACCOUNT}:x", "RoleArn": "arn:role"}
    retry = {"RetryPolicy": {"MaximumRetryAttempts": 3}}
    function = {
        "Code": {"ZipFile": "def handler(event, context): ..."},
        "Handler": "index.handler",
        "Role": "arn:role",
        "Runtime": "python3.13",
        "Timeout": 20,
        "ReservedConcurrentExecutions": 1,
        "DeadLetterConfig": {"TargetArn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:lost"},
        "Environment": {"Variables": {"A": "b"}},
    }
    destination = {
        "ConnectionArn": f"arn:aws:events:{REGION}:{ACCOUNT}:connection/compared",
        "HttpMethod": "POST",
        "InvocationEndpoint": f"https://{HOST}/x",
    }
    said: Mapping[str, tuple[str, Mapping[str, object]]] = {
        "Key": ("KMS::Key", {"KeyPolicy": policy, "EnableKeyRotation": True, "Tags": tags}),
        "Topic": ("SNS::Topic", {"KmsMasterKeyId": {"Ref": "Key"}, "Tags": tags}),
        "TopicPolicy": (
            "SNS::TopicPolicy",
            {"PolicyDocument": policy, "Topics": [{"Ref": "Topic"}]},
        ),
        "Queue": (
            "SQS::Queue",
            {"KmsMasterKeyId": {"Ref": "Key"}, "MessageRetentionPeriod": 1209600},
        ),
        "QueuePolicy": (
            "SQS::QueuePolicy",
            {"PolicyDocument": policy, "Queues": [{"Ref": "Queue"}]},
        ),
        "Page": (
            "SNS::Subscription",
            {
                "TopicArn": {"Ref": "Topic"},
                "Protocol": "https",
                "Endpoint": f"https://{HOST}/compared",
                "DeliveryPolicy": {"healthyRetryPolicy": {"numRetries": 9}},
                "RawMessageDelivery": False,
            },
        ),
        "Alarm": ("CloudWatch::Alarm", alarm),
        "Whole": (
            "CloudWatch::CompositeAlarm",
            {"AlarmName": "whole-compared", "AlarmRule": "ALARM(compared)", "Tags": tags},
        ),
        "Board": ("CloudWatch::Dashboard", {"DashboardName": "b", "DashboardBody": "{}"}),
        "Rule": (
            "Events::Rule",
            {"EventPattern": pattern, "Targets": [{"Id": "t", **retry, **target}]},
        ),
        "Connection": (
            "Events::Connection",
            {"Name": "compared", "AuthorizationType": "API_KEY", "AuthParameters": credentials},
        ),
        "Destination": ("Events::ApiDestination", destination),
        "Schedule": (
            "Scheduler::Schedule",
            {
                "FlexibleTimeWindow": off,
                "ScheduleExpression": "rate(5 minutes)",
                "ScheduleExpressionTimezone": "Europe/Copenhagen",
                "Target": {**target, **retry},
            },
        ),
        "Secret": ("SecretsManager::Secret", {"Name": "compared", "SecretString": VALUE}),
        "Function": ("Lambda::Function", function),
    }
    order = {"Whole": "Alarm", "Destination": "Connection"}
    messaging: Template = {
        name: {
            "Type": f"AWS::{kind}",
            "Properties": properties,
            **({"DependsOn": order[name]} if name in order else {}),
        }
        for name, (kind, properties) in said.items()
    }
    return messaging | data_resources()


def test_the_embedded_aws_keeps_every_property_it_can_show(
    aws: EmbeddedAws, stacks: Stacks
) -> None:
    template = everything()
    found = findings(aws, stacks, template)
    assert {one.resource.type for one in found} == set(READERS)
    dropped = [(one.resource.type, one.property, one.shown) for one in found if different(one)]
    assert dropped == []
    unseen = {(one.resource.logical_id, one.property) for one in found if hidden(one)}
    assert unseen == {("Secret", "SecretString"), ("Function", "Code")}
    assert VALUE not in " ".join(one.shown for one in found)


def different(finding: Finding) -> bool:
    return finding.verdict is Verdict.DIFFERENT


def hidden(finding: Finding) -> bool:
    return finding.verdict is Verdict.CANNOT_BE_SHOWN


def test_a_property_that_is_not_as_the_template_says_is_found(
    aws: EmbeddedAws, stacks: Stacks
) -> None:
    def template(threshold: int, retries: int) -> Template:
        some = everything()
        some["Alarm"]["Properties"]["Threshold"] = threshold  # type: ignore[index]
        policy = {"healthyRetryPolicy": {"numRetries": retries}}
        some["Page"]["Properties"]["DeliveryPolicy"] = policy  # type: ignore[index]
        return some

    found = findings(aws, stacks, template(1, 9), told=template(2, 8))
    dropped = {(one.resource.logical_id, one.property) for one in found if different(one)}
    assert dropped == {("Alarm", "Threshold"), ("Page", "DeliveryPolicy")}
