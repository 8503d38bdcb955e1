"""Everything the monitoring rules look at in one environment, read once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from assurance.assembly import Resource
from assurance.proof.monitoring.boards import Board, boards_of
from assurance.proof.monitoring.chains import Chain, Plan, chain, plan
from assurance.proof.monitoring.demands import alerting, change, thresholds
from assurance.proof.monitoring.demands.burning import Tier, tiers
from assurance.proof.monitoring.demands.kinds import Objective, objectives
from assurance.proof.monitoring.matching import Matching
from assurance.proof.monitoring.native import Native, natives_of
from assurance.proof.monitoring.parts import Parts, parts_of
from assurance.proof.monitoring.truth import Truth
from assurance.proof.monitoring.wanted import Match, Wanted
from assurance.proof.monitoring.watcher import Watcher, watcher_of
from assurance.proof.paging.alarms import Alarm
from assurance.proof.paging.walk import Walk
from environments import Environment


class Monitoring:
    """The alarms, boards and native SLOs of one environment, and what was promised of them.

    `environment` says what runs here; None for an assembly that has no file here.
    """

    def __init__(self, walk: Walk, environment: Environment | None) -> None:
        self.stage = walk.stage
        self.handbook = walk.handbook
        self.environment = environment
        self.walk = walk
        self.truth = Truth(self.walk)

    @cached_property
    def parts(self) -> Parts | None:
        """What runs here."""
        return parts_of(self.stage, self.environment) if self.environment else None

    @cached_property
    def watchers(self) -> tuple[Watcher, ...]:
        """Every metric alarm."""
        found = map(watcher_of, self.walk.alarms)
        return tuple(one for one in found if one)

    @cached_property
    def boards(self) -> tuple[Board, ...]:
        """Every dashboard."""
        return boards_of(self.stage)

    @cached_property
    def natives(self) -> tuple[Native, ...]:
        """Every native SLO."""
        return natives_of(self.stage)

    @cached_property
    def objectives(self) -> tuple[Objective, ...]:
        """The objectives of what runs here."""
        return tuple(objectives(self.parts, self.handbook)) if self.parts else ()

    @cached_property
    def tiers(self) -> tuple[Tier, ...]:
        """The burn rates, the fastest first, as far back as alarms may look here."""
        assert self.environment
        return tiers(self.handbook, self.environment.monitoring.longest_alarm)

    @cached_property
    def matching(self) -> Matching:
        """The metric alarms, to be found by what they look at."""
        return Matching(self.watchers)

    @cached_property
    def chains(self) -> tuple[Chain, ...]:
        """For each objective its burn-rate alarms, as they are."""
        return tuple(chain(self, one, self._found) for one in self._plans)

    @cached_property
    def matches(self) -> Mapping[str, Sequence[Match]]:
        """For each promise the alarms it asks for, burn rates aside."""
        found: dict[str, list[Match]] = {}
        for wanted in self._plain:
            found.setdefault(wanted.promise, []).append(self._found[wanted])
        return found

    @cached_property
    def _plans(self) -> tuple[Plan, ...]:
        return tuple(plan(self, one) for one in self.objectives)

    @cached_property
    def _plain(self) -> tuple[Wanted, ...]:
        if self.parts is None:
            return ()
        asked = (
            thresholds.wanted(self.parts, self.handbook),
            alerting.wanted(self.parts, self.handbook),
            change.wanted(self.parts, self.handbook),
        )
        return tuple(one for some in asked for one in some)

    @cached_property
    def _found(self) -> Mapping[Wanted, Match]:
        """Everything wanted with what was found: at once, so that none takes another's alarm."""
        wanted = (*self._plain, *(one for made in self._plans for one in made.wanted))
        return {match.wanted: match for match in self.matching.all(wanted)}

    def speakers(self, alarm: Alarm, below: tuple[Alarm, ...] = ()) -> tuple[Alarm, ...]:
        """The alarms that tell somebody when this one fires: itself, or composites over it."""
        if alarm.actions() or alarm in below:
            return () if alarm in below else (alarm,)
        path, above = (*below, alarm), self.walk.parents.get(alarm, ())
        return tuple(dict.fromkeys(two for one in above for two in self.speakers(one, path)))

    @cached_property
    def somewhere(self) -> Resource | None:
        """A place to point at where nothing is: the first alarm, else the first resource."""
        if self.walk.alarms:
            return self.walk.alarms[0].resource
        return next(self.stage.resources(), None)
