"""From an alarm, an event or a schedule to the outside, as AWS sends it."""

import json
from uuid import uuid4

import pytest

from local.cloud import CloudError, EmbeddedAws
from local.journal import Kind
from tests.local.helpers import ACCOUNT, HOST, REGION, Receiver, Stacks, Template, eventually

KEY = "k" * 32
ROUTING_KEY = "r" * 32
FEW_RETRIES = {"minDelayTarget": 1, "maxDelayTarget": 20, "numRetries": 3}


@pytest.fixture(scope="module")
def secret(aws: EmbeddedAws) -> str:
    value = json.dumps({"integration_key": KEY, "routing_key": ROUTING_KEY})
    name = "films/test/pagerduty"
    aws.client("secretsmanager", REGION).create_secret(Name=name, SecretString=value)
    return name


def paged(path: str, **properties: object) -> Template:
    """A topic with an alarm, an HTTPS subscription and a dead-letter queue."""
    said = {
        "TopicArn": {"Ref": "Topic"},
        "Protocol": "https",
        "Endpoint": f"https://{HOST}{path}",
        "DeliveryPolicy": {"healthyRetryPolicy": FEW_RETRIES},
        "RedrivePolicy": {"deadLetterTargetArn": {"Fn::GetAtt": ["Lost", "Arn"]}},
        **properties,
    }
    alarm = {
        "AlarmDescription": "api broke. P1: respond within 15 min.",
        "Namespace": "Films",
        "MetricName": "Errors",
        "Dimensions": [{"Name": "Service", "Value": "api"}],
        "Statistic": "Sum",
        "Period": 60,
        "EvaluationPeriods": 3,
        "ComparisonOperator": "GreaterThanThreshold",
        "Threshold": 5,
        "AlarmActions": [{"Ref": "Topic"}],
        "OKActions": [{"Ref": "Topic"}],
    }
    return {
        "Topic": {"Type": "AWS::SNS::Topic"},
        "Lost": {"Type": "AWS::SQS::Queue"},
        "Page": {"Type": "AWS::SNS::Subscription", "Properties": said},
        "Alarm": {"Type": "AWS::CloudWatch::Alarm", "Properties": alarm},
    }


def deploy(aws: EmbeddedAws, stacks: Stacks, template: Template) -> dict[str, str]:
    """The physical ids of the stack, once its subscription is confirmed."""
    ids = stacks.physical_ids(stacks.create(template))
    sns = aws.client("sns", REGION)
    page = ids["Page"]

    def confirmed() -> bool:
        answer = sns.get_subscription_attributes(SubscriptionArn=page)
        return answer["Attributes"]["PendingConfirmation"] == "false"

    eventually(confirmed)
    return ids


def lost(aws: EmbeddedAws, url: str) -> str | None:
    """The body on the dead-letter queue."""
    messages = aws.client("sqs", REGION).receive_message(QueueUrl=url).get("Messages", [])
    return messages[0].get("Body") if messages else None


def tries(aws: EmbeddedAws, sender: str, kind: Kind) -> list[int]:
    return [one.attempt for one in aws.entries(kind) if one.subject == sender]


def test_an_alarm_pages_and_resolves_with_the_secret_key_in_its_url(
    aws: EmbeddedAws, stacks: Stacks, receiver: Receiver, secret: str
) -> None:
    key = f"{{{{resolve:secretsmanager:{secret}:SecretString:integration_key::}}}}"
    ids = deploy(aws, stacks, paged(f"/integration/{key}/enqueue"))
    cloudwatch = aws.client("cloudwatch", REGION)
    cloudwatch.set_alarm_state(AlarmName=ids["Alarm"], StateValue="ALARM", StateReason="drill")
    cloudwatch.set_alarm_state(AlarmName=ids["Alarm"], StateValue="OK", StateReason="over")
    path = f"/integration/{KEY}/enqueue"
    eventually(lambda: len(receiver.got(path)) == 2)

    subjects = {one.message["Subject"] for one in receiver.got(path)}
    region = "US East (N. Virginia)"
    assert subjects == {f'{state}: "{ids["Alarm"]}" in {region}'[:100] for state in ("ALARM", "OK")}
    raised = next(one for one in receiver.got(path) if "ALARM: " in one.message["Subject"])
    assert raised.headers["Host"] == HOST
    assert raised.headers["x-amz-sns-message-type"] == "Notification"
    assert raised.headers["x-amz-sns-subscription-arn"] == ids["Page"]
    assert raised.headers["Content-Type"] == "text/plain; charset=UTF-8"
    body = json.loads(raised.message["Message"])
    assert body["NewStateValue"] == "ALARM"
    assert body["NewStateReason"] == "drill"
    assert body["Region"] == region
    assert body["AWSAccountId"] == ACCOUNT
    assert body["AlarmActions"] == [ids["Topic"]]
    assert body["Trigger"]["Dimensions"] == [{"value": "api", "name": "Service"}]
    assert body["Trigger"]["Statistic"] == "SUM"


def test_what_stays_broken_is_retried_as_the_policy_says_and_kept_on_the_queue(
    aws: EmbeddedAws, stacks: Stacks, receiver: Receiver
) -> None:
    ids = deploy(aws, stacks, paged("/broken"))
    receiver.answers["/broken"] = 503
    aws.client("sns", REGION).publish(TopicArn=ids["Topic"], Message="page", Subject="s")
    eventually(lambda: tries(aws, ids["Page"], Kind.DEAD_LETTER))
    assert tries(aws, ids["Page"], Kind.FAILED) == [1, 2, 3, 4]
    assert json.loads(lost(aws, ids["Lost"]) or "{}")["Message"] == "page"


def test_what_is_refused_is_kept_on_the_queue_without_another_try(
    aws: EmbeddedAws, stacks: Stacks, receiver: Receiver
) -> None:
    ids = deploy(aws, stacks, paged("/refused"))
    receiver.answers["/refused"] = 403
    aws.client("sns", REGION).publish(TopicArn=ids["Topic"], Message="page")
    eventually(lambda: tries(aws, ids["Page"], Kind.DEAD_LETTER))
    assert tries(aws, ids["Page"], Kind.FAILED) == [1]


def test_what_recovers_is_delivered_and_nothing_is_kept_on_the_queue(
    aws: EmbeddedAws, stacks: Stacks, receiver: Receiver
) -> None:
    slow = {"minDelayTarget": 20, "maxDelayTarget": 600, "numRetries": 50}
    policy = {"healthyRetryPolicy": slow}
    ids = deploy(aws, stacks, paged("/flaky", DeliveryPolicy=policy))
    receiver.answers["/flaky"] = 500
    aws.client("sns", REGION).publish(TopicArn=ids["Topic"], Message="page")
    eventually(lambda: tries(aws, ids["Page"], Kind.FAILED))
    receiver.answers["/flaky"] = 200
    # the first delivery of the subscription was its confirmation
    eventually(lambda: len(tries(aws, ids["Page"], Kind.DELIVERED)) == 2)
    assert lost(aws, ids["Lost"]) is None


def test_a_message_without_a_queue_to_go_to_is_told_as_lost(
    aws: EmbeddedAws, stacks: Stacks, receiver: Receiver
) -> None:
    template = paged("/gone", RedrivePolicy={"Ref": "AWS::NoValue"})
    ids = deploy(aws, stacks, template)
    receiver.answers["/gone"] = 404
    aws.client("sns", REGION).publish(TopicArn=ids["Topic"], Message="page")
    eventually(lambda: tries(aws, ids["Page"], Kind.LOST))


def watched(secret: str, path: str, per_second: int = 10) -> Template:
    """GuardDuty findings to an API destination, with a dead-letter queue."""
    routing = {
        "Key": "routing_key",
        "Value": f"{{{{resolve:secretsmanager:{secret}:SecretString:routing_key::}}}}",
        "IsValueSecret": True,
    }
    connection = {
        "AuthorizationType": "API_KEY",
        "AuthParameters": {
            "ApiKeyAuthParameters": {"ApiKeyName": "x-source", "ApiKeyValue": "films"},
            "InvocationHttpParameters": {"BodyParameters": [routing]},
        },
    }
    destination = {
        "ConnectionArn": {"Fn::GetAtt": ["Connection", "Arn"]},
        "HttpMethod": "POST",
        "InvocationEndpoint": f"https://{HOST}{path}",
        "InvocationRateLimitPerSecond": per_second,
    }
    transformer = {
        "InputPathsMap": {"id": "$.detail.id"},
        "InputTemplate": '{"event_action": "trigger", "dedup_key": "guardduty/<id>"}',
    }
    target = {
        "Id": "page",
        "Arn": {"Fn::GetAtt": ["Destination", "Arn"]},
        "InputTransformer": transformer,
        "RetryPolicy": {"MaximumRetryAttempts": 2},
        "DeadLetterConfig": {"Arn": {"Fn::GetAtt": ["Lost", "Arn"]}},
    }
    pattern = {"source": ["aws.guardduty"], "detail": {"path": [path]}}
    rule = {"EventPattern": pattern, "Targets": [target]}
    return {
        "Lost": {"Type": "AWS::SQS::Queue"},
        "Connection": {"Type": "AWS::Events::Connection", "Properties": connection},
        "Destination": {"Type": "AWS::Events::ApiDestination", "Properties": destination},
        "Rule": {"Type": "AWS::Events::Rule", "Properties": rule},
    }


def test_an_event_of_aws_is_posted_as_the_rule_transforms_it_with_the_routing_key(
    aws: EmbeddedAws, stacks: Stacks, receiver: Receiver, secret: str
) -> None:
    stack = stacks.create(watched(secret, "/v2/enqueue"))
    before = len(receiver.got("/v2/enqueue"))
    detail = {"id": "f1", "path": "/v2/enqueue"}
    aws.service_event(REGION, "aws.guardduty", "GuardDuty Finding", detail)
    eventually(lambda: receiver.got("/v2/enqueue")[before:])
    [request] = receiver.got("/v2/enqueue")[before:]
    assert request.headers["x-source"] == "films"
    assert request.message == {
        "event_action": "trigger",
        "dedup_key": "guardduty/f1",
        "routing_key": ROUTING_KEY,
    }
    stacks.update(stack, watched(secret, "/v2/enqueue", per_second=20))
    name = stacks.physical_ids(stack)["Destination"]
    events = aws.client("events", REGION)
    assert events.describe_api_destination(Name=name)["InvocationRateLimitPerSecond"] == 20
    stacks.delete(stack)
    assert name not in [
        one.get("Name") for one in events.list_api_destinations()["ApiDestinations"]
    ]
    assert events.list_connections()["Connections"] == []


def test_an_event_nobody_takes_is_retried_and_kept_on_the_queue(
    aws: EmbeddedAws, stacks: Stacks, receiver: Receiver, secret: str
) -> None:
    receiver.answers["/v2/broken"] = 429
    stack = stacks.create(watched(secret, "/v2/broken"))
    detail = {"id": "f2", "path": "/v2/broken"}
    aws.service_event(REGION, "aws.guardduty", "GuardDuty Finding", detail)
    queue = stacks.physical_ids(stack)["Lost"]
    eventually(
        lambda: any("api-destination" in one.subject for one in aws.entries(Kind.DEAD_LETTER))
    )
    assert len(receiver.got("/v2/broken")) == 3
    assert json.loads(lost(aws, queue) or "{}")["detail"] == detail
    stacks.delete(stack)


def test_nobody_but_aws_may_speak_for_its_services(aws: EmbeddedAws) -> None:
    entry = {"Source": "aws.guardduty", "DetailType": "GuardDuty Finding", "Detail": "{}"}
    answer = aws.client("events", REGION).put_events(Entries=[entry])  # pyright: ignore[reportArgumentType]
    assert answer["FailedEntryCount"] == 1


def test_a_schedule_run_on_demand_publishes_its_message(
    aws: EmbeddedAws, stacks: Stacks, receiver: Receiver
) -> None:
    ids = deploy(aws, stacks, paged("/heartbeat"))
    said = {"TopicArn": ids["Topic"], "Message": "alive"}
    name = f"beat-{uuid4().hex[:8]}"
    aws.client("scheduler", REGION).create_schedule(
        Name=name,
        FlexibleTimeWindow={"Mode": "OFF"},
        ScheduleExpression="rate(5 minutes)",
        Target={
            "Arn": "arn:aws:scheduler:::aws-sdk:sns:publish",
            "RoleArn": f"arn:aws:iam::{ACCOUNT}:role/beat",
            "Input": json.dumps(said),
        },
    )
    aws.run_schedule(name, REGION)
    eventually(lambda: receiver.got("/heartbeat"))
    assert receiver.got("/heartbeat")[0].message["Message"] == "alive"
    aws.client("scheduler", REGION).delete_schedule(Name=name)


def test_a_schedule_that_is_not_there_cannot_be_run(aws: EmbeddedAws) -> None:
    with pytest.raises(CloudError, match="default/nothing: no such schedule"):
        aws.run_schedule("nothing", REGION)


def test_sms_and_email_are_noted_and_their_addresses_are_not(
    aws: EmbeddedAws, stacks: Stacks
) -> None:
    template = paged("/noted")
    for protocol, endpoint in (("sms", "+15550100"), ("email", "ops@example.com")):
        said = {"TopicArn": {"Ref": "Topic"}, "Protocol": protocol, "Endpoint": endpoint}
        template[protocol] = {"Type": "AWS::SNS::Subscription", "Properties": said}
    ids = deploy(aws, stacks, template)
    aws.client("sns", REGION).publish(TopicArn=ids["Topic"], Message="page", Subject="ALARM: x")
    notes = [one.detail for one in aws.entries(Kind.NOTICE) if one.subject == ids["Topic"]]
    assert sorted(notes) == ["email: ALARM: x", "sms: ALARM: x"]
