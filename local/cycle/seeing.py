"""What the account says, by the APIs alone; and the one thing that is done to it by hand."""

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from assurance.assembly import Stage
from assurance.assembly.values import items, text
from environments import Environment
from local.cloud import EmbeddedAws
from local.cycle.outcome import CycleError, must

if TYPE_CHECKING:
    from mypy_boto3_cloudwatch.type_defs import MetricDatumTypeDef

SLACK: Final = "AWS::Chatbot::SlackChannelConfiguration"
PATIENCE: Final = 10.0
"""Seconds a message may take to arrive; it takes well under one."""


@dataclass(frozen=True, slots=True)
class Account:
    """The primary Region of an environment."""

    aws: EmbeddedAws
    environment: Environment

    @property
    def region(self) -> str:
        """Where it is."""
        return self.environment.primary_region

    def deployed(self) -> str:
        """The commit that was deployed and watched to the end; "" where there is none."""
        ssm, name = self.aws.client("ssm", self.region), f"/{self.environment.prefix}/deployed"
        found = ssm.get_parameters(Names=[name])["Parameters"]
        return found[0].get("Value", "") if found else ""

    def threshold(self, alarm: str) -> float:
        """What an alarm alarms at. Raises CycleError where there is no such alarm."""
        cloudwatch = self.aws.client("cloudwatch", self.region)
        name = f"{self.environment.prefix}-{alarm}"
        found = cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"]
        must(len(found) == 1, f"one alarm {name}", len(found))
        return found[0].get("Threshold", 0.0)

    def guards(self) -> tuple[str, ...]:
        """The alarms that take a deployment back, as they are published."""
        ssm = self.aws.client("ssm", self.region)
        path = f"/{self.environment.prefix}/deployment-guards"
        listed = ssm.get_parameters_by_path(Path=path)["Parameters"]
        return tuple(sorted(name for one in listed for name in one.get("Value", "").split(",")))

    def give_guards_a_point(self) -> None:
        """Publish a zero of what guards count: nothing runs here, and no point is no watch."""
        cloudwatch = self.aws.client("cloudwatch", self.region)
        for one in cloudwatch.describe_alarms(AlarmNames=list(self.guards()))["MetricAlarms"]:
            point: MetricDatumTypeDef = {
                "MetricName": one.get("MetricName", ""),
                "Dimensions": one.get("Dimensions", []),
                "Value": 0.0,
            }
            if point["MetricName"]:
                cloudwatch.put_metric_data(Namespace=one.get("Namespace", ""), MetricData=[point])

    def trip(self, guard: str, because: str) -> None:
        """Set a guard's alarm to ALARM: the emulator evaluates none."""
        self.aws.client("cloudwatch", self.region).set_alarm_state(
            AlarmName=guard, StateValue="ALARM", StateReason=because
        )


@dataclass(frozen=True, slots=True)
class Message:
    """What AWS would show in the channel."""

    title: str
    text: str

    def __str__(self) -> str:
        return f"{self.title}. {self.text}"


@dataclass(frozen=True, slots=True)
class Channel:
    """A queue that hears what Slack hears."""

    aws: EmbeddedAws
    region: str
    queue: str

    def heard(self) -> Message:
        """The next message that people wrote, not an alarm. Raises CycleError when none comes."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if found := next(self._custom(), None):
                return found
            time.sleep(0.2)
        raise CycleError(f"wanted a message for Slack within {PATIENCE:.0f} s, got none")

    def _custom(self) -> Iterator[Message]:
        answer = self.aws.client("sqs", self.region).receive_message(
            QueueUrl=self.queue, MaxNumberOfMessages=10
        )
        for one in answer.get("Messages", ()):
            match json.loads(json.loads(one.get("Body", "{}"))["Message"]):
                case {"source": "custom", "content": {"title": title, "description": said}}:
                    yield Message(title, said)
                case _:
                    continue


def topics_of_slack(stage: Stage, region: str) -> Sequence[str]:
    """The topics of a Region that the environment's Slack channel shows, by its template."""
    shown = [
        text(topic)
        for one in stage.resources(SLACK)
        for topic in items(one.properties.get("SnsTopicArns"))
    ]
    return [topic for topic in shown if f":sns:{region}:" in topic]


def listen(account: Account, topics: Sequence[str]) -> Channel:
    """Hear topics of the primary Region. Raises CycleError where there are none."""
    must(bool(topics), f"topics that Slack shows in {account.region}", "none")
    sqs = account.aws.client("sqs", account.region)
    queue = sqs.create_queue(QueueName="what-slack-shows")["QueueUrl"]
    wanted = "QueueArn"
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=[wanted])["Attributes"][wanted]
    for topic in topics:
        account.aws.client("sns", account.region).subscribe(
            TopicArn=topic, Protocol="sqs", Endpoint=arn
        )
    return Channel(account.aws, account.region, queue)
