"""A scenario kept ready, so that it can be played again with one alarm changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assurance.cloudwatch import Alarm, CompositeAlarm, Data, History
from assurance.cloudwatch.composite import courses_of
from assurance.cloudwatch.evaluation import histories_with, measured_courses
from assurance.cloudwatch.history import Course
from assurance.rehearsal.alarms import Region
from assurance.rehearsal.expecting import Unmet
from assurance.rehearsal.judging import judge
from assurance.rehearsal.mutation.reading import Readers
from assurance.rehearsal.player import EVALUATED_BEFORE, Played, played, prepared
from assurance.rehearsal.scenario import Scenario
from assurance.rehearsal.world.making import World

_Histories = Mapping[str, Mapping[str, History]]
"""By Region, then by alarm."""


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """A scenario with its data, and what its alarms do unchanged."""

    scenario: Scenario
    world: World
    regions: Mapping[str, Region]
    data: Mapping[str, Data]
    courses: Mapping[str, Mapping[str, Course]]
    histories: _Histories
    readers: Mapping[str, Readers]
    elsewhere: frozenset[str]
    unmet: frozenset[Unmet]

    def notices(self, region: str, changed: Alarm) -> bool:
        """Whether something is unmet with the changed alarm that was met before."""
        here, courses = self.regions[region], dict(self.courses[region])
        before = next(one for one in here.account.alarms if one.name == changed.name)
        if not isinstance(changed, CompositeAlarm):
            if isinstance(before, CompositeAlarm):
                return False  # at rest in this scenario
            new = measured_courses((changed,), self.data[region], *self._span)
            same = new[changed.name].transitions == courses[changed.name].transitions
            if same and changed.actions == before.actions:
                return False
            courses |= new
        alarms = tuple(changed if one is before else one for one in here.account.alarms)
        moved = self.readers[region].of(changed.name)
        kept = {name: course for name, course in courses.items() if name not in moved}
        account = replace(here.account, alarms=alarms)
        courses = courses_of(account, kept, *self._span)
        new = histories_with(account, courses, moved | {changed.name}, *self._span)
        histories = {**self.histories, region: {**self.histories[region], **new}}
        one = _played(self.scenario, self.world, self.regions, histories)
        return bool(frozenset(judge(one, self.elsewhere).unmet) - self.unmet)

    @property
    def _span(self) -> tuple[int, int]:
        return self.scenario.start - EVALUATED_BEFORE, self.scenario.end


def ready(
    scenario: Scenario,
    regions: Sequence[Region],
    readers: Mapping[str, Readers],
    elsewhere: frozenset[str],
) -> Ready:
    """Play a scenario once and keep what it takes to play it again."""
    alive, made, data = prepared(scenario, regions)
    span = scenario.start - EVALUATED_BEFORE, scenario.end
    courses: dict[str, dict[str, Course]] = {}
    histories: dict[str, dict[str, History]] = {}
    for one in alive:
        known = measured_courses(one.account.alarms, data[one.name], *span)
        found = courses[one.name] = courses_of(one.account, known, *span)
        histories[one.name] = histories_with(one.account, found, found.keys(), *span)
    by_name = {one.name: one for one in alive}
    unmet = frozenset(judge(_played(scenario, made, by_name, histories), elsewhere).unmet)
    return Ready(scenario, made, by_name, data, courses, histories, readers, elsewhere, unmet)


def _played(
    scenario: Scenario, made: World, regions: Mapping[str, Region], histories: _Histories
) -> Played:
    all_ = {name: tuple(each.values()) for name, each in histories.items()}
    return played(scenario, made, tuple(regions.values()), all_)
