"""Plays a scenario: makes the metrics, evaluates every alarm, tells who was told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assurance.cloudwatch import Account, AlarmError, Data, History, Series, State, evaluate
from assurance.rehearsal.alarms import Region
from assurance.rehearsal.mutes import mute_rules
from assurance.rehearsal.reach import felt, needed, only
from assurance.rehearsal.scenario import Scenario
from assurance.rehearsal.words import effect
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
    names = [region.name for region in regions]
    if unknown := [one.region for one in _lost(scenario) if one.region not in names]:
        wanted = f"a Region with alarms ({', '.join(names)})"
        raise InputErrors([InputError(scenario.file, None, "faults", wanted, unknown[0])])
    parts = needed(scenario, regions)
    alive = tuple(
        replace(region, account=_muted(only(region.account, scenario, parts), scenario, region))
        for region in regions
    )
    made = world(scenario, _clock(scenario, alive), parts)
    made = replace(made, felt=tuple(felt(scenario, alive)))
    return alive, made, {region.name: Data(_series(region, made)) for region in alive}


def _muted(account: Account, scenario: Scenario, region: Region) -> Account:
    rules = (*account.mute_rules, *mute_rules(scenario, region))
    return replace(account, mute_rules=rules)


def played(
    scenario: Scenario,
    made: World,
    regions: Sequence[Region],
    histories: Mapping[str, tuple[History, ...]],
) -> Played:
    """What came of it, from the histories of each Region."""
    told = (one for region in regions for one in told_by(region, histories[region.name]))
    dark = [*_lost(scenario)]
    heard = [one for one in told if not any(each.takes(one) for each in dark)]
    return Played(scenario, made, histories, tuple(sorted(heard, key=lambda one: one.at)))


@dataclass(frozen=True, slots=True)
class _Dark:
    """A time in which nothing is told in a Region."""

    region: str
    start: int
    end: int

    def takes(self, told: Told) -> bool:
        return told.region == self.region and self.start <= told.at < self.end


def _lost(scenario: Scenario) -> Iterator[_Dark]:
    for fault in scenario.written.faults:
        if region := effect(fault.fault, scenario.baseline).region:
            start = scenario.start + int(fault.after.total_seconds())
            yield _Dark(region, start, start + int(fault.lasting.total_seconds()))


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
