"""Schedules: how often they run, at which moment of the week, and whether they really act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta

from assurance.assembly import Resource, Stage
from assurance.assembly.values import dig, items, mapping, text
from assurance.proof.paging import roles
from assurance.proof.paging.lost_pages import not_taken
from assurance.proof.paging.publishers import Publisher
from assurance.proof.paging.walk import Walk
from promises import Weekday, WeeklyMoment

SCHEDULE, RULE = "AWS::Scheduler::Schedule", "AWS::Events::Rule"
_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
_UNITS = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1)}
_EVERY_MINUTES = re.compile(r"cron\((?:0|\*)/(\d+) \* (?:\*|\?) \* (?:\*|\?) \*\)")
_WEEKLY = re.compile(r"cron\((\d+) (\d+) \? \* (\w+) \*\)")
# EventBridge counts from Sunday = 1, unlike every other cron.
_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")


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
    def every(self) -> timedelta | None:
        """The time between two runs, where that is the same all day."""
        if found := _RATE.fullmatch(self.expression):
            return int(found[1]) * _UNITS[found[2]]
        found = _EVERY_MINUTES.fullmatch(self.expression)
        return timedelta(minutes=int(found[1])) if found and 60 % int(found[1]) == 0 else None

    @property
    def weekly(self) -> WeeklyMoment | None:
        """The one moment of the week at which it runs."""
        found = _WEEKLY.fullmatch(self.expression)
        if found is None:
            return None
        day = found[3].upper()
        day = _DAYS[int(day) - 1] if day in "1234567" else day
        weekday = next((one for one in Weekday if str(one).upper()[:3] == day), None)
        zone = text(self.resource.properties.get("ScheduleExpressionTimezone") or "UTC")
        if weekday is None:
            return None
        return WeeklyMoment(weekday, time(int(found[2]), int(found[1])), zone.removeprefix("Etc/"))


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
