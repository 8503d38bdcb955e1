"""Functions whose value at a point needs the points around it."""

from __future__ import annotations

import numpy as np

from assurance.cloudwatch.math import cautions
from assurance.cloudwatch.math.doubts import Doubts
from assurance.cloudwatch.math.grid import Grid
from assurance.cloudwatch.math.values import Mask, Operand, Series, missing, number, series


def change(name: str, points: Series, grid: Grid, doubts: Doubts) -> Series:
    """RATE, DIFF or DIFF_TIME: each point against the point before it, across any gap."""
    real = np.flatnonzero(~missing(points))
    result = grid.filled(np.nan)
    values, seconds = np.diff(points[real]), np.diff(real) * grid.seconds
    result[real[1:]] = {"RATE": values / seconds, "DIFF": values, "DIFF_TIME": seconds}[name]
    doubts.add(cautions.SPARSE, ~missing(result) & missing(_before(points)))
    return result


def running_sum(points: Series) -> Series:
    """The sum so far, at each point that has a value."""
    return np.where(missing(points), np.nan, np.nancumsum(points))


def fill(operand: Operand, filler: Operand, doubts: Doubts) -> Operand:
    """FILL, of a series or of each in an array."""
    if isinstance(operand, list):
        return [_filled(one, filler, doubts) for one in operand]
    return _filled(series(operand), filler, doubts)


def _filled(points: Series, filler: Operand, doubts: Doubts) -> Series:
    gaps = missing(points)
    if gaps.all():
        doubts.add(cautions.FILL_EMPTY, gaps)
    if isinstance(filler, str):
        between = _repeated if filler == "REPEAT" else _interpolated
        return between(points, gaps, doubts)
    return np.where(gaps, filler if isinstance(filler, np.ndarray) else number(filler), points)


def _repeated(points: Series, gaps: Mask, doubts: Doubts) -> Series:
    last = np.maximum.accumulate(np.where(gaps, -1, np.arange(len(points))))
    before = last < 0
    doubts.add(cautions.FILL_REPEAT, before)
    return np.where(before, np.nan, points[np.maximum(last, 0)])


def _interpolated(points: Series, gaps: Mask, doubts: Doubts) -> Series:
    places, real = np.arange(len(points)), np.flatnonzero(~gaps)
    if not len(real):
        return points
    beyond = (places < real[0]) | (places > real[-1])
    doubts.add(cautions.FILL_LINEAR, beyond)
    return np.where(beyond, np.nan, np.interp(places, real, points[real]))


def _before(points: Series) -> Series:
    """The series one point later."""
    return np.concatenate(([np.nan], points[:-1])) if len(points) else points
