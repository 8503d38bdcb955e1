"""The three types of metric math: S is a number, TS a time series, TS[] an array of series."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Series: TypeAlias = npt.NDArray[np.float64]
"""One value for each point of a grid; NaN is a missing point."""
SeriesList: TypeAlias = list[Series]
Scalar: TypeAlias = float
"""NaN is a number that came out of nothing, such as the average of an empty series."""
Value: TypeAlias = Scalar | Series | SeriesList
Operand: TypeAlias = Value | str
"""What a function takes: a value, or a word such as REPEAT."""
Mask: TypeAlias = npt.NDArray[np.bool_]

S: Final = "S"
TS: Final = "TS"
ARRAY: Final = "TS[]"


def kind_of(value: Value) -> str:
    """The published abbreviation of a value's type."""
    if isinstance(value, np.ndarray):
        return TS
    return ARRAY if isinstance(value, list) else S


def series(operand: Operand) -> Series:
    """The operand, where the signature allows a time series only."""
    assert isinstance(operand, np.ndarray)
    return operand


def many(operand: Operand) -> SeriesList:
    """The operand, where the signature allows an array of time series only."""
    assert isinstance(operand, list)
    return operand


def number(operand: Operand) -> Scalar:
    """The operand, where the signature allows a scalar only."""
    assert isinstance(operand, float)
    return operand


def missing(points: Series) -> Mask:
    """Where a series has no value."""
    return np.isnan(points)


def finite(points: Series) -> Series:
    """The series without the points CloudWatch drops: NaN and the infinities."""
    return np.where(np.isfinite(points), points, np.nan)


def zero_filled(points: Series) -> Series:
    """The series with 0 for each missing point."""
    return np.where(np.isnan(points), 0.0, points)
