"""The gate before everything: whether this window may be worked in, and by this run."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3

from .calls import PATIENT
from .environment import names, required
from .records import Records
from .telemetry import logger, observed
from .windows import Calendar, NotPromisedError, Window, window_of
from .work import Call, Outcome, Said

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_cloudwatch import CloudWatchClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_ssm import SSMClient

NO_HOLD = "no"
"""What the parameter says while nobody holds the windows; anything else is the reason."""
_SHOWN = 5


@observed
def handle(event: Said, _context: object) -> dict[str, Any]:
    """Lambda's entry: the workflow's first step."""
    return gate_of_process().judge(Call.of(event))


@cache
def gate_of_process() -> "Gate":
    """Built once for all invocations of this process."""
    # boto3-stubs leaves the clients of services we did not install unknown.
    dynamodb: DynamoDBClient = boto3.client("dynamodb", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    ssm: SSMClient = boto3.client("ssm", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    topics = names(os.environ, "INCIDENT_TOPICS")
    return Gate(
        calendar=Calendar.read(os.environ),
        records=Records(dynamodb, required(os.environ, "RECORDS")),
        ssm=ssm,
        cloudwatch={_region(topic): _cloudwatch(_region(topic)) for topic in topics},
        topics=topics,
        hold=required(os.environ, "HOLD"),
        freezes=os.environ.get("CHANGE_CALENDAR", ""),
    )


@dataclass(frozen=True, slots=True)
class Gate:
    """What may keep a window shut. `topics` hear of incidents; `cloudwatch` is by Region.

    `hold` is a parameter, `freezes` the name of an SSM Change Calendar, "" without one.
    """

    calendar: Calendar
    records: Records
    ssm: "SSMClient"
    cloudwatch: Mapping[str, "CloudWatchClient"]
    topics: Sequence[str]
    hold: str
    freezes: str
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def judge(self, call: Call) -> dict[str, Any]:
        """Open, or skipped and why; `news` says whether that is told for the first time.

        Whatever cannot be asked is raised, never taken for a yes: the workflow tries again.
        """
        try:
            window = window_of(self.calendar, call)
        except NotPromisedError as error:
            return _shut("", str(error), news=True)
        if not window.is_open(self.now()):
            because = f"it is {self.now():%Y-%m-%d %H:%M} UTC: the window is not open"
            return _shut(window.id, because, news=True)
        if because := "; ".join(self._objections(window)):
            news = self.records.skip(window.id, call.execution, because, self.now())
            logger.info("skipped", extra={"window": window.id, "because": because})
            return _shut(window.id, because, news=news)
        claim = self.records.claim(window.id, call.execution, self.now())
        if not claim.ours:
            return _shut(window.id, f"already worked in by {claim.held_by}", news=False)
        return {
            "outcome": Outcome.DONE,
            "because": "nothing stands against it",
            "window": window.id,
            "start": window.start.isoformat(),
            "end": window.end.isoformat(),
        }

    def _objections(self, window: Window) -> Iterator[str]:
        held = self.ssm.get_parameter(Name=self.hold)["Parameter"].get("Value", "").strip()
        if held.lower() != NO_HOLD:
            yield f"held by an operator: {held or 'no reason given'}"
        if self.freezes:
            yield from self._freeze(window)
        if alarms := sorted(set(self._incidents())):
            more = f" and {len(alarms) - _SHOWN} more" if len(alarms) > _SHOWN else ""
            yield f"an incident is open: {', '.join(alarms[:_SHOWN])}{more}"

    def _freeze(self, window: Window) -> Iterator[str]:
        """A freeze now, or one that begins before the window ends."""
        answer = self.ssm.get_calendar_state(CalendarNames=[self.freezes])
        if answer["State"] == "CLOSED":
            yield f"changes are frozen: {self.freezes}"
            return
        following = answer.get("NextTransitionTime")
        if following and datetime.fromisoformat(following) < window.end:
            yield f"changes are frozen from {following}: {self.freezes}"

    def _incidents(self) -> Iterator[str]:
        """Alarms in ALARM that tell one of the topics, in every Region that has one."""
        for topic in self.topics:
            pages = (
                self.cloudwatch[_region(topic)]
                .get_paginator("describe_alarms")
                .paginate(
                    StateValue="ALARM",
                    ActionPrefix=topic,
                    AlarmTypes=["MetricAlarm", "CompositeAlarm"],
                )
            )
            for page in pages:
                for alarm in (*page["MetricAlarms"], *page["CompositeAlarms"]):
                    if topic in alarm.get("AlarmActions", []):
                        yield alarm.get("AlarmName", "")


def _shut(window: str, because: str, *, news: bool) -> dict[str, Any]:
    return {"outcome": Outcome.SKIPPED, "because": because, "window": window, "news": news}


def _region(topic: str) -> str:
    return topic.split(":")[3]


def _cloudwatch(region: str) -> "CloudWatchClient":
    # boto3-stubs leaves the clients of services we did not install unknown.
    client: CloudWatchClient = boto3.client("cloudwatch", region_name=region, config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    return client
