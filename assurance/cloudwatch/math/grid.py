"""The points in time that all series of an evaluation share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt

from assurance.cloudwatch.math.error import MathError
from assurance.cloudwatch.math.values import Series


@dataclass(frozen=True, slots=True)
class Grid:
    """`count` points, each the start of one period."""

    start: datetime
    period: timedelta
    count: int

    def __post_init__(self) -> None:
        if self.start.tzinfo is None:
            raise MathError("grid", "a start with a time zone", self.start.isoformat())
        if self.period <= timedelta() or self.period % timedelta(seconds=1):
            raise MathError("grid", "a period of whole seconds", str(self.period))
        if self.count < 0:
            raise MathError("grid", "a count of points", str(self.count))

    @property
    def seconds(self) -> float:
        """The period in seconds."""
        return self.period.total_seconds()

    @property
    def epoch(self) -> npt.NDArray[np.int64]:
        """Each point in seconds since 1970, UTC."""
        first = int(self.start.timestamp())
        return first + np.arange(self.count, dtype=np.int64) * int(self.seconds)

    def filled(self, value: float) -> Series:
        """A series with the same value at every point."""
        return np.full(self.count, value, dtype=np.float64)
