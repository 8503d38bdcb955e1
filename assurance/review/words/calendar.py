"""Schedules that move, come and go: when each next begins, before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Final

from assurance.assembly import Resource, Stage
from assurance.assembly.values import dig, items, text
from assurance.proof.maintenance.openings import NOTICE, WINDOW, purpose
from assurance.proof.maintenance.services import (
    MUTE_RULE,
    OBJECTIVE,
    RESTORE_TEST,
    SCHEDULE,
    SSM_WINDOW,
    written_in,
)
from assurance.proof.maintenance.written import Written
from assurance.proof.recovery.backup_plans import PLAN
from assurance.review.pair import Pair
from assurance.review.resources.change import plain_path
from assurance.review.sentence import Sentence, Topic

_AHEAD: Final = timedelta(days=400)
_LABELS: Final[Mapping[str, str]] = {
    OBJECTIVE: "maintenance left out of an SLO",
    SSM_WINDOW: "maintenance window of Systems Manager",
    MUTE_RULE: "mute",
    PLAN: "backup plan",
    RESTORE_TEST: "restore test",
    SCHEDULE: "schedule",
}
_PURPOSES: Final = {WINDOW: "maintenance window", NOTICE: "maintenance notice"}
_Key = tuple[str, str, str]


def sentences(pair: Pair) -> Iterator[Sentence]:
    """Every schedule whose moments change; those that change alike are told once."""
    before, after = (_schedules(stage) for stage in (pair.before, pair.after))
    found: dict[str, list[str]] = {}
    for key, now in after.items():
        was = before.get(key)
        label = _label(pair, now)
        if was is None:
            _add(found, f"new {label}, next {_next(pair, now)}", now)
        elif _written(was) != _written(now):
            moved = f"{label}: {_shown(was)} -> {_shown(now)}{_moved(pair, was, now)}"
            _add(found, moved, now)
    for key in before.keys() - after.keys():
        _add(found, f"{_label(pair, before[key])} is removed", before[key])
    for said, ones in found.items():
        many = f"{len(ones)} x " if len(ones) > 1 else ""
        details = tuple(pair.short(one) for one in ones) if many else ()
        yield Sentence(Topic.CALENDAR, f"{many}{said}", details)


def _add(found: dict[str, list[str]], text: str, written: Written) -> None:
    found.setdefault(text, []).append(plain_path(written.resource))


def _schedules(stage: Stage) -> dict[_Key, Written]:
    return {
        (one.resource.stack.place.label, one.resource.logical_id, one.path): one
        for one in written_in(stage)
    }


def _written(one: Written) -> tuple[str, str, int]:
    return one.text, one.zone, one.offset_days


def _label(pair: Pair, one: Written) -> str:
    if said := _PURPOSES.get(purpose(one.resource)):
        return said
    kind = _LABELS.get(one.resource.type, "schedule")
    if one.resource.type == OBJECTIVE:
        return kind
    muted = f" of {_muted(one.resource)}:" if one.resource.type == MUTE_RULE else ""
    return f"{kind}{muted} {pair.short(plain_path(one.resource))}"


def _muted(rule: Resource) -> str:
    """`2 alarms for PT2H`."""
    names = items(dig(dict(rule.properties), "MuteTargets", "AlarmNames"))
    lasts = text(dig(dict(rule.properties), "Rule", "Schedule", "Duration") or "no time")
    return f"{len(names)} alarm{'s' * (len(names) != 1)} for {lasts}"


def _shown(one: Written) -> str:
    return one.text if one.zone == "UTC" else f"{one.text} {one.zone}"


def _starts(pair: Pair, one: Written) -> datetime | None:
    today = datetime.combine(pair.today, time(), UTC)
    return next(iter(one.starts(today, today + _AHEAD)), None)


def _next(pair: Pair, one: Written) -> str:
    found = _starts(pair, one)
    return f"{found:%a %Y-%m-%d %H:%M} UTC" if found else one.untold or "never"


def _moved(pair: Pair, was: Written, now: Written) -> str:
    """When the next begins on each side; nothing where no template tells either."""
    old, new = _starts(pair, was), _starts(pair, now)
    if old is None and new is None:
        return ""
    if old and new and old.date() == new.date():
        return f", next {old:%a %Y-%m-%d %H:%M} -> {new:%H:%M} UTC"
    return f", next {_next(pair, was)} -> {_next(pair, now)}"
