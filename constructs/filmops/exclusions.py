"""The maintenance windows, which the objectives leave out, as recurring times of six fields."""

from dataclasses import dataclass
from datetime import timedelta

from promises import NthWeekday
from promises.maintenance import Maintenance


@dataclass(frozen=True, slots=True)
class Window:
    """One recurring window: when it opens (UTC), how long it lasts."""

    expression: str
    duration: timedelta
    reason: str


def windows(maintenance: Maintenance) -> tuple[Window, ...]:
    """One for each promised day: an expression takes a single nth weekday.

    Raises ValueError when the promise is not in UTC, the zone these expressions are read in.
    """
    if maintenance.time_zone != "UTC":
        raise ValueError(f"wanted windows in UTC, got: {maintenance.time_zone}")
    return tuple(_window(day, maintenance) for day in maintenance.days)


def _window(day: NthWeekday, maintenance: Maintenance) -> Window:
    start, weekday = maintenance.start, day.weekday.name[:3]
    return Window(
        expression=f"cron({start.minute} {start.hour} ? * {weekday}#{day.nth} *)",
        duration=maintenance.duration,
        reason=f"Maintenance window, {day}",
    )
