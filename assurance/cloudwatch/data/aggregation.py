"""A statistic over longer windows, from series at a finer period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from assurance.cloudwatch.data import grid, statistic
from assurance.cloudwatch.data.series import DISTRIBUTION, Samples, Series
from assurance.cloudwatch.data.sources import Source
from assurance.cloudwatch.measure import Measure
from assurance.cloudwatch.state import Instants, Mask, Values

Fold = Callable[[Values, Values], Values]
_EXACT = 2.0**53


@dataclass(frozen=True, slots=True, eq=False)
class Aggregate:
    """A value for each window, and where its side of a threshold may be another."""

    values: Values
    low: Values
    high: Values


def aggregated(
    measure: Measure, origin: Source | None, starts: Instants, ends: Instants
) -> Aggregate:
    """The statistic over each window, NaN where none of its periods has a value."""
    if origin is None or not len(starts):
        nothing = np.full(len(starts), np.nan)
        return Aggregate(nothing, nothing, nothing)
    if origin.parts[0].statistic == DISTRIBUTION:
        return _of_samples(measure.statistic, origin.parts[0], starts, ends)
    if len(origin.parts) == 2:
        values = _of_two(measure.statistic, origin.parts, starts, ends)
    else:
        values = _folded(origin.parts[0], measure.statistic, starts, ends)
    return Aggregate(values, values, values)


def _of_two(wanted: str, parts: tuple[Series, ...], starts: Instants, ends: Instants) -> Values:
    """An average, or the sum behind it, from two series."""
    one, count = parts
    counts = _folded(count, "Sum", starts, ends)
    if one.statistic == "Average":
        first = (one.start - count.start) // one.period
        weight = _cut(count.values, first, len(one.values))
        product = Series(one.metric, "Sum", one.period, one.start, one.values * weight)
        totals = _folded(product, "Sum", starts, ends)
    else:
        totals = _folded(one, "Sum", starts, ends)
    if wanted == "Sum":
        return totals
    with np.errstate(all="ignore"):
        means = totals / counts
    return np.where(np.isfinite(means), means, np.nan)


def _folded(series: Series, wanted: str, starts: Instants, ends: Instants) -> Values:
    first, last = (starts - series.start) // series.period, (ends - series.start) // series.period
    result = np.full(len(starts), np.nan)
    for length in np.unique(last - first):
        chosen: Mask = last - first == length
        result[chosen] = _windows(series.values, wanted, first[chosen], int(length))
    return result


def _windows(values: Values, wanted: str, first: Instants, length: int) -> Values:
    """One window of `length` periods from each place in `first`."""
    low = int(first.min())
    whole = _cut(values, low, int(first.max()) - low + length)
    places = first - low
    if length == 1:
        return whole[places]
    real = ~np.isnan(whole)
    number = np.concatenate(([0], np.cumsum(real)))
    empty = number[places + length] == number[places]
    filler, fold = {"Minimum": (np.inf, np.minimum), "Maximum": (-np.inf, np.maximum)}.get(
        wanted, (0.0, np.add)
    )
    filled = np.where(real, whole, filler)
    if fold is np.add and _whole_numbers(filled):
        upto = np.concatenate(([0.0], np.cumsum(filled)))
        return np.where(empty, np.nan, upto[places + length] - upto[places])
    if fold is not np.add:
        return np.where(empty, np.nan, _extreme(fold, filled, places, length))
    # one period after the other, so that a window's sum never hangs on the windows beside it
    result = filled[places].copy()
    for ahead in range(1, length):
        result += filled[places + ahead]
    return np.where(empty, np.nan, result)


def _extreme(fold: np.ufunc, values: Values, places: Instants, length: int) -> Values:
    """The lowest or highest of each window: that of two windows of a power of two in it."""
    width, level = 1, values
    while 2 * width <= length:
        level = fold(level[:-width], level[width:])
        width *= 2
    return np.asarray(fold(level[places], level[places + length - width]), dtype=np.float64)


def _whole_numbers(values: Values) -> bool:
    return bool((values == np.floor(values)).all() and np.sum(np.abs(values)) < _EXACT)


def _cut(values: Values, first: int, count: int) -> Values:
    """Part of a series, NaN where it goes beyond it."""
    result = np.full(count, np.nan)
    low, high = max(first, 0), min(first + count, len(values))
    if low < high:
        result[low - first : high - first] = values[low:high]
    return result


def _of_samples(wanted: str, series: Series, starts: Instants, ends: Instants) -> Aggregate:
    shared = grid.windows(series, starts, ends)
    found = None if shared is None else grid.bounds(wanted, shared)
    return _each(wanted, series, starts, ends) if found is None else Aggregate(*found)


def _each(wanted: str, series: Series, starts: Instants, ends: Instants) -> Aggregate:
    table = np.full((3, len(starts)), np.nan)
    places = range(len(series.samples))
    for window, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        first, last = (start - series.start) // series.period, (end - series.start) // series.period
        inside = [series.samples[place] for place in range(first, last) if place in places]
        found = [samples for samples in inside if samples is not None]
        if found:
            values = np.concatenate([samples.values for samples in found])
            counts = np.concatenate([samples.counts for samples in found])
            table[:, window] = statistic.bounds(wanted, Samples(values, counts))
    return Aggregate(table[0], table[1], table[2])
