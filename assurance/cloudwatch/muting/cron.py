"""The cron expressions of mute rules: five fields, numbers and names, `*`, `,` and `-`.

Source: user guide, "Alarm mute rules"; the API reference's examples also write `?` for `*`. Days of
the week by number count from Sunday, 0 or 7.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from assurance.cloudwatch.error import AlarmError

_DAYS: Final = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_MONTHS: Final = (
    *("JAN", "FEB", "MAR", "APR", "MAY", "JUN"),
    *("JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
)
_FIELDS: Final = (
    ("minute", 0, 59, ()),
    ("hour", 0, 23, ()),
    ("day of month", 1, 31, ()),
    ("month", 1, 12, ("", *_MONTHS)),
    ("day of week", 0, 7, _DAYS),
)


@dataclass(frozen=True, slots=True)
class Cron:
    """When a schedule starts, in its own time zone."""

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either_day: bool
    """Whether both day fields choose: then, as in any cron, a day of either will do."""

    def starts(self, first: date, last: date, local: tzinfo) -> Iterator[datetime]:
        """Every start on the days from first to last."""
        day = first
        while day <= last:
            if self._on(day):
                for hour in sorted(self.hours):
                    for minute in sorted(self.minutes):
                        yield datetime.combine(day, time(hour, minute), local)
            day += timedelta(days=1)

    def _on(self, day: date) -> bool:
        by_date, by_week = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        chosen = by_date or by_week if self.either_day else by_date and by_week
        return day.month in self.months and chosen


def cron(text: str) -> Cron:
    """The schedule in the brackets of cron(...); raises AlarmError at its first mistake."""
    fields = text.split()
    if len(fields) != len(_FIELDS):
        raise AlarmError("cron", "five fields", f"{len(fields)}: {text}")
    read = [_field(field, *known) for field, known in zip(fields, _FIELDS, strict=True)]
    minutes, hours, days, months, weekdays = read
    chosen = [field not in ("*", "?") for field in (fields[2], fields[4])]
    weekdays = frozenset(day % 7 for day in weekdays)
    return Cron(minutes, hours, days, months, weekdays, either_day=all(chosen))


def _field(text: str, name: str, low: int, high: int, names: tuple[str, ...]) -> frozenset[int]:
    if text in ("*", "?"):
        return frozenset(range(low, high + 1))
    found = set[int]()
    for part in text.split(","):
        first, dash, last = part.partition("-")
        begin = _number(first, name, low, high, names)
        end = _number(last, name, low, high, names) if dash else begin
        if begin > end:
            raise AlarmError(f"cron {name}", "a range that goes up", part)
        found |= set(range(begin, end + 1))
    return frozenset(found)


def _number(text: str, name: str, low: int, high: int, names: tuple[str, ...]) -> int:
    if text and text.upper() in names:
        return names.index(text.upper())
    if not re.fullmatch(r"\d{1,2}", text) or not low <= int(text) <= high:
        raise AlarmError(f"cron {name}", f"{low} to {high}, or a name, with * , and - only", text)
    return int(text)
