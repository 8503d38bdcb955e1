"""Every quarter of an hour: was everything said, did the window start, has it ended, what is forced."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
from aws_lambda_powertools.metrics import MetricUnit
from botocore.exceptions import BotoCoreError, ClientError

from .calls import PATIENT
from .environment import names, required, seconds
from .forced import forced
from .mutes import ON
from .records import MUTE, RUN, SETTLED, Item, Records, Sending, what_of
from .telemetry import logger, metrics, observed
from .windows import Calendar, Notice, Window
from .work import Said

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_rds import RDSClient

OVERDUE, NOT_STARTED, OVERRAN = "NoticesOverdue", "WindowNotStarted", "WindowOverran"
FORCED, HOURS, WATCHED = "ForcedMaintenanceAhead", "HoursToNextWindow", "CalendarWatched"
"""WATCHED is published only when every other figure was found: its silence is what alarms."""
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


@observed
def handle(_event: Said, _context: object) -> dict[str, Any]:
    """Lambda's entry."""
    figures, unknown = watch_of_process().look()
    for name, value in figures.items():
        metrics.add_metric(name, MetricUnit.Count, value)
    if unknown:
        logger.warning("unknown", extra={"unknown": unknown})
    return {**figures, **unknown}


@cache
def watch_of_process() -> "Watch":
    """Built once for all invocations of this process."""
    # boto3-stubs leaves the clients of services we did not install unknown.
    dynamodb: DynamoDBClient = boto3.client("dynamodb", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    rds: RDSClient = boto3.client("rds", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    return Watch(
        calendar=Calendar.read(os.environ),
        records=Records(dynamodb, required(os.environ, "RECORDS")),
        rds=rds,
        database=required(os.environ, "DATABASE_ARN"),
        channels=names(os.environ, "CHANNELS"),
        grace=seconds(os.environ, "GRACE_SECONDS"),
        lift=_lifter(required(os.environ, "UNMUTE")),
    )


@dataclass(frozen=True, slots=True)
class Watch:
    """What is held against the clock; each thing gets `grace` before it is late.

    `lift` has the mutes of a window taken away in which nobody works.
    """

    calendar: Calendar
    records: Records
    rds: "RDSClient"
    database: str
    channels: tuple[str, ...]
    grace: timedelta
    lift: Callable[[Window], object]
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def look(self) -> tuple[dict[str, float], dict[str, str]]:
        """The figures that are known, and why the others are not: one unknown hides no other."""
        figures, unknown = dict[str, float](), dict[str, str]()
        for name, ask in (
            (OVERDUE, self._overdue),
            (NOT_STARTED, self._not_started),
            (OVERRAN, self._overran),
            (FORCED, self._forced),
            (HOURS, self._hours),
        ):
            try:
                figures[name] = ask()
            except (BotoCoreError, ClientError) as error:
                unknown[name] = f"{type(error).__name__}: {error}"
        return figures | ({} if unknown else {WATCHED: 1}), unknown

    def _overdue(self) -> float:
        """Notices that should be out and are not, while there is still time."""
        window = self.calendar.next(self.now())
        kept = self.records.of(window.id)
        return sum(1 for _ in self._unsaid(window, kept))

    def _unsaid(self, window: Window, kept: Mapping[str, Item]) -> Iterator[tuple[Notice, str]]:
        due = [one for one in self.calendar.notices(window) if one.at + self.grace <= self.now()]
        for channel in self.channels:
            states = [kept.get(what_of(one, channel), {}).get("state") for one in due]
            # What a later notice has said is no longer unsaid.
            said = max((at for at, one in enumerate(states) if one == Sending.SENT), default=-1)
            for at, notice in enumerate(due):
                if at > said and states[at] not in SETTLED:
                    yield notice, channel

    def _not_started(self) -> float:
        """1 for a day after a window began without a run, or a word why not."""
        window, now = self.calendar.latest(self.now()), self.now()
        if not window.start + self.grace <= now < window.start + _DAY:
            return 0
        kept = self.records.of(window.id)
        if RUN in kept:
            return 0
        if kept.get(MUTE, {}).get("state") == ON:
            self.lift(window)
        return 1

    def _overran(self) -> float:
        """1 while the run of a window that is over has not ended."""
        window = self.calendar.latest(self.now())
        if self.now() < window.end + self.grace:
            return 0
        run = self.records.of(window.id).get(RUN)
        return float(run is not None and "ended" not in run)

    def _forced(self) -> float:
        """Actions AWS takes by itself before our next window."""
        pages = self.rds.get_paginator("describe_pending_maintenance_actions").paginate(
            ResourceIdentifier=self.database
        )
        actions = [
            action
            for page in pages
            for resource in page["PendingMaintenanceActions"]
            for action in resource.get("PendingMaintenanceActionDetails", [])
        ]
        found = list(forced(actions, self.calendar, self.now()))
        for one in found:
            logger.warning("forced", extra={"action": one.action, "at": one.at.isoformat()})
        return len(found)

    def _hours(self) -> float:
        """Hours until the next window starts."""
        return round((self.calendar.next(self.now()).start - self.now()) / _HOUR, 2)


def _lifter(function: str) -> Callable[[Window], object]:
    """Calls the function that takes mutes away, as the workflow would, and waits for nothing."""
    # boto3-stubs leaves the clients of services we did not install unknown.
    client: LambdaClient = boto3.client("lambda", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]

    def lift(window: Window) -> object:
        told = {
            "step": "unmute",
            "state": {"window": window.id},
            "execution": "calendar watch",
            "started": window.start.isoformat(),
        }
        return client.invoke(
            FunctionName=function, InvocationType="Event", Payload=json.dumps(told).encode()
        )

    return lift
