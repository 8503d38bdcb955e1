"""The states of an alarm, by name and as the small numbers that arrays hold."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt


class State(StrEnum):
    """What an alarm is in. Source: API reference, MetricAlarm.StateValue."""

    OK = "OK"
    ALARM = "ALARM"
    INSUFFICIENT_DATA = "INSUFFICIENT_DATA"


Codes: TypeAlias = npt.NDArray[np.int8]
Instants: TypeAlias = npt.NDArray[np.int64]
"""Points in time, in seconds since 1970, UTC."""
Mask: TypeAlias = npt.NDArray[np.bool_]
Values: TypeAlias = npt.NDArray[np.float64]
"""NaN is a missing point."""

STATES: Final = (State.OK, State.ALARM, State.INSUFFICIENT_DATA)
OK, ALARM, INSUFFICIENT_DATA = range(3)
RETAIN: Final = 3
"""The verdict that keeps whatever state the alarm is in."""


def code(state: State) -> int:
    """The number of a state."""
    return STATES.index(state)
