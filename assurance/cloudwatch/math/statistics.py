"""AVG, MIN, MAX, SUM, STDDEV and DATAPOINT_COUNT: of one series a scalar, of an array a series."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from assurance.cloudwatch.math import cautions
from assurance.cloudwatch.math.doubts import Doubts
from assurance.cloudwatch.math.grid import Grid
from assurance.cloudwatch.math.values import (
    Mask,
    Operand,
    Scalar,
    Series,
    SeriesList,
    missing,
    series,
)

Table = npt.NDArray[np.float64]
"""Series as rows; a statistic folds the rows, or the one column of a single series' points."""
Fold = Callable[[Table], Series]


def _avg(table: Table) -> Series:
    return np.nansum(table, axis=0) / len(table)


def _min(table: Table) -> Series:
    return np.min(np.where(np.isnan(table), np.inf, table), axis=0)


def _max(table: Table) -> Series:
    return np.max(np.where(np.isnan(table), -np.inf, table), axis=0)


def _sum(table: Table) -> Series:
    return np.nansum(table, axis=0)


def _stddev(table: Table) -> Series:
    count = np.sum(~np.isnan(table), axis=0)
    mean = np.nansum(table, axis=0) / count
    return np.sqrt(np.nansum((table - mean) ** 2, axis=0) / count)


def _count(table: Table) -> Series:
    return np.sum(~np.isnan(table), axis=0).astype(np.float64)


FOLDS: Final[Mapping[str, Fold]] = {
    "AVG": _avg,
    "MIN": _min,
    "MAX": _max,
    "SUM": _sum,
    "STDDEV": _stddev,
    "DATAPOINT_COUNT": _count,
}


def statistic(name: str, operand: Operand, grid: Grid, doubts: Doubts) -> Operand:
    """A statistic of one series, or at each point across an array of series."""
    if isinstance(operand, list):
        return _across(name, operand, grid, doubts)
    return of_one(name, series(operand), doubts)


def of_one(name: str, points: Series, doubts: Doubts) -> Scalar:
    """A statistic of all points of one series; NaN when it has none, save for a count of 0."""
    gaps = missing(points)
    if name == "DATAPOINT_COUNT":
        return float(np.sum(~gaps))
    if gaps.all():
        doubts.add(cautions.NO_SCALAR)
        return float("nan")
    if name == "AVG" and gaps.any():
        doubts.add(cautions.AVG_MISSING)
    return float(FOLDS[name](points[:, np.newaxis])[0])


def _across(name: str, arrays: SeriesList, grid: Grid, doubts: Doubts) -> Series:
    if not arrays:
        doubts.add(cautions.NO_SERIES)
        return grid.filled(np.nan)
    table = np.stack(arrays)
    gaps = np.isnan(table)
    nothing: Mask = np.logical_and.reduce(gaps)
    some: Mask = np.logical_or.reduce(gaps) & ~nothing
    result = np.where(nothing, np.nan, FOLDS[name](table))
    if name == "DATAPOINT_COUNT":
        doubts.add(cautions.COUNT_NOTHING, nothing)
    elif name == "AVG":
        doubts.add(cautions.AVG_MISSING, some)
    elif name != "SUM":
        as_zero = FOLDS[name](np.where(gaps, 0.0, table))
        doubts.add(cautions.ACROSS_MISSING, some & (as_zero != result))
    return result
