"""Series from single points in any order, as CSV and get-metric-data have them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from assurance.cloudwatch import AlarmError, Metric, Series


@dataclass(frozen=True, slots=True)
class Name:
    """What a point is a point of."""

    metric: Metric
    statistic: str
    period: int
    unit: str | None = None


LARGEST: Final = 2.0**360
"""The values that CloudWatch takes lie between minus this and this."""


def finite(text: str) -> float:
    """The value a text means; raises ValueError for one that CloudWatch would not take."""
    value = float(text)
    if not abs(value) <= LARGEST:
        raise ValueError(text)
    return value


def series_of(name: Name, points: Mapping[int, float]) -> Series:
    """The series through the points; a time between two without a point is missing.

    Raises AlarmError where the points do not lie on one grid of periods.
    """
    if not points:
        return Series(name.metric, name.statistic, name.period, 0, np.full(0, np.nan), name.unit)
    first = min(points)
    values = np.full((max(points) - first) // name.period + 1, np.nan)
    for at, value in points.items():
        if (at - first) % name.period:
            wanted = f"points {name.period} s apart"
            raise AlarmError(
                f"{name.metric} {name.statistic}", wanted, f"one {at - first} s after the first"
            )
        values[(at - first) // name.period] = value
    return Series(name.metric, name.statistic, name.period, first, values, name.unit)
