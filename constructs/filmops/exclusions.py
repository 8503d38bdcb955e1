"""The maintenance windows, which the objectives leave out, as recurring times of six fields."""

from dataclasses import dataclass
from datetime import timedelta

from filmops import schedules
from promises.maintenance import Maintenance


@dataclass(frozen=True, slots=True)
class Window:
    """One recurring window: when it opens (UTC), how long it lasts."""

    expression: str
    duration: timedelta
    reason: str


def windows(maintenance: Maintenance) -> tuple[Window, ...]:
    """One for each promised day.

    Raises ValueError when the promise is not in UTC, the zone these expressions are read in.
    """
    return tuple(
        Window(expression, maintenance.duration, reason=f"Maintenance window, {day}")
        for day, expression in schedules.windows(maintenance).items()
    )
