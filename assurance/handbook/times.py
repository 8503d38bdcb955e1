"""How soon an alarm tells somebody, as rehearsed: the soonest of all scenarios in which it does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assurance.rehearsal.alarms import Region
from assurance.rehearsal.player import play
from assurance.rehearsal.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Seen:
    """Seconds from the start of a fault to the page, and the scenario it was seen in."""

    after: int
    scenario: str


def times(regions: Sequence[Region], scenarios: Sequence[Scenario]) -> Mapping[str, Seen]:
    """By alarm the soonest page; an alarm that never speaks itself is left out."""
    found: dict[str, Seen] = {}
    for scenario in scenarios:
        starts = sorted(
            scenario.start + int(one.after.total_seconds()) for one in scenario.written.faults
        )
        for told in play(scenario, regions).told:
            before = [start for start in starts if start <= told.at]
            if told.over or not before:
                continue
            seen = Seen(told.at - before[-1], scenario.name)
            if told.alarm not in found or seen.after < found[told.alarm].after:
                found[told.alarm] = seen
    return found
