"""Ten years of days, and what they are, computed without any cron."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta

START, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
TEN_YEARS = [START.date() + timedelta(days=count) for count in range((END - START).days)]
SUN = 6


def on(is_one: Callable[[date], bool], at: time) -> list[datetime]:
    """That time of day, in UTC, of every day that is one."""
    return [datetime.combine(day, at, UTC) for day in TEN_YEARS if is_one(day)]


def nth(day: date) -> int:
    """The how manieth of its weekday in its month: counted, not computed."""
    earlier = (date(day.year, day.month, number) for number in range(1, day.day + 1))
    return sum(one.weekday() == day.weekday() for one in earlier)


def is_last(day: date) -> bool:
    return (day + timedelta(days=7)).month != day.month


def is_end_of_month(day: date) -> bool:
    return (day + timedelta(days=1)).month != day.month


def is_nearest_weekday(day: date, number: int) -> bool:
    """Whether no Monday to Friday of the month is nearer to that number."""
    same = [one for one in _month(day) if one.weekday() < 5]
    there = any(one.day == number for one in _month(day))
    return there and day == min(same, key=lambda one: abs(one.day - number))


def _month(day: date) -> Iterator[date]:
    first = day.replace(day=1)
    days = (first + timedelta(days=count) for count in range(31))
    return (one for one in days if one.month == day.month)
