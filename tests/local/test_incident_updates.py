"""Updates during an incident on the embedded AWS: real alarms, a real table, a real topic."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from functions.incident_updates.environment import Environment, Level
from functions.incident_updates.handler import Updates
from functions.incident_updates.records import Records
from functions.incident_updates.regions import Region
from local.cloud import EmbeddedAws
from tests.local.helpers import ACCOUNT, HOST, REGION, Receiver, Stacks, eventually

ALARMS = {f"p{level}": f"arn:aws:sns:{REGION}:{ACCOUNT}:lab-updates-p{level}" for level in (1, 2)}
MINUTE = timedelta(minutes=1)
POST = {
    "step": "post",
    "level": "P1",
    "status": "identified",
    "what": "the API",
    "text": "A deployment is being undone.",
    "by": "Ada",
}


@pytest.fixture
def channel(stacks: Stacks) -> str:
    """The topic of updates, with somebody who listens at /updates; its table beside it."""
    stack = stacks.create(
        {
            "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "lab-updates"}},
            "Listener": {
                "Type": "AWS::SNS::Subscription",
                "Properties": {
                    "TopicArn": {"Ref": "Topic"},
                    "Protocol": "https",
                    "Endpoint": f"https://{HOST}/updates",
                },
            },
            "Said": {
                "Type": "AWS::DynamoDB::Table",
                "Properties": {
                    "TableName": "lab-said",
                    "BillingMode": "PAY_PER_REQUEST",
                    "KeySchema": [
                        {"AttributeName": "level", "KeyType": "HASH"},
                        {"AttributeName": "at", "KeyType": "RANGE"},
                    ],
                    "AttributeDefinitions": [
                        {"AttributeName": name, "AttributeType": "S"} for name in ("level", "at")
                    ],
                },
            },
        }
    )
    return stacks.physical_ids(stack)["Topic"]


def updates(aws: EmbeddedAws, topic: str, later: timedelta) -> Updates:
    environment = Environment(
        name="lab",
        alarm_prefix="lab-updates-",
        levels=(
            Level("P1", (ALARMS["p1"],), 15 * MINUTE),
            Level("P2", (ALARMS["p2"],), 30 * MINUTE),
        ),
        events={REGION: {"lab-KeyLost": "P1"}},
        look=5 * MINUTE,
        topic=topic,
        table="lab-said",
        metric_namespace="Lab/Incidents",
        status_page="https://status.example",
        runbook="https://runbooks.example#incident-updates",
    )
    return Updates(
        environment,
        aws.client("cloudwatch", REGION),
        aws.client("sns", REGION),
        Records(aws.client("dynamodb", REGION), environment.table),
        tuple(
            Region(name, aws.client("cloudwatch", name), rules)
            for name, rules in environment.events.items()
        ),
        lambda: datetime.now(UTC) + later,
    )


def test_a_p1_is_reminded_of_until_somebody_says_something(
    aws: EmbeddedAws, receiver: Receiver, channel: str
) -> None:
    cloudwatch = aws.client("cloudwatch", REGION)
    cloudwatch.put_metric_alarm(
        AlarmName="lab-updates-down",
        AlarmActions=[ALARMS["p1"]],
        Namespace="Lab",
        MetricName="Down",
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=0,
        ComparisonOperator="GreaterThanThreshold",
    )
    assert updates(aws, channel, timedelta()).look() == {
        "open": {"P1": 0, "P2": 0},
        "reminded": [],
        "silent": [],
    }
    cloudwatch.set_alarm_state(
        AlarmName="lab-updates-down", StateValue="ALARM", StateReason="played"
    )
    assert updates(aws, channel, 5 * MINUTE).look()["reminded"] == []
    assert updates(aws, channel, 11 * MINUTE).look()["reminded"] == ["P1"]
    answer = updates(aws, channel, 12 * MINUTE).post(POST)
    assert str(answer["text"]).startswith("We have found the cause of the problem with the API")
    assert updates(aws, channel, 20 * MINUTE).look()["reminded"] == []
    assert updates(aws, channel, 24 * MINUTE).look()["reminded"] == ["P1"]

    def titles() -> list[str]:
        cards = [json.loads(one.message["Message"]) for one in receiver.got("/updates")]
        return [card["content"]["title"].partition(":")[0] for card in cards]

    eventually(lambda: len(titles()) == 3)
    # a topic that is no FIFO keeps no order
    assert sorted(titles()) == ["P1 identified", "P1 open", "P1 open"]
    cloudwatch.set_alarm_state(AlarmName="lab-updates-down", StateValue="OK", StateReason="played")
    assert updates(aws, channel, 60 * MINUTE).look()["open"] == {"P1": 0, "P2": 0}


@pytest.mark.usefixtures("receiver")
def test_an_event_that_paged_is_open_until_it_is_said_to_be_over(
    aws: EmbeddedAws, channel: str
) -> None:
    aws.client("cloudwatch", REGION).put_metric_data(
        Namespace="AWS/Events",
        MetricData=[
            {
                "MetricName": "MatchedEvents",
                "Dimensions": [{"Name": "RuleName", "Value": "lab-KeyLost"}],
                "Timestamp": datetime.now(UTC),
                "Value": 1,
            }
        ],
    )
    assert updates(aws, channel, MINUTE).look()["open"] == {"P1": 1, "P2": 0}
    updates(aws, channel, 2 * MINUTE).post({**POST, "status": "resolved"})
    assert updates(aws, channel, 3 * MINUTE).look()["open"] == {"P1": 0, "P2": 0}
