"""What a metric's minutes hold, before it is known which metrics an alarm reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from assurance.cloudwatch import Metric, Samples, Series
from assurance.cloudwatch.data.series import DISTRIBUTION
from assurance.cloudwatch.state import Values
from assurance.rehearsal.fields import Pattern
from assurance.rehearsal.world.clock import MINUTE, Clock


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """The values of every metric that a pattern means."""

    pattern: Pattern
    statistics: Mapping[str, Values]
    """A value a minute for each statistic; NaN where nothing is published."""

    def series(self, metric: Metric, clock: Clock) -> tuple[Series, ...]:
        """As an evaluation takes it."""
        return tuple(
            Series(metric, statistic, MINUTE, clock.start, values)
            for statistic, values in self.statistics.items()
        )

    def times(self, factor: float) -> Trace:
        """The same of values so many times as large."""
        if factor == 1:
            return self
        return replace(
            self,
            statistics={
                name: values if name == "SampleCount" else factor * values
                for name, values in self.statistics.items()
            },
        )


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """Values on a grid, each with how often it came in each minute."""

    pattern: Pattern
    grid: Values
    counts: Values
    """One row a minute."""

    def series(self, metric: Metric, clock: Clock) -> tuple[Series, ...]:
        """As samples, from which every statistic follows."""
        some = self.counts.sum(axis=1) > 0
        samples = tuple(
            Samples(self.grid, row) if any_ else None
            for row, any_ in zip(self.counts, some.tolist(), strict=True)
        )
        values = np.full(len(samples), np.nan)
        return (Series(metric, DISTRIBUTION, MINUTE, clock.start, values, samples=samples),)


def counter(pattern: Pattern, counts: Values) -> Trace:
    """A count published when there is one: each event is a sample of the value 1."""
    some = np.where(counts > 0, counts, np.nan)
    return Trace(pattern, {"Sum": some, "SampleCount": some})


def level(pattern: Pattern, values: Values) -> Trace:
    """A number measured once a minute."""
    number = np.where(np.isnan(values), np.nan, 1.0)
    both = dict.fromkeys(("Minimum", "Maximum", "Sum"), values)
    return Trace(pattern, {**both, "SampleCount": number})


def mean(pattern: Pattern, values: Values, events: Values) -> Trace:
    """The mean of a number that every event brings."""
    some = events > 0
    number = np.where(some, events, np.nan)
    return Trace(pattern, {"Average": np.where(some, values, np.nan), "SampleCount": number})
