"""Every weakening of every alarm against every scenario, until one notices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assurance.rehearsal.alarms import Region
from assurance.rehearsal.mutation.equivalence import same_because
from assurance.rehearsal.mutation.reading import readers
from assurance.rehearsal.mutation.stage import Ready, ready
from assurance.rehearsal.mutation.weakenings import Weakening, weakenings
from assurance.rehearsal.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Tried:
    """One weakening, and the scenario that notices it."""

    region: str
    alarm: str
    what: str
    said: str
    noticed_by: str | None
    same_because: str | None = None
    """Why the weakened alarm can do nothing else than the alarm as it is, so that it counts not."""


def mutate(
    regions: Sequence[Region],
    scenarios: Sequence[Scenario],
    progress: Callable[[str], None],
    elsewhere: frozenset[str] = frozenset(),
) -> tuple[Tried, ...]:
    """Try them all; `progress` hears of each alarm. `elsewhere` as for `judge`."""
    # short scenarios first: most weakenings are noticed by one of them
    short_first = sorted(scenarios, key=lambda one: one.end - one.start)
    baseline = scenarios[0].baseline
    known = {one.name: readers(one.account) for one in regions}
    stages = [ready(one, regions, known, elsewhere) for one in short_first]
    found: list[Tried] = []
    for region in regions:
        for alarm in region.account.alarms:
            progress(f"Weakening {alarm.name}")
            for one in weakenings(alarm):
                same = same_because(alarm, one.alarm, baseline)
                noticed = None if same else _noticed(stages, region.name, one)
                found.append(Tried(region.name, alarm.name, one.what, one.said, noticed, same))
    return tuple(found)


def _noticed(stages: Sequence[Ready], region: str, one: Weakening) -> str | None:
    for stage in stages:
        if stage.notices(region, one.alarm):
            return stage.scenario.name
    return None
