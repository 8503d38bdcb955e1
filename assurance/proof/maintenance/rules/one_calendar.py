"""The calendar as functions are told it: the promised one, and the same for all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

from assurance.assembly import Json, Resource
from assurance.assembly.values import dig, items, mapping, text, texts
from assurance.proof.maintenance.seen import Seen
from assurance.proof.rule import Finding, at, rule

_SECOND = timedelta(seconds=1)


@rule(
    "maintenance.one_calendar",
    "Maintenance Windows",
    "every function that works by the calendar is told the promised one",
    "functions with a calendar",
)
def one_calendar(seen: Seen) -> Iterator[Finding]:
    """Days, start, length and notices; another calendar would open, mute or announce at will."""
    for function in seen.stage.resources("AWS::Lambda::Function"):
        if calendar_of(function) is not None:
            fix = "Take CALENDAR from the promises (filmops.maintenance_calendar)."
            yield Finding(at(function), misled(seen, function), fix)


def calendar_of(function: Resource) -> Json:
    """The variable CALENDAR; None without one."""
    return dig(dict(function.properties), "Environment", "Variables", "CALENDAR")


def misled(seen: Seen, function: Resource) -> str:
    """How its calendar differs from the promised one; "" where it does not."""
    kept, name = seen.handbook.maintenance, function.logical_id
    try:
        said = mapping(json.loads(text(calendar_of(function) or "")))
    except ValueError:
        return f"{name} is told no calendar"
    wanted: dict[str, object] = {
        "days": {str(day) for day in kept.days},
        "start": f"{kept.start:%H:%M}",
        "length_seconds": kept.length / _SECOND,
        "ahead_seconds": {one / _SECOND for one in (kept.notice, *kept.reminders)},
    }
    told: dict[str, object] = {
        "days": set(texts(said.get("days"))),
        "start": said.get("start"),
        "length_seconds": said.get("length_seconds"),
        "ahead_seconds": {one for one in items(said.get("ahead_seconds")) if isinstance(one, int)},
    }
    wrong = [part for part, value in wanted.items() if told[part] != value]
    return f"{name} is told another {', '.join(wrong)}" if wrong else ""


RULES = (one_calendar,)
