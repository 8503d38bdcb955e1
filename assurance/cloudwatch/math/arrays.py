"""Functions of an array of time series as a whole."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from assurance.cloudwatch.math import cautions
from assurance.cloudwatch.math.doubts import Doubts
from assurance.cloudwatch.math.error import MathError
from assurance.cloudwatch.math.grid import Grid
from assurance.cloudwatch.math.statistics import of_one
from assurance.cloudwatch.math.values import (
    Operand,
    Series,
    SeriesList,
    many,
    missing,
    number,
    series,
)


def array(operands: Sequence[Operand]) -> SeriesList:
    """[a, b, ...], the arrays among the elements taken apart."""
    return [
        one
        for operand in operands
        for one in (operand if isinstance(operand, list) else [series(operand)])
    ]


def at_end(operand: Operand, place: int, grid: Grid, doubts: Doubts) -> Series:
    """FIRST or LAST."""
    arrays = many(operand)
    if not arrays:
        doubts.add(cautions.NO_SERIES)
        return grid.filled(np.nan)
    return arrays[place]


def remove_empty(operand: Operand) -> SeriesList:
    """The series with at least one point."""
    return [one for one in many(operand) if not missing(one).all()]


def sliced(operand: Operand, bounds: Sequence[Operand]) -> SeriesList:
    """SLICE: from the first bound, counted from 0, up to but not including the second."""
    start, *end = (_whole(bound, "SLICE") for bound in bounds)
    return many(operand)[start : end[0] if end else None]


def ranked(
    operand: Operand, by: Operand, order: Operand, limit: Sequence[Operand], doubts: Doubts
) -> SeriesList:
    """SORT; equals keep their order, a series without points comes last."""
    arrays = many(operand)
    keys = [of_one(str(by), one, doubts) for one in arrays]
    for one in arrays:
        if missing(one).all():
            doubts.add(cautions.SORT_EMPTY, missing(one))
    sign = -1 if order == "DESC" else 1

    def rank(place: int) -> tuple[bool, float]:
        key = keys[place]
        return (True, 0.0) if math.isnan(key) else (False, sign * key)

    places = sorted(range(len(arrays)), key=rank)
    return [arrays[place] for place in places[: _whole(limit[0], "SORT") if limit else None]]


def _whole(operand: Operand, function: str) -> int:
    value = number(operand)
    if not value.is_integer() or value < 0:
        raise MathError(function, "a whole number from 0", f"{value:g}")
    return int(value)
