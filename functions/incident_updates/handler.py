"""The Lambda function's edge: CloudWatch, SNS and DynamoDB; the judgement is elsewhere."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from .asked import Step, post_of, step_of
from .environment import Environment
from .logic import OPEN, Incident, Update, owed, told, unresolved
from .messages import announcement, handover, public, reminder
from .records import Records
from .regions import REMEMBERED, Region

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
    sns: SNSClient = boto3.client("sns", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    dynamodb: DynamoDBClient = boto3.client("dynamodb", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    environment = Environment.read(os.environ)
    return Updates(
        environment,
        _cloudwatch(None),
        sns,
        Records(dynamodb, environment.table),
        tuple(Region(name, _cloudwatch(name), rules) for name, rules in environment.events.items()),
    )


def _cloudwatch(region: str | None) -> "CloudWatchClient":
    """That of a Region, None for the one this runs in."""
    return boto3.client("cloudwatch", region_name=region, config=PATIENT)  # pyright: ignore[reportUnknownMemberType]


@dataclass(frozen=True, slots=True)
class Updates:
    """Everything it does, for one environment."""

    environment: Environment
    cloudwatch: "CloudWatchClient"
    sns: "SNSClient"
    records: Records
    regions: tuple[Region, ...]
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def look(self) -> dict[str, object]:
        """Remind of every update that is owed before the next look, and say how much is open.

        What is open is published last: a reminder that could not be sent is a look that did not
        happen, and its alarm tells of that. So is one that a Region did not answer; it is not
        raised, because Lambda would remind again.
        """
        now, environment = self.now(), self.environment
        incidents, silent = self._open(now)
        counts = {level.name: _count(incidents, level.name) for level in environment.levels}
        dues = [
            due
            for level in environment.levels
            if counts[level.name]
            and (
                due := owed(level, incidents, self.records.last(level.name), now, environment.look)
            )
        ]
        for due in dues:
            self._say(reminder(due, environment, now))
        print(told(counts, dues, silent, now))
        if not silent:
            self._publish(counts)
        return {
            "open": counts,
            "reminded": [due.level.name for due in dues],
            "silent": silent,
        }

    def post(self, event: Mapping[str, object]) -> dict[str, object]:
        """Record an update and show it in Slack; the answer is the text for the status page.

        It is recorded first: what was said and not recorded would be asked for again.
        """
        asked = post_of(event, self.environment.levels)
        now = self.now()
        update = Update(asked.level.name, now, asked.status, asked.text, asked.by)
        self.records.keep(update)
        incidents = [one for one in self._open(now)[0] if one.level == update.level]
        self._say(announcement(update, asked.level, incidents, self.environment))
        return {
            "recorded": now.isoformat(timespec="seconds"),
            "next_by": (now + asked.level.every).isoformat(timespec="seconds"),
            "status_page": self.environment.status_page,
            "text": public(update, asked.what, asked.level),
        }

    def hand_over(self) -> dict[str, object]:
        """Say at the change of shifts what is open."""
        now = self.now()
        incidents, _ = self._open(now)
        self._say(handover(incidents, self.environment, now))
        return {"open": len(incidents)}

    def _open(self, now: datetime) -> tuple[list[Incident], list[str]]:
        """What is open in every Region, the oldest first; and which Regions did not answer, why."""
        found, silent = list[Incident](), list[str]()
        for region in self.regions:
            try:
                found += region.firing(self.environment.alarm_prefix, self.environment.levels)
                found += self._events(region, now)
            except (BotoCoreError, ClientError) as error:
                silent.append(f"{region.name}: {error}")
        return sorted(found, key=lambda one: one.since), silent

    def _events(self, region: Region, now: datetime) -> Iterator[Incident]:
        """An event that paged is open until an update of its severity says that it is over."""
        since = now - REMEMBERED
        for rule, moments in region.came(since, now).items():
            level = region.events[rule]
            if moments and (left := unresolved(moments, self.records.resolved(level, since))):
                yield Incident(f"{rule} in {region.name}", level, left[0])

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


def _count(incidents: list[Incident], level: str) -> int:
    return sum(one.level == level for one in incidents)
