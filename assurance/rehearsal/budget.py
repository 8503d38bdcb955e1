"""How much of an error budget is gone."""

from __future__ import annotations

import numpy as np

from assurance.cloudwatch.state import Instants, Values
from assurance.rehearsal.player import Played
from assurance.rehearsal.world.clock import MINUTE

_A_MINUTE = 60


def spent(played: Played, of: str, since: int, at: int) -> float:
    """The share of an objective's budget that went between two moments.

    The whole budget is what may be bad of the mean traffic over the budget window.
    """
    clock = played.world.clock
    first = (since - clock.start) // MINUTE
    last = max((at - clock.start) // MINUTE, first)
    return float(np.sum(played.world.tallies[of].bad[first:last])) / _whole(played, of)


def course(played: Played, of: str) -> tuple[Instants, Values]:
    """The share gone at the end of each minute of the scenario; nothing before the first fault."""
    clock, scenario = played.world.clock, played.scenario
    begin = (scenario.start - clock.start) // MINUTE
    ends = clock.minutes[begin:] + MINUTE
    bad = np.where(ends > scenario.first_fault, played.world.tallies[of].bad[begin:], 0.0)
    return ends, np.cumsum(bad) / _whole(played, of)


def _whole(played: Played, of: str) -> float:
    tally = played.world.tallies[of]
    window = played.scenario.baseline.budget_window.total_seconds() / _A_MINUTE
    return tally.allowed * tally.per_minute * window
