"""Plays a scenario: makes the metrics, evaluates every alarm, tells who was told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assurance.cloudwatch import AlarmError, Data, History, Series, State, evaluate
from assurance.rehearsal.alarms import Region
from assurance.rehearsal.reach import needed, only
from assurance.rehearsal.scenario import Scenario
from assurance.rehearsal.world.clock import MINUTE, Clock
from assurance.rehearsal.world.making import World, world
from promises import InputError, InputErrors

_MOST_BEFORE: Final = 8 * 86400
"""CloudWatch lets no window be longer than seven days; an alarm may fetch more than it evaluates."""
EVALUATED_BEFORE: Final = 60 * MINUTE
"""Alarms are evaluated from an hour before the scenario on: the calm must be calm."""


@dataclass(frozen=True, slots=True)
class Told:
    """One notification that somebody gets."""

    at: int
    region: str
    alarm: str
    severity: str
    over: bool
    """Whether it says that the alarm is over."""


@dataclass(frozen=True, slots=True, eq=False)
class Played:
    """What came of a scenario."""

    scenario: Scenario
    world: World
    histories: Mapping[str, tuple[History, ...]]
    """By Region."""
    told: tuple[Told, ...]
    """In order of time."""

    def each(self) -> Iterator[tuple[str, History]]:
        """Every alarm with its Region."""
        for region, histories in self.histories.items():
            for history in histories:
                yield region, history


def play(scenario: Scenario, regions: Sequence[Region]) -> Played:
    """Play a scenario against the alarms of an environment.

    Raises InputErrors for metrics that no part of the baseline publishes.
    """
    alive, made, data = prepared(scenario, regions)
    start = scenario.start - EVALUATED_BEFORE
    try:
        histories = {
            region.name: evaluate(region.account, data[region.name], start, scenario.end)
            for region in alive
        }
    except AlarmError as error:
        found = InputError(scenario.file, None, error.place, error.wanted, error.got)
        raise InputErrors([found]) from None
    return played(scenario, made, alive, histories)


def prepared(
    scenario: Scenario, regions: Sequence[Region]
) -> tuple[tuple[Region, ...], World, dict[str, Data]]:
    """The alarms that the scenario reaches, its world, and the data of each Region."""
    parts = needed(scenario, regions)
    alive = tuple(
        replace(region, account=only(region.account, scenario, parts)) for region in regions
    )
    made = world(scenario, _clock(scenario, alive), parts)
    return alive, made, {region.name: Data(_series(region, made)) for region in alive}


def played(
    scenario: Scenario,
    made: World,
    regions: Sequence[Region],
    histories: Mapping[str, tuple[History, ...]],
) -> Played:
    """What came of it, from the histories of each Region."""
    told = (one for region in regions for one in told_by(region, histories[region.name]))
    return Played(scenario, made, histories, tuple(sorted(told, key=lambda one: one.at)))


def told_by(region: Region, histories: Sequence[History]) -> Iterator[Told]:
    """Everything that somebody hears; an alarm without a severity tells nobody."""
    for history in histories:
        severity = region.severities.get(history.name)
        for one in history.notifications:
            if severity and one.withheld_by is None and one.state in (State.ALARM, State.OK):
                over = one.state is State.OK
                yield Told(one.at, region.name, history.name, severity, over)


def _clock(scenario: Scenario, regions: Sequence[Region]) -> Clock:
    """From so long before the scenario that the longest alarm finds the data it looks at."""
    spans = (
        alarm.period * (alarm.evaluation_periods + 2)
        for region in regions
        for alarm in region.metric_alarms
    )
    before = min(max(spans, default=0), _MOST_BEFORE)
    start = scenario.start - EVALUATED_BEFORE - before
    start -= start % MINUTE
    return Clock(start, (scenario.end - start) // MINUTE, scenario.start)


def _series(region: Region, made: World) -> Iterator[Series]:
    for metric in sorted(region.metrics, key=str):
        yield from made.series(metric)
