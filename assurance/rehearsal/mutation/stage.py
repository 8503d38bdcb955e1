"""A scenario kept ready, so that it can be played again with one alarm changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assurance.cloudwatch import Alarm, CompositeAlarm, Data
from assurance.cloudwatch.evaluation import histories_of, measured_courses
from assurance.cloudwatch.history import Course
from assurance.rehearsal.alarms import Region
from assurance.rehearsal.judging import Unmet, judge
from assurance.rehearsal.player import EVALUATED_BEFORE, played, prepared
from assurance.rehearsal.scenario import Scenario
from assurance.rehearsal.world.making import World


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """A scenario with its data, and what its alarms do unchanged."""

    scenario: Scenario
    world: World
    regions: Mapping[str, Region]
    data: Mapping[str, Data]
    courses: Mapping[str, Mapping[str, Course]]
    unmet: frozenset[Unmet]

    def notices(self, region: str, changed: Alarm) -> bool:
        """Whether something is unmet with the changed alarm that was met before."""
        here = self.regions[region]
        alarms = tuple(changed if one.name == changed.name else one for one in here.account.alarms)
        before = {one.name: one for one in here.account.alarms}[changed.name]
        courses = dict(self.courses[region])
        if not isinstance(changed, CompositeAlarm):
            if isinstance(before, CompositeAlarm):
                return False  # at rest in this scenario
            new = measured_courses((changed,), self.data[region], self._start, self.scenario.end)
            same = new[changed.name].transitions == courses[changed.name].transitions
            if same and changed.actions == before.actions:
                return False
            courses |= new
        account = replace(here.account, alarms=alarms)
        regions = {**self.regions, region: replace(here, account=account)}
        return bool(
            _unmet(self.scenario, self.world, regions, {**self.courses, region: courses})
            - self.unmet
        )

    @property
    def _start(self) -> int:
        return self.scenario.start - EVALUATED_BEFORE


def ready(scenario: Scenario, regions: Sequence[Region]) -> Ready:
    """Play a scenario once and keep what it takes to play it again."""
    alive, made, data = prepared(scenario, regions)
    start = scenario.start - EVALUATED_BEFORE
    courses = {
        one.name: measured_courses(one.account.alarms, data[one.name], start, scenario.end)
        for one in alive
    }
    by_name = {one.name: one for one in alive}
    unmet = _unmet(scenario, made, by_name, courses)
    return Ready(scenario, made, by_name, data, courses, unmet)


def _unmet(
    scenario: Scenario,
    made: World,
    regions: Mapping[str, Region],
    courses: Mapping[str, Mapping[str, Course]],
) -> frozenset[Unmet]:
    start = scenario.start - EVALUATED_BEFORE
    histories = {
        name: histories_of(region.account, courses[name], start, scenario.end)
        for name, region in regions.items()
    }
    return frozenset(judge(played(scenario, made, tuple(regions.values()), histories)).unmet)
