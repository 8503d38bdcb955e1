"""The plan that PagerDuty is brought to, held against the handbook.

The plan is a promise on paper: whether the account is so, `python -m delivery.pagerduty drift` says.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from assurance.assembly import Json, Resource
from assurance.assembly.values import items, mapping, text
from assurance.proof.paging.walk import Walk
from assurance.proof.rule import Finding, at, rule
from promises import Channel, Weekday

PARAMETER = "AWS::SSM::Parameter"
NAMED = "/pager"
SECTION = "On-Call Responsibilities"
_MINUTE = timedelta(minutes=1)
_PRIMARY, _SECONDARY = "primary", "secondary"
_AGAIN = "Let the stack publish what promises/pager.py computes from the handbook."

Judged = Callable[[Walk, "Plan"], str]


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of one parameter; what cannot be read of it is empty."""

    parameter: Resource
    said: Mapping[str, Json]

    @property
    def rungs(self) -> list[tuple[str, timedelta]]:
        """Whom each rung pages, and how long it waits."""
        rungs = [mapping(one) for one in items(self.said.get("rungs"))]
        return [(text(one.get("shift")), minutes(one.get("waits"))) for one in rungs]


def minutes(value: Json) -> timedelta:
    """So many minutes; none of what is no number."""
    return value * _MINUTE if isinstance(value, int) else timedelta()


def _plans(walk: Walk) -> Iterator[Plan]:
    for parameter in walk.stage.resources(PARAMETER):
        if not text(parameter.properties.get("Name")).endswith(NAMED):
            continue
        try:
            said = cast("Json", json.loads(text(parameter.properties.get("Value"))))
        except json.JSONDecodeError:
            said = None
        yield Plan(parameter, mapping(said))


def _judged(walk: Walk, fault: Judged) -> Iterator[Finding]:
    for plan in _plans(walk):
        yield Finding(at(plan.parameter, "Properties.Value"), fault(walk, plan), _AGAIN)


@rule(
    "paging.pager_acknowledge",
    SECTION,
    "who does not acknowledge in time is paged again",
    "plans for PagerDuty",
)
def acknowledge(walk: Walk) -> Iterator[Finding]:
    """No rung of the plan but the primary's second waits longer than the acknowledgement."""
    yield from _judged(walk, _acknowledge_fault)


def _acknowledge_fault(walk: Walk, plan: Plan) -> str:
    promised = walk.handbook.on_call.acknowledge_within
    if not plan.rungs:
        return "the plan has no rungs that can be read"
    shift, waits = plan.rungs[0]
    if shift != _PRIMARY:
        return f"the first page goes to {shift or 'nobody'}, not to the primary"
    if not timedelta(0) < waits <= promised:
        return f"the primary is paged again after {_told(waits)}, promised {_told(promised)}"
    return ""


@rule(
    "paging.pager_escalation",
    SECTION,
    "the secondary is paged when the handbook says",
    "plans for PagerDuty",
)
def escalation(walk: Walk) -> Iterator[Finding]:
    """The rungs before the secondary's last exactly as long as promised, and it begins again."""
    yield from _judged(walk, _escalation_fault)


def _escalation_fault(walk: Walk, plan: Plan) -> str:
    promised = walk.handbook.on_call.secondary_after
    shifts = [shift for shift, _ in plan.rungs]
    if _SECONDARY not in shifts:
        return "the secondary is never paged"
    before = sum((waits for _, waits in plan.rungs[: shifts.index(_SECONDARY)]), start=timedelta())
    if before != promised:
        return f"the secondary is paged after {_told(before)}, promised {_told(promised)}"
    loops = plan.said.get("loops")
    if not isinstance(loops, int) or loops < 1:
        return "it ends with the secondary and pages nobody again"
    return ""


@rule(
    "paging.pager_rotation",
    SECTION,
    "the shifts change over when the handbook says",
    "plans for PagerDuty",
)
def rotation(walk: Walk) -> Iterator[Finding]:
    """Turns of the promised length, from a moment that is one of the promised ones."""
    yield from _judged(walk, _rotation_fault)


def _rotation_fault(walk: Walk, plan: Plan) -> str:
    promised, turn = walk.handbook.on_call.rotation, mapping(plan.said.get("turn"))
    length, zone = minutes(turn.get("length")), text(turn.get("time_zone"))
    if length != promised.cadence.longest:
        return f"a shift lasts {_told(length)}, promised {promised.cadence}"
    if zone != promised.time_zone:
        return f"the shifts follow {zone or 'no time zone'}, promised {promised.time_zone}"
    try:
        begins = datetime.fromisoformat(text(turn.get("begins"))).astimezone(ZoneInfo(zone))
    except ValueError:
        return "nobody can read when a shift begins"
    day = list(Weekday)[begins.weekday()]
    if (day, begins.time()) != (promised.weekday, promised.time):
        return f"a shift begins {day} {begins:%H:%M}, promised {promised}"
    return ""


@rule(
    "paging.pager_urgency",
    SECTION,
    "whatever pages wakes somebody, through a service of its own",
    "plans for PagerDuty",
)
def urgency(walk: Walk) -> Iterator[Finding]:
    """Each severity that pages has a service of high urgency; nothing else has."""
    yield from _judged(walk, _urgency_fault)


def _urgency_fault(walk: Walk, plan: Plan) -> str:
    services = [mapping(one) for one in items(plan.said.get("services"))]
    names = [text(one.get("name")) for one in services]
    if len(set(names)) < len(names):
        return "two severities share a service"
    high = {text(one.get("purpose")) for one in services if one.get("urgency") == "high"}
    severities = walk.handbook.severities.values()
    paging = {str(one.level) for one in severities if Channel.PAGERDUTY in one.channels}
    if asleep := sorted(paging - high):
        return f"{' and '.join(asleep)} would wake nobody"
    if loud := sorted(high - paging):
        return f"{' and '.join(loud)} would wake somebody for nothing"
    return ""


def _told(duration: timedelta) -> str:
    return f"{duration // _MINUTE} min"


RULES = (acknowledge, escalation, rotation, urgency)
