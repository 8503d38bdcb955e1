"""Alarms that come, go and change: thresholds, windows, urgency, and what a steady breach means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from assurance.assembly import Stage
from assurance.cloudwatch import Alarm, CompositeAlarm, MetricAlarm, OpaqueAlarm
from assurance.rehearsal.alarms import COMPOSITE, METRIC, MUTE, Region, regions_of
from assurance.rehearsal.wording import lasting
from assurance.review.pair import Pair
from assurance.review.sentence import Sentence, Topic
from assurance.review.words.alarm_parts import parts_of
from assurance.review.words.naming import renamed
from assurance.review.words.steady import Meaning, meanings

_RUNBOOK: Final = re.compile(r"\brunbooks?\b\S*\s*https?://", re.IGNORECASE)
_SHOWN: Final = 12
"""Alarms that one sentence names; the rest are folded."""


@dataclass(frozen=True, slots=True, eq=False)
class Changed:
    """One alarm on both sides."""

    region: Region
    """As it will be."""
    name: str
    before: Alarm
    after: Alarm
    severity_before: str
    severity_after: str


def alarm_regions(stage: Stage, pair: Pair) -> tuple[Region, ...]:
    """The alarms of a side; none where it has none. Raises InputErrors for unreadable ones."""
    if not any(True for _ in stage.resources(METRIC, COMPOSITE, MUTE)):
        return ()
    return regions_of(stage, pair.assembly)


def sentences(pair: Pair) -> Iterator[Sentence]:
    """What becomes of the alarms."""
    before, after = (
        {region.name: region for region in alarm_regions(stage, pair)}
        for stage in (pair.before, pair.after)
    )
    for name in dict.fromkeys((*after, *before)):
        yield from _come_and_go(pair, name, before.get(name), after.get(name))
    for one in changed(pair, before.values(), after.values()):
        yield from _changed(pair, one)


def changed(pair: Pair, before: Iterable[Region], after: Iterable[Region]) -> Iterator[Changed]:
    """The alarms of both sides that are not the same, in the order of the templates."""
    was = {region.name: region for region in before}
    names = renamed(pair)
    for region in after:
        if (old := was.get(region.name)) is None:
            continue
        known = {alarm.name: alarm for alarm in old.account.alarms}
        for alarm in region.account.alarms:
            name = names.get((region.name, alarm.name), alarm.name)
            if (found := known.get(name)) is not None:
                sides = (found, alarm, old.severities.get(name, ""))
                one = Changed(region, alarm.name, *sides, region.severities.get(alarm.name, ""))
                if _telling(found) != _telling(alarm) or one.severity_before != one.severity_after:
                    yield one


def _telling(alarm: Alarm) -> tuple[object, ...]:
    """What decides how an alarm behaves; whom it tells is another subject."""
    if isinstance(alarm, MetricAlarm):
        return (
            alarm.queries,
            alarm.comparison,
            alarm.threshold,
            alarm.period,
            alarm.evaluation_periods,
            alarm.datapoints_to_alarm,
            alarm.missing,
            alarm.low_samples,
            alarm.wall_clock,
        )
    if isinstance(alarm, CompositeAlarm):
        return (alarm.rule, alarm.suppressor)
    return (alarm.why,) if isinstance(alarm, OpaqueAlarm) else ()


def _come_and_go(
    pair: Pair, region: str, before: Region | None, after: Region | None
) -> Iterator[Sentence]:
    old = {one.name: one for one in before.account.alarms} if before else {}
    new = {one.name: one for one in after.account.alarms} if after else {}
    where = f" in {region}" if len(pair.regions) > 1 else ""
    names = renamed(pair)
    moved = {was for (place, _), was in names.items() if place == region}
    added = [one for name, one in new.items() if name not in old and (region, name) not in names]
    removed = [one for name, one in old.items() if name not in new and name not in moved]
    yield from _listed(pair, region, added, after, "new alarm")
    bare = [one for one in added if not _has_runbook(one)]
    yield from _listed(pair, region, _speaking(bare, after), after, "new alarm without runbook:")
    yield from _listed(pair, region, removed, before, "alarm removed:")
    for name, alarm in new.items():
        if name in old and _has_runbook(old[name]) and not _has_runbook(alarm):
            yield Sentence(Topic.ALARMS, f"{_named(pair, alarm, after)} loses its runbook{where}")


def _has_runbook(alarm: Alarm) -> bool:
    return bool(_RUNBOOK.search(alarm.description or ""))


def _speaking(alarms: Iterable[Alarm], region: Region | None) -> list[Alarm]:
    return [one for one in alarms if region and region.severities.get(one.name)]


def _listed(
    pair: Pair, region: str, alarms: Iterable[Alarm], of: Region | None, words: str
) -> Iterator[Sentence]:
    """One sentence each for a few alarms, one for many."""
    found = list(alarms)
    said = [_named(pair, one, of) for one in found]
    where = f" in {region}" if len(pair.regions) > 1 else ""
    if len(found) <= _SHOWN:
        yield from (Sentence(Topic.ALARMS, f"{words} {one}{where}") for one in said)
    elif found:
        many = words.replace("alarm", f"{len(found)} alarms", 1)
        yield Sentence(Topic.ALARMS, f"{many.rstrip(':')}{where}", tuple(said))


def _named(pair: Pair, alarm: Alarm, region: Region | None) -> str:
    severity = region.severities.get(alarm.name, "") if region else ""
    return f"{_urgency(alarm, severity)} {pair.short(alarm.name)}".strip()


def _urgency(alarm: Alarm, severity: str) -> str:
    """Its severity; of an alarm that tells nobody by itself, that it is silent."""
    return severity if alarm.actions.alarm or not severity else f"silent {severity}"


def _changed(pair: Pair, one: Changed) -> Iterator[Sentence]:
    parts = list(parts_of(pair, one.before, one.after))
    severity = _urgency(one.after, one.severity_after or one.severity_before)
    name = f"{severity} {pair.short(one.name)}".strip()
    if one.severity_before != one.severity_after:
        parts.insert(0, f"{one.severity_before or 'silent'} -> {one.severity_after or 'silent'}")
    for meaning in meanings(one.before, one.after):
        parts.append(_meant(meaning))
    parts = parts or ["judged otherwise; the resource below says how"]
    yield Sentence(Topic.ALARMS, f"{name}: {'; '.join(parts)}")


def _meant(meaning: Meaning) -> str:
    before, after = (
        "never" if one is None else f"after {lasting(one)}"
        for one in (meaning.before, meaning.after)
    )
    if meaning.after is None:
        return f"{meaning.what} now never alarms, before {before}"
    return f"{meaning.what} now alarms {after} instead of {before}"
