"""How long the events of a flow take."""

from __future__ import annotations

from statistics import NormalDist
from typing import Final

import numpy as np

from assurance.cloudwatch.state import Values
from assurance.rehearsal.baseline import Time
from assurance.rehearsal.words import Kind
from assurance.rehearsal.world.clock import Clock
from assurance.rehearsal.world.happening import Active, size
from assurance.rehearsal.world.trace import Spread

_NORMAL: Final = NormalDist()
_SIGMA: Final = 0.4
"""Of the logarithm of durations: the p99 is 1.4 times the p95."""
_GRID: Final = np.geomspace(0.05, 20, 53)
"""Durations, as multiples of the limit; the limit itself is an edge between two of them."""


def times(time: Time, taken: Values, active: Active, clock: Clock) -> tuple[Spread, Values]:
    """The durations of the events taken in, and how many of them are over the limit."""
    factors = np.ones(clock.count)
    for fault, effect in active:
        if effect.kind is Kind.LATENCY:
            factors = factors * effect.amount ** clock.hold(fault)
    slow = size(active, Kind.SLOW, clock) / 100
    slow += size(active, Kind.BURNING_TIME, clock) * (1 - float(time.in_time.ratio))
    slow = np.minimum(slow, 1.0)
    known, places = np.unique(factors, return_inverse=True)
    shares = np.stack([_shares(time, factor) for factor in known.tolist()])[places]
    late = int(np.searchsorted(_GRID, 1.2))
    shares = shares * (1 - slow)[:, None]
    shares[:, late] += slow
    scale = time.limit.total_seconds() * (1000 if time.unit == "ms" else 1)
    # half a step up, so that no value lies on the limit
    grid = _GRID * scale * (_GRID[1] / _GRID[0]) ** 0.5
    counts = shares * taken[:, None]
    return Spread(time.metric, grid, counts), counts[:, grid > scale].sum(axis=1)


def _shares(time: Time, factor: float) -> Values:
    """How the durations spread over the grid, their p95 being `factor` times that of a calm day."""
    p95 = time.p95 / time.limit * factor
    median = p95 / np.exp(_SIGMA * _NORMAL.inv_cdf(0.95))
    upper = (np.log(_GRID) + np.log(_GRID[1] / _GRID[0]) - np.log(median)) / _SIGMA
    below = np.array([_NORMAL.cdf(one) for one in upper.tolist()])
    below[-1] = 1.0
    return np.diff(below, prepend=0.0)
