"""What changed alarms mean for whoever burns an error budget, found by playing steady rates."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from assurance.cloudwatch import CompositeAlarm, Metric, MetricAlarm, State
from assurance.rehearsal.alarms import Region
from assurance.rehearsal.baseline import Baseline
from assurance.rehearsal.burns import Burn, allowed, burns, objectives
from assurance.rehearsal.wording import lasting, percent
from assurance.review.pair import Pair
from assurance.review.sentence import Sentence, Topic
from assurance.review.words.alarms import Changed, alarm_regions, changed
from assurance.review.words.calm import BASELINE, calm_day

_NAMED: Final = re.compile(r"\"([^\"]+)\"|\(([^()\"\s]+)\)")
_NEVER: Final = float("inf")


def sentences(pair: Pair) -> Iterator[Sentence]:
    """For each objective whose alarms change: which steady rates are told earlier or later.

    Only in environments whose calm day somebody wrote down.
    """
    baseline = calm_day(pair)
    if baseline is None:
        return
    before, after = (alarm_regions(stage, pair) for stage in (pair.before, pair.after))
    touched = _touched(baseline, [*changed(pair, before, after)], before, after)
    if not touched:
        return
    sides = [_played(baseline, _known(baseline, side), touched) for side in (before, after)]
    for objective in touched:
        yield from _told(baseline, objective, *(side.get(objective, {}) for side in sides))


def _touched(
    baseline: Baseline, found: Sequence[Changed], before: Sequence[Region], after: Sequence[Region]
) -> tuple[str, ...]:
    """The objectives whose metrics a changed, new or removed alarm reads."""
    names = {one.name for one in found} | _only_once(before, after)
    metrics = {
        metric for side in (before, after) for region in side for metric in _read(region, names)
    }
    parts = {baseline.part_of(metric) for metric in metrics}
    every = (name for name, _ in objectives(baseline))
    return tuple(one for one in every if one.partition(" in time")[0] in parts)


def _only_once(before: Sequence[Region], after: Sequence[Region]) -> set[str]:
    sides = [
        {one.name for region in side for one in region.account.alarms} for side in (before, after)
    ]
    return sides[0] ^ sides[1]


def _read(region: Region, names: Collection[str]) -> Iterator[Metric]:
    """The metrics of the alarms of these names, and of those that composites among them name."""
    for alarm in region.account.alarms:
        if alarm.name in names:
            if isinstance(alarm, MetricAlarm):
                yield from alarm.metrics
            elif isinstance(alarm, CompositeAlarm):
                named = {one or other for one, other in _NAMED.findall(alarm.rule)}
                yield from _read(region, named - {alarm.name})


def _known(baseline: Baseline, regions: Sequence[Region]) -> tuple[Region, ...]:
    """The same, with every alarm at rest that reads what the calm day does not tell of."""
    return tuple(
        replace(
            region,
            account=replace(
                region.account,
                alarms=tuple(
                    CompositeAlarm(
                        name=one.name,
                        arn=one.arn,
                        aliases=one.aliases,
                        initial=State.OK,
                        rule="FALSE",
                    )
                    if isinstance(one, MetricAlarm)
                    and any(baseline.part_of(metric) is None for metric in one.metrics)
                    else one
                    for one in region.account.alarms
                ),
            ),
        )
        for region in regions
    )


def _played(
    baseline: Baseline, regions: Sequence[Region], of: Collection[str]
) -> dict[str, dict[float, Burn]]:
    found: dict[str, dict[float, Burn]] = {}
    if regions:
        for one in burns(baseline, BASELINE, regions, lambda _: None, of, to_the_end=False):
            found.setdefault(one.objective, {})[one.rate] = one
    return found


def _told(
    baseline: Baseline, of: str, before: dict[float, Burn], after: dict[float, Burn]
) -> Iterator[Sentence]:
    moved = [rate for rate in before if rate in after and _key(before[rate]) != _key(after[rate])]
    if not moved:
        return
    most = max(moved, key=lambda rate: _distance(before[rate], after[rate]))
    said = {rate: _said(baseline, of, before[rate], after[rate]) for rate in moved}
    rest = tuple(said[rate] for rate in moved if rate != most)
    yield Sentence(Topic.ALARMS, said[most], rest)


def _key(burn: Burn) -> tuple[str, int | None]:
    return burn.first.severity if burn.first else "", burn.after


def _distance(before: Burn, after: Burn) -> float:
    """How far apart they tell; what one side never tells comes first."""
    times = [_NEVER if one.after is None else one.after for one in (before, after)]
    return 0.0 if times[0] == times[1] else abs(times[1] - times[0])


def _said(baseline: Baseline, of: str, before: Burn, after: Burn) -> str:
    part, in_time, _ = of.partition(" in time")
    share = percent(after.rate * allowed(baseline, of))
    what = "too slow" if in_time else "failing"
    steady = f"{part}: a steady {share} {what} ({after.rate:g} x its budget)"
    if after.first is None:
        return f"{steady} now pages nobody, before {_how(before)}"
    urgency = before.first.severity if before.first else ""
    alike = urgency == after.first.severity
    old = _how(before).removeprefix(f"{urgency} after ") if alike else _how(before)
    return f"{steady} now pages {_how(after)} instead of {old}"


def _how(burn: Burn) -> str:
    if burn.first is None or burn.after is None:
        return "never"
    return f"{burn.first.severity} after {lasting(burn.after)}"
