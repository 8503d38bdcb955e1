"""What an evaluation gives: the value, and where it rests on what AWS does not publish."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from assurance.cloudwatch.math.error import MathError
from assurance.cloudwatch.math.values import Mask, Series, Value, kind_of


@dataclass(frozen=True, slots=True)
class Result:
    """The value of an expression: a float for S, an array for TS, a list of arrays for TS[]."""

    value: Value
    doubts: Mapping[str, Mask]
    """Each caution this data met, with the points where it did."""

    @property
    def cautions(self) -> tuple[str, ...]:
        """Each caution this data met."""
        return tuple(self.doubts)

    @property
    def kind(self) -> str:
        """S, TS or TS[]."""
        return kind_of(self.value)

    def one(self) -> Series:
        """The one time series that an alarm needs; an array of exactly one series counts as it."""
        if isinstance(self.value, np.ndarray):
            return self.value
        if isinstance(self.value, list):
            if len(self.value) == 1:
                return self.value[0]
            raise MathError("result", _WANTED, f"{len(self.value)} time series")
        raise MathError("result", _WANTED, "a scalar")


_WANTED = "one time series, as an alarm needs exactly one time series"
