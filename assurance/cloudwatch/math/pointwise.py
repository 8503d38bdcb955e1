"""Operators and functions whose value at a point needs nothing but that point."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from assurance.cloudwatch.math import cautions
from assurance.cloudwatch.math.doubts import Doubts
from assurance.cloudwatch.math.values import (
    Mask,
    Operand,
    Scalar,
    Series,
    finite,
    many,
    missing,
    number,
    series,
    zero_filled,
)

Numeric: TypeAlias = Callable[[Series, Series], Series | Mask]
"""A NumPy function of two arrays, or of two numbers as arrays without a dimension."""


def binary(operator: Numeric, left: Operand, right: Operand, doubts: Doubts) -> Operand:
    """Two operands: a missing side counts as 0 where the other has a value.

    A scalar has no points of its own: with a series it counts only where the series has a value.
    """
    if isinstance(left, list):
        return [series(binary(operator, one, right, doubts)) for one in left]
    if isinstance(right, list):
        return [series(binary(operator, left, one, doubts)) for one in right]
    if isinstance(left, np.ndarray) and isinstance(right, np.ndarray):
        nothing = missing(left) & missing(right)
        return _computed(operator, zero_filled(left), zero_filled(right), nothing)
    return _with_scalar(operator, left, right, doubts)


def _with_scalar(operator: Numeric, left: Operand, right: Operand, doubts: Doubts) -> Operand:
    one = left if isinstance(left, np.ndarray) else np.array(number(left))
    other = right if isinstance(right, np.ndarray) else np.array(number(right))
    result = _computed(operator, one, other, missing(one) | missing(other))
    if any(side.ndim == 0 and np.isnan(side) for side in (one, other, result)):
        doubts.add(cautions.NO_SCALAR)
    return result if result.ndim else float(result)


def _computed(operator: Numeric, left: Series, right: Series, nothing: Mask) -> Series:
    # what divides by zero, or overflows, is dropped as well
    return finite(np.where(nothing, np.nan, operator(left, right)))


def both(left: Series, right: Series) -> Mask:
    """AND: 0 is false, anything else is true."""
    return (left != 0) & (right != 0)


def either(left: Series, right: Series) -> Mask:
    """OR: 0 is false, anything else is true."""
    return (left != 0) | (right != 0)


def negated(operand: Operand) -> Operand:
    """Unary minus."""
    if isinstance(operand, list):
        return [-one for one in operand]
    return -series(operand) if isinstance(operand, np.ndarray) else -number(operand)


def each(function: Callable[[Series], Series], operand: Operand) -> Operand:
    """A function of one series, of a series or of each in an array."""
    if isinstance(operand, list):
        return [finite(function(one)) for one in many(operand)]
    return finite(function(series(operand)))


def chosen(
    condition: Operand, true: Operand, false: Operand | None, doubts: Doubts, nothing: Series
) -> Operand:
    """IF, by the user guide's table "Using IF expressions"."""
    if not isinstance(condition, np.ndarray):
        return _chosen_once(number(condition), series(true), false, doubts, nothing)
    holds = ~missing(condition) & (condition != 0)
    fails = condition == 0
    result = np.where(holds, _taken(true), nothing)
    if false is None:
        return result
    if isinstance(false, np.ndarray) and isinstance(true, np.ndarray):
        doubts.add(cautions.IF_FALSE_MISSING, fails & missing(false))
        return np.where(fails, zero_filled(false), result)
    return np.where(fails, false if isinstance(false, np.ndarray) else number(false), result)


def _chosen_once(
    condition: Scalar, true: Series, false: Operand | None, doubts: Doubts, nothing: Series
) -> Series:
    if np.isnan(condition):
        doubts.add(cautions.NO_SCALAR)
        return nothing
    if condition != 0:
        return true
    return nothing if false is None else series(false)


def _taken(true: Operand) -> Series | Scalar:
    return zero_filled(true) if isinstance(true, np.ndarray) else number(true)
