"""Mute rules: only in windows, and never what must be heard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from assurance.assembly import Json, Resource
from assurance.assembly.values import dig, text, texts
from assurance.cron import Once
from assurance.proof.maintenance.muting import muters_of
from assurance.proof.maintenance.rules.one_calendar import misled
from assurance.proof.maintenance.seen import Seen
from assurance.proof.maintenance.services import MUTE_RULE, written_in
from assurance.proof.maintenance.written import Written
from assurance.proof.paging.alarms import Alarm, alarms_of
from assurance.proof.rule import Finding, at, rule
from promises import Level

_LASTS = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")


@rule(
    "maintenance.mutes",
    "Maintenance Windows",
    "alarms are muted in windows only, and a P1 never",
    "mute rules and functions that mute",
)
def mutes(seen: Seen) -> Iterator[Finding]:
    """A mute that outlasts its window, or one of a P1, hides an outage."""
    for one in written_in(seen.stage, MUTE_RULE):
        faults = [*_outside(seen, one), *_unheard(seen, one.resource)]
        fix = "Mute with at() for the date of one window, and name no P1 alarm."
        yield Finding(at(one.resource, one.path), "; ".join(faults), fix)
    for function, _ in muters_of(seen.stage):
        # It mutes by the calendar it is told, from a list that has a rule of its own.
        fix = "Let it mute by the promised calendar."
        yield Finding(at(function), misled(seen, function), fix)


def _outside(seen: Seen, one: Written) -> Iterator[str]:
    name, lasts = one.resource.logical_id, _lasts(one.resource)
    if one.untold or lasts is None:
        yield f"{name}: {one.untold or 'its duration cannot be read'}"
        return
    schedule = one.schedule
    starts = (schedule.at,) if isinstance(schedule, Once) else one.starts(seen.start, seen.end)
    outside = [start for start in starts if not seen.holds(start, lasts)]
    if outside:
        yield f"{name} mutes outside of a window, first on {outside[0]:%Y-%m-%d %H:%M}"


def _unheard(seen: Seen, muted: Resource) -> Iterator[str]:
    named = texts(dig(dict(muted.properties), "MuteTargets", "AlarmNames"))
    for alarm in alarms_of(seen.stage):
        if alarm.severity is Level.P1 and any(_is(seen, alarm, name) for name in named):
            yield f"{muted.logical_id} mutes {alarm.resource.logical_id}, a P1"


def _is(seen: Seen, alarm: Alarm, name: str) -> bool:
    by_name: Json = alarm.resource.properties.get("AlarmName")
    return by_name == name or seen.stage.resource(name) is alarm.resource


def _lasts(resource: Resource) -> timedelta | None:
    said = text(dig(dict(resource.properties), "Rule", "Schedule", "Duration") or "")
    found = _LASTS.fullmatch(said)
    if found is None:
        return None
    days, hours, minutes = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes) or None


RULES = (mutes,)
