"""How much of an error budget is gone."""

from __future__ import annotations

import numpy as np

from assurance.rehearsal.player import Played
from assurance.rehearsal.world.clock import MINUTE

_A_MINUTE = 60


def spent(played: Played, of: str, since: int, at: int) -> float:
    """The share of an objective's budget that went between two moments.

    The whole budget is what may be bad of the mean traffic over the budget window.
    """
    tally, clock = played.world.tallies[of], played.world.clock
    window = played.scenario.baseline.budget_window.total_seconds() / _A_MINUTE
    whole = tally.allowed * tally.per_minute * window
    first = (since - clock.start) // MINUTE
    last = max((at - clock.start) // MINUTE, first)
    return float(np.sum(tally.bad[first:last])) / whole
