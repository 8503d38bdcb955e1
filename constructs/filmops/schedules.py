"""Every schedule of this library, in the cron of EventBridge, and from what was promised.

Six fields, read in UTC; Scheduler, AWS Backup and the exclusions of an SLO take the same. Weekdays
go by their names: EventBridge counts them from Sunday = 1, every other cron from 0.
"""

from datetime import time, timedelta

from promises import Cadence, NthWeekday, WeeklyMoment
from promises.maintenance import Maintenance

_WEEK = timedelta(days=7)
_MONTHS = {Cadence.MONTHLY: "*", Cadence.QUARTERLY: "1/3"}


def every(interval: timedelta) -> str:
    """Again and again, counted from the deployment."""
    minutes = interval // timedelta(minutes=1)
    return f"rate({minutes} minute{'s' * (minutes > 1)})"


def daily(at: time) -> str:
    """Every day at that time."""
    return f"cron({at.minute} {at.hour} * * ? *)"


def weekly(moment: WeeklyMoment) -> str:
    """Every week at that moment; raises ValueError when it is in another zone."""
    if moment.time_zone != "UTC":
        raise ValueError(f"wanted a moment in UTC, got: {moment}")
    return f"cron({moment.at.minute} {moment.at.hour} ? * {_name(moment.weekday)} *)"


def monthly(day: NthWeekday, at: time) -> str:
    """Every month on that day: an expression takes a single nth weekday."""
    return f"cron({at.minute} {at.hour} ? * {_name(day.weekday)}#{day.nth} *)"


def on_day(cadence: Cadence, day: int, at: time) -> str:
    """A day of the month, of every month or quarter; raises ValueError for another cadence."""
    if cadence not in _MONTHS:
        raise ValueError(f"wanted {' or '.join(_MONTHS)}, got: {cadence}")
    return f"cron({at.minute} {at.hour} {day} {_MONTHS[cadence]} ? *)"


def windows(maintenance: Maintenance) -> dict[NthWeekday, str]:
    """When the maintenance windows open, an expression for each promised day.

    Raises ValueError when they are promised in another zone.
    """
    if maintenance.time_zone != "UTC":
        raise ValueError(f"wanted windows in UTC, got: {maintenance.time_zone}")
    return {day: monthly(day, maintenance.start) for day in maintenance.days}


def notices(maintenance: Maintenance, ahead: timedelta) -> dict[NthWeekday, str]:
    """When a notice `ahead` of each window goes out, by the day of its window.

    Only whole weeks that stay in the month, or hours that stay on the day, are an nth weekday
    again: the day before a 2nd Sunday is a 1st Saturday in some months and a 2nd in others. Raises
    ValueError for anything else; such a notice is sent by a schedule for that one date.
    """
    _ = windows(maintenance)  # in UTC
    return {day: _ahead(day, maintenance.start, ahead) for day in maintenance.days}


def _ahead(day: NthWeekday, start: time, ahead: timedelta) -> str:
    since_midnight = timedelta(hours=start.hour, minutes=start.minute)
    weeks, rest = divmod(ahead, _WEEK)
    nth = day.nth - weeks
    if rest > since_midnight or nth < 1:
        raise ValueError(f"wanted a time ahead that is an nth weekday too, got: {ahead}")
    hours, minutes = divmod((since_midnight - rest) // timedelta(minutes=1), 60)
    return monthly(NthWeekday(nth, day.weekday), time(hours, minutes))


def _name(weekday: str) -> str:
    return weekday[:3].upper()
