"""A rehearsal: every scenario against every environment that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assurance.assembly import Stage, read_assembly
from assurance.assembly.files import unusable
from assurance.rehearsal.alarms import Region, regions_of
from assurance.rehearsal.coverage import Coverage, coverage
from assurance.rehearsal.judging import Judged, judge
from assurance.rehearsal.player import play
from assurance.rehearsal.scenario import Scenario


@dataclass(frozen=True, slots=True, eq=False)
class Rehearsal:
    """What came of all scenarios in one environment."""

    environment: str
    regions: tuple[Region, ...]
    scenarios: tuple[Judged, ...]
    coverage: Coverage
    whole: bool = True
    """Whether all scenarios of the library are among them: else its coverage says nothing."""

    @property
    def met(self) -> bool:
        """Whether every scenario is as expected."""
        return all(one.met for one in self.scenarios)


def chosen(assembly: Path, environment: str | None) -> tuple[Stage, ...]:
    """The environments to rehearse: the one that is named, or every one of the assembly.

    Raises InputErrors when there is none of that name.
    """
    stages = read_assembly(assembly).stages
    found = tuple(stage for stage in stages if environment in (None, stage.name))
    if not found:
        names = ", ".join(stage.name for stage in stages)
        raise unusable(assembly, "environment", f"one of {names}", str(environment))
    return found


def rehearse(
    stage: Stage,
    assembly: Path,
    scenarios: Sequence[Scenario],
    done: Callable[[Judged], None],
    elsewhere: frozenset[str] = frozenset(),
    *,
    whole: bool = True,
) -> Rehearsal:
    """Play the scenarios in one environment; `done` hears of each as soon as it is judged.

    `elsewhere` are the names of all alarms of the assembly: of those that are not here nothing is
    expected.
    """
    regions = regions_of(stage, assembly)
    judged: list[Judged] = []
    for scenario in scenarios:
        judged.append(judge(play(scenario, regions), elsewhere))
        done(judged[-1])
    covered = coverage(regions, [one.played for one in judged])
    return Rehearsal(stage.name, regions, tuple(judged), covered, whole)
