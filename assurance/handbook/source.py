"""What the pages are made of: one environment, proven, walked and rehearsed once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from assurance.assembly import Resource, Stage
from assurance.handbook.times import Seen, times
from assurance.proof import prove_stage
from assurance.proof.paging.walk import Walk
from assurance.rehearsal.alarms import regions_of
from assurance.rehearsal.reading import read_scenarios
from assurance.verdict import EnvironmentReport
from environments import Environment
from promises import Handbook

SCENARIOS = Path("scenarios")


@dataclass(frozen=True)
class Source:
    """One environment of an assembly, and the day its calendar is listed from."""

    assembly: Path
    stage: Stage
    environment: Environment
    day: date

    @property
    def handbook(self) -> Handbook:
        """What is promised there."""
        return self.environment.handbook

    @cached_property
    def report(self) -> EnvironmentReport:
        """Every promise with its verdict."""
        return prove_stage(self.stage, self.environment, self.day)

    @cached_property
    def walk(self) -> Walk:
        """From alarms to people."""
        return Walk(self.stage, self.handbook, self.environment.reach)

    @cached_property
    def seen(self) -> Mapping[str, Seen]:
        """By alarm, how soon somebody was told in a rehearsal."""
        scenarios = (one.played_in(self.stage.name) for one in read_scenarios((), SCENARIOS))
        return times(regions_of(self.stage, self.assembly), [*scenarios])

    def promised_of(self, resource: Resource) -> Sequence[str]:
        """The promises of the handbook whose proof rests on a resource; technical rules are none."""
        return self._proving.get(resource.logical_id, ())

    @cached_property
    def _proving(self) -> Mapping[str, tuple[str, ...]]:
        made = {promise.id for promise in self.handbook.catalogue()}
        found: dict[str, tuple[str, ...]] = {}
        for proof in self.report.promises:
            if proof.id in made:
                for one in {evidence.logical_id for evidence in proof.evidence}:
                    found[one] = (*found.get(one, ()), proof.id)
        return found
