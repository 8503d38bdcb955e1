"""The minutes of a rehearsal, and how far a fault has taken hold in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from assurance.cloudwatch.state import Instants, Mask, Values
from assurance.rehearsal.scenario import Fault

MINUTE: Final = 60
_DAY: Final = 86400
_PEAK: Final = 15 * 3600
"""The busiest hour, UTC."""


@dataclass(frozen=True, slots=True, eq=False)
class Clock:
    """Whole minutes from `start` on; times in seconds since 1970."""

    start: int
    count: int
    begins: int
    """When the scenario begins; what lies before it is history."""

    @property
    def minutes(self) -> Instants:
        """The start of each minute."""
        return self.start + MINUTE * np.arange(self.count, dtype=np.int64)

    def daily(self) -> Values:
        """The curve of a day, from -1 in the small hours to 1 in the afternoon."""
        return np.cos(2 * np.pi * ((self.minutes - _PEAK) % _DAY) / _DAY)

    def hold(self, fault: Fault) -> Values:
        """How far a fault has taken hold, from 0 to 1."""
        begins = self.begins + fault.after.total_seconds()
        ends = begins + fault.lasting.total_seconds()
        ramp = max(fault.ramp.total_seconds(), 1.0)
        inside: Mask = (self.minutes >= begins) & (self.minutes < ends)
        risen = np.clip((self.minutes - begins + (MINUTE if fault.ramp else ramp)) / ramp, 0, 1)
        return np.where(inside, risen, 0.0)


def whole(rates: Values) -> Values:
    """Whole events whose sum never strays from that of the rates by one: the same in every run."""
    upto = np.floor(np.cumsum(rates) + 1e-6)
    return np.diff(upto, prepend=0.0)
