"""How a level moves: the time of the day, its own unrest, the incident.

Everything follows from the metric and the time, so the same period reads the same in every
widget, at every zoom.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from assurance.preview.signals import Metric
from assurance.preview.statistic import Values
from assurance.preview.window import BREAKS_AT, NOW, Steps

Times = npt.NDArray[np.int64]

_PEAK = 15 * 3600  # of the day, UTC
_WAVES = 6
_RAMP = 12 * 60
_WOBBLE = 0.06
LEAST_TROUBLE = 1 - _WOBBLE
"""How far every metric is in the incident, at the least, once the ramp is over."""
MOST_CHANCE = 1 - 1e-6
"""So that an event that cannot happen never does."""


@dataclass(frozen=True, slots=True)
class Temper:
    """What sets one metric's unrest apart from another's."""

    seed: int
    periods: Values
    phases: Values
    delay: int
    """Seconds after the start of the incident until the metric follows."""


@cache
def temper(metric: Metric) -> Temper:
    """The temper of a metric, always the same."""
    digest = blake2b(repr(metric).encode(), digest_size=8).digest()
    seed = int.from_bytes(digest)
    dice = np.random.default_rng(seed)
    periods = np.geomspace(420, 11000, _WAVES) * dice.uniform(0.8, 1.25, _WAVES)
    return Temper(seed, periods, dice.uniform(0, 2 * np.pi, _WAVES), int(dice.integers(0, 150)))


def times(steps: Steps) -> Times:
    """The middle of every period."""
    return steps.start + steps.period * np.arange(steps.count) + steps.period // 2


def daily(at: Times) -> Values:
    """The curve of a day, from -1 in the small hours to 1 in the afternoon."""
    return np.cos(2 * np.pi * ((at - _PEAK) % 86400) / 86400)


def unrest(of: Temper, at: Times, period: int) -> Values:
    """Waves and grain, between -1 and 1; the longer the period, the finer the grain."""
    grain = 0.45 * (60 / max(period, 60)) ** 0.3
    angles = 2 * np.pi * at[:, None] / of.periods + of.phases
    waves = np.sin(angles).mean(axis=1)
    return np.clip(0.55 * waves / 0.4 + grain * (2 * chance(of, at) - 1), -1, 1)


def chance(of: Temper, at: Times) -> Values:
    """A number from 0 to almost 1 for every time, without memory of the others."""
    mixed = at.astype(np.uint64) ^ np.uint64(of.seed)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return (mixed ^ (mixed >> np.uint64(31))) / np.float64(2**64) * MOST_CHANCE


def trouble(of: Temper, steps: Steps) -> Values:
    """How far the incident has taken hold at the end of each period, from 0 to 1."""
    ends = np.minimum(steps.start + steps.period * np.arange(1, steps.count + 1), NOW)
    risen = np.clip((ends - BREAKS_AT - of.delay) / _RAMP, 0, 1)
    wobble = 1 - _WOBBLE * (1 + unrest(of, times(steps), steps.period)) / 2
    return risen * risen * (3 - 2 * risen) * wobble
