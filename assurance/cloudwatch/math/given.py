"""The series an evaluation is given, made sure of before anything is computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np

from assurance.cloudwatch.math.error import MathError
from assurance.cloudwatch.math.grid import Grid
from assurance.cloudwatch.math.values import Scalar, Series, Value

Given: TypeAlias = Scalar | Series | Sequence[Series]
"""A time series, or the scalar or the array of series that another expression gave."""


def accepted(given: Mapping[str, Given], grid: Grid) -> dict[str, Value]:
    """What was given, as values; raises MathError when a series does not fit the grid."""
    return {name: _value(name, value, grid) for name, value in given.items()}


def _value(name: str, value: Given, grid: Grid) -> Value:
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, np.ndarray):
        return _series(name, value, grid)
    return [_series(name, one, grid) for one in value]


def _series(name: str, given: Series, grid: Grid) -> Series:
    points = np.asarray(given, dtype=np.float64)
    if points.shape != (grid.count,):
        raise MathError(name, f"{grid.count} points", f"an array of shape {points.shape}")
    if np.isinf(points).any():
        raise MathError(name, "numbers, and NaN for a missing point", "an infinite value")
    return points
