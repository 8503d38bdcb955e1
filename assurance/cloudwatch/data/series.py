"""The series that an evaluation is given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from assurance.cloudwatch.error import AlarmError
from assurance.cloudwatch.measure import Metric
from assurance.cloudwatch.state import Values

DISTRIBUTION = "Distribution"
MOST = 2.0**360
"""No metric has a value beyond it, on either side of 0. Source: user guide, "CloudWatch limits"."""


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """The samples of one period: each value with how often it came, as PutMetricData takes them."""

    values: Values
    counts: Values


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One statistic of one metric, one value a period; or the samples of each period."""

    metric: Metric
    statistic: str
    """A statistic of CloudWatch, or Distribution."""
    period: int
    start: int
    """Seconds since 1970: the start of the first period."""
    values: Values
    unit: str | None = None
    samples: tuple[Samples | None, ...] = ()

    @property
    def end(self) -> int:
        """The end of the last period."""
        return self.start + len(self.values) * self.period


class Data:
    """All series of an evaluation, by metric."""

    def __init__(self, series: Iterable[Series]) -> None:
        self._by_metric: dict[Metric, list[Series]] = {}
        for one in series:
            self._add(one)

    def of(self, metric: Metric, unit: str | None = None) -> tuple[Series, ...]:
        """The series of a metric, in a unit where both sides name one."""
        known = self._by_metric.get(metric, ())
        return tuple(one for one in known if not unit or not one.unit or one.unit == unit)

    @property
    def metrics(self) -> frozenset[Metric]:
        """Every metric with a series."""
        return frozenset(self._by_metric)

    def _add(self, new: Series) -> None:
        if (np.abs(new.values) > MOST).any():
            where = f"{new.metric} {new.statistic}"
            raise AlarmError(where, "values from -2^360 to 2^360", "one beyond")
        known = self._by_metric.setdefault(new.metric, [])
        for place, old in enumerate(known):
            if (old.statistic, old.period, old.unit) == (new.statistic, new.period, new.unit):
                known[place] = _joined(old, new)
                return
        known.append(new)


def _joined(one: Series, other: Series) -> Series:
    """Two pieces of the same series as one."""
    if (other.start - one.start) % one.period:
        raise AlarmError(str(one.metric), "pieces on the same periods", "pieces that are shifted")
    start = min(one.start, other.start)
    count = (max(one.end, other.end) - start) // one.period
    values = np.full(count, np.nan)
    samples: list[Samples | None] = [None] * count
    for piece in (one, other):
        first = (piece.start - start) // one.period
        here = slice(first, first + len(piece.values))
        if (~np.isnan(values[here]) & ~np.isnan(piece.values)).any():
            raise AlarmError(
                f"{one.metric} {one.statistic} {one.period} s",
                "one value for each period",
                "two series over the same time",
            )
        values[here] = np.where(np.isnan(piece.values), values[here], piece.values)
        for place, sample in enumerate(piece.samples, first):
            samples[place] = sample if sample is not None else samples[place]
    kept = tuple(samples) if one.samples or other.samples else ()
    return Series(one.metric, one.statistic, one.period, start, values, one.unit, kept)
