"""Schedules: how often they run, at which moment of the week, and whether they really act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from assurance.assembly import Resource, Stage
from assurance.assembly.values import dig, items, mapping, text
from assurance.cron import EVENTS, SCHEDULER, Cron, Rate, Refusal, Schedule, read
from assurance.proof.paging import roles
from assurance.proof.paging.lost_pages import not_taken
from assurance.proof.paging.publishers import Publisher
from assurance.proof.paging.walk import Walk
from promises import Weekday, WeeklyMoment

SCHEDULE, RULE = "AWS::Scheduler::Schedule", "AWS::Events::Rule"
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_MONDAY = datetime(2026, 1, 5, tzinfo=UTC)


@dataclass(frozen=True, slots=True, eq=False)
class Scheduled:
    """One target of one schedule that is switched on."""

    resource: Resource
    target: str
    role: str
    input: str
    dead_letters: str
    """The ARN of its dead-letter queue, "" without one."""

    @property
    def expression(self) -> str:
        """Its cron or rate expression."""
        return text(self.resource.properties.get("ScheduleExpression"))

    @property
    def zone(self) -> str:
        """The time zone it is read in."""
        return text(self.resource.properties.get("ScheduleExpressionTimezone") or "UTC")

    @property
    def every(self) -> timedelta | None:
        """The time between two runs, where that is always the same."""
        schedule = self._schedule
        if isinstance(schedule, Rate):
            return schedule.every
        if not isinstance(schedule, Cron) or not schedule.every_day:
            return None
        day = [*schedule.between(_MONDAY, _MONDAY + _DAY)]
        gaps = {later - one for one, later in pairwise([*day, day[0] + _DAY])}
        return gaps.pop() if len(gaps) == 1 else None

    @property
    def weekly(self) -> WeeklyMoment | None:
        """The one moment of the week at which it runs."""
        schedule = self._schedule
        if not isinstance(schedule, Cron) or not schedule.all_year:
            return None
        found = list(schedule.between(_MONDAY, _MONDAY + _WEEK))
        if len(found) != 1:
            return None
        there = found[0].astimezone(schedule.zone)
        weekday = list(Weekday)[there.weekday()]
        return WeeklyMoment(weekday, there.time(), self.zone.removeprefix("Etc/"))

    @property
    def _schedule(self) -> Schedule | Refusal:
        dialect = SCHEDULER if self.resource.type == SCHEDULE else EVENTS
        try:
            return read(self.expression, dialect, self.zone)
        except Refusal as refusal:
            return refusal


def schedules_of(stage: Stage, region: str) -> Iterator[Scheduled]:
    """Every running schedule of a Region, a target each."""
    for resource in stage.resources(SCHEDULE, RULE):
        properties = resource.properties
        if resource.stack.region != region or properties.get("State", "ENABLED") != "ENABLED":
            continue
        if not properties.get("ScheduleExpression") or resource.condition:
            continue
        for target in [*items(properties.get("Target")), *items(properties.get("Targets"))]:
            given = mapping(target)
            yield Scheduled(
                resource,
                text(given.get("Arn")),
                text(given.get("RoleArn") or ""),
                text(given.get("Input") or ""),
                text(dig(target, "DeadLetterConfig", "Arn") or ""),
            )


def role_fault(walk: Walk, scheduled: Scheduled) -> str:
    """Why EventBridge Scheduler could not act, or not keep what it failed to hand over."""
    if scheduled.resource.type != SCHEDULE:
        return ""
    role = walk.stage.resource(scheduled.role)
    if role is None or not roles.trusts(role, "scheduler.amazonaws.com"):
        return "has no role that scheduler.amazonaws.com may assume"
    if not scheduled.dead_letters:
        return ""
    queue = walk.stage.resource(scheduled.dead_letters)
    if queue is None:
        return "has a dead-letter queue that is not in these templates"
    return not_taken(
        walk, queue, Publisher(scheduled.resource, "Properties.Target", roles.principal(role))
    )
