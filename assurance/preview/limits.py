"""The limits the data are held against: on a calm day well kept, in the incident crossed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from assurance.preview.statistic import Values

Side: TypeAlias = Literal["above", "below"]
Truths: TypeAlias = npt.NDArray[np.bool_]

_CLEARANCE = 0.15  # of the limit, so that a glance tells on which side a value is


@dataclass(frozen=True, slots=True)
class Limit:
    """A value, and the side of it that is bad."""

    value: float
    bad: Side
    inclusive: bool = False
    """Whether the value itself is bad."""
    must_break: bool = True
    """Whether the incident crosses it."""

    def broken(self, values: Values) -> Truths:
        """Where the values are on the bad side."""
        if self.bad == "above":
            return values >= self.value if self.inclusive else values > self.value
        return values <= self.value if self.inclusive else values < self.value

    def clear(self, values: Values, most: float | None) -> Truths:
        """Where they are on the good side by a margin; `most` is what no value exceeds."""
        if self.bad == "above":
            reached = values <= self.value - _CLEARANCE * abs(self.value)
        elif most is not None and self.value <= most:
            reached = values >= self.value + _CLEARANCE * (most - self.value)
        else:
            reached = values >= self.value + _CLEARANCE * abs(self.value)
        return reached & ~self.broken(values)

    def crossed(self, values: Values, most: float | None) -> Truths:
        """Where they are on the bad side by a margin."""
        margin = _CLEARANCE * abs(self.value)
        if self.bad == "below":
            # near the ceiling a little is a lot: 99.8 % is far below an objective of 99.9 %
            room = margin if most is None or self.value > most else most - self.value
            reached = values <= self.value - min(margin, room)
        elif most is not None:
            reached = values >= self.value + min(margin, 0.2 * max(most - self.value, 0.0))
        else:
            reached = values >= self.value + margin
        return reached & self.broken(values)
