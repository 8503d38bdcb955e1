"""The Lambda function's edge: CloudWatch, SNS and DynamoDB; the judgement is elsewhere."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

from .asked import Step, post_of, step_of
from .environment import Environment
from .logic import OPEN, Alarm, Update, level_of, owed, told
from .messages import announcement, handover, public, reminder
from .records import Records

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_cloudwatch import CloudWatchClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_sns import SNSClient

PATIENT = Config(
    retries={"mode": "standard", "total_max_attempts": 4}, connect_timeout=2, read_timeout=5
)


def handle(event: Mapping[str, object], _context: object) -> dict[str, object]:
    """Lambda's entry: a look every few minutes, an update that somebody gives, a hand-over."""
    updates = updates_of_process()
    match step_of(event):
        case Step.LOOK:
            return updates.look()
        case Step.POST:
            return updates.post(event)
        case Step.HANDOVER:
            return updates.hand_over()


@cache
def updates_of_process() -> "Updates":
    """Built once for all invocations of this process."""
    # boto3-stubs leaves the clients of services we did not install unknown.
    cloudwatch: CloudWatchClient = boto3.client("cloudwatch", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    sns: SNSClient = boto3.client("sns", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    dynamodb: DynamoDBClient = boto3.client("dynamodb", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    environment = Environment.read(os.environ)
    return Updates(environment, cloudwatch, sns, Records(dynamodb, environment.table))


@dataclass(frozen=True, slots=True)
class Updates:
    """Everything it does, for one environment."""

    environment: Environment
    cloudwatch: "CloudWatchClient"
    sns: "SNSClient"
    records: Records
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def look(self) -> dict[str, object]:
        """Remind of every update that is owed before the next look, and say how much is open.

        What is open is published last: a reminder that could not be sent is a look that did not
        happen, and its alarm tells of that.
        """
        now, environment = self.now(), self.environment
        alarms = self._firing()
        counts = {level.name: _count(alarms, level.name) for level in environment.levels}
        dues = [
            due
            for level in environment.levels
            if counts[level.name]
            and (due := owed(level, alarms, self.records.last(level.name), now, environment.look))
        ]
        for due in dues:
            self._say(reminder(due, environment, now))
        print(told(counts, dues, now))
        self._publish(counts)
        return {"open": counts, "reminded": [due.level.name for due in dues]}

    def post(self, event: Mapping[str, object]) -> dict[str, object]:
        """Record an update and show it in Slack; the answer is the text for the status page.

        It is recorded first: what was said and not recorded would be asked for again.
        """
        asked = post_of(event, self.environment.levels)
        now = self.now()
        update = Update(asked.level.name, now, asked.status, asked.text, asked.by)
        self.records.keep(update)
        alarms = [one for one in self._firing() if one.level == update.level]
        self._say(announcement(update, asked.level, alarms, self.environment))
        return {
            "recorded": now.isoformat(timespec="seconds"),
            "next_by": (now + asked.level.every).isoformat(timespec="seconds"),
            "status_page": self.environment.status_page,
            "text": public(update, asked.what, asked.level),
        }

    def hand_over(self) -> dict[str, object]:
        """Say at the change of shifts what is open."""
        alarms = self._firing()
        self._say(handover(alarms, self.environment, self.now()))
        return {"open": len(alarms)}

    def _firing(self) -> list[Alarm]:
        """The alarms that page now. One that is suppressed is told to nobody and is left out."""
        pages = self.cloudwatch.get_paginator("describe_alarms").paginate(
            StateValue="ALARM",
            AlarmNamePrefix=self.environment.alarm_prefix,
            AlarmTypes=["MetricAlarm", "CompositeAlarm"],
        )
        found = list[Alarm]()
        for page in pages:
            composites = [one for one in page.get("CompositeAlarms", []) if not _is_quiet(one)]
            for alarm in (*page.get("MetricAlarms", []), *composites):
                level = level_of(alarm.get("AlarmActions", []), self.environment.levels)
                since = alarm.get("StateTransitionedTimestamp") or alarm.get(
                    "StateUpdatedTimestamp"
                )
                if level and since and alarm.get("ActionsEnabled", True):
                    found.append(Alarm(alarm.get("AlarmName", ""), level, since))
        return sorted(found, key=lambda one: one.since)

    def _say(self, message: str) -> None:
        self.sns.publish(TopicArn=self.environment.topic, Message=message)

    def _publish(self, counts: Mapping[str, int]) -> None:
        self.cloudwatch.put_metric_data(
            Namespace=self.environment.metric_namespace,
            MetricData=[
                {
                    "MetricName": OPEN,
                    "Dimensions": [{"Name": "Severity", "Value": level}],
                    "Value": count,
                    "Unit": "Count",
                }
                for level, count in counts.items()
            ],
        )


def _is_quiet(composite: Mapping[str, object]) -> bool:
    return bool(composite.get("ActionsSuppressedBy"))


def _count(alarms: list[Alarm], level: str) -> int:
    return sum(alarm.level == level for alarm in alarms)
