"""Statistics over samples that all lie on the same few values: every window at once.

What a loop over the windows would give, for series whose periods share one array of values.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from assurance.cloudwatch.data import statistic
from assurance.cloudwatch.data.series import Samples, Series
from assurance.cloudwatch.state import Instants, Mask, Values

_EXACT: Final = 8
"""Decimals of a count: a difference of long sums has no more."""
_SAME: Final = 6
"""Decimals of a rank, so that a rest of a billionth does not ask for the next sample."""


@dataclass(frozen=True, slots=True, eq=False)
class Windows:
    """How often each value came in each window."""

    values: Values
    """Ascending."""
    upto: Values
    """How often each came before each period: one row a period, and one after the last."""
    begin: Instants
    """By window the first of its periods."""
    end: Instants
    """By window the first period after it."""

    @property
    def counts(self) -> Values:
        """One row a window, one column a value."""
        return np.round(self.upto[self.end] - self.upto[self.begin], _EXACT)

    def number(self, of: Mask | None = None) -> Values:
        """How many values there are in each window, or how many of some of them."""
        chosen = self.upto if of is None else self.upto[:, of]
        upto: Values = np.sum(chosen, axis=1)
        return np.round(upto[self.end] - upto[self.begin], _EXACT)


def windows(series: Series, starts: Instants, ends: Instants) -> Windows | None:
    """The counts of each window; None where the periods do not share one array of values."""
    running = _running(series)
    if running is None:
        return None
    values, upto = running
    first, last = ((edge - series.start) // series.period for edge in (starts, ends))
    begin, end = (np.clip(place, 0, len(upto) - 1) for place in (first, last))
    return Windows(values, upto, begin, end)


@lru_cache(maxsize=3)
def _running(series: Series) -> tuple[Values, Values] | None:
    """The shared values, and how often each came before each period.

    Kept for a few series: the alarms of one metric follow each other.
    """
    values = next((one.values for one in series.samples if one is not None), None)
    if values is None or not _shared(series.samples, values):
        return None
    nothing = np.zeros(len(values))
    rows = [nothing, *(nothing if one is None else one.counts for one in series.samples)]
    return values, np.cumsum(np.stack(rows), axis=0)


def bounds(wanted: str, of: Windows) -> Values | None:
    """The statistic of each window with its lowest and highest plausible value, one row each.

    None for a statistic that has to be worked out window by window.
    """
    parsed = statistic.parsed(wanted)
    if wanted == "SampleCount":
        return _alike(_counted(of))
    if parsed is None or (parsed.percent and parsed.kind != "p"):
        return None
    if parsed.kind == "p":
        return _percentile(parsed.high or 0.0, of)
    if parsed.kind not in ("pr", "tc"):
        return None
    low = -np.inf if parsed.low is None else parsed.low
    high = np.inf if parsed.high is None else parsed.high
    inside = of.number((of.values > low) & (of.values <= high))
    counted = _counted(of)
    trimmed = np.where(np.isnan(counted), np.nan, inside)
    return _alike(trimmed if parsed.kind == "tc" else 100 * trimmed / counted)


def _counted(of: Windows) -> Values:
    totals = of.number()
    return np.where(totals > 0, totals, np.nan)


def _alike(values: Values) -> Values:
    return np.stack((values, values, values))


def _percentile(percent: float, of: Windows) -> Values:
    """As `statistic.bounds`: the nearest rank, and what interpolation may make of it."""
    upto = np.cumsum(of.counts, axis=1)
    number = _counted(of)
    most = np.nan_to_num(number, nan=1.0)

    def at(rank: Values) -> Values:
        clipped = np.clip(rank, np.minimum(1.0, most), most)
        places = (upto < clipped[:, None] - 10.0**-_SAME).sum(axis=1)
        found = of.values[np.minimum(places, len(of.values) - 1)]
        return np.where(np.isnan(number), np.nan, found)

    exact = np.round(percent / 100 * most, _SAME)
    position = np.round(percent / 100 * (most - 1) + 1, _SAME)
    nearest = at(np.ceil(exact))
    low = np.minimum(nearest, at(np.floor(np.minimum(exact, position))))
    high = np.maximum(nearest, at(np.ceil(np.maximum(exact, position))))
    return np.stack((nearest, low, high))


def _shared(samples: tuple[Samples | None, ...], values: Values) -> bool:
    return bool((np.diff(values) > 0).all()) and all(
        one is None or one.values is values for one in samples
    )
