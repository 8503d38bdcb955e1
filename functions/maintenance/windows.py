"""The calendar as a function knows it: which windows there are, and what is said ahead of them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any, Self

from .environment import Variables, required
from .work import Call, moment

_ORDINALS = ("1st", "2nd", "3rd", "4th")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEK, _MINUTE = timedelta(weeks=1), timedelta(minutes=1)
WANTED = (
    '{"days": ["2nd Sunday"], "start": "02:00", "length_seconds": 14400, "ahead_seconds": [604800]}'
)


class NotPromisedError(ValueError):
    """A moment or a day on which no window was promised."""


class WindowClosed(Exception):  # noqa: N818 (the workflow knows it by this name)
    """The window is not open, or not for long enough: nothing may be touched."""


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """One window, in UTC: from `start` until before `end`."""

    start: datetime
    end: datetime

    @property
    def id(self) -> str:
        """The day it starts on, which is its key everywhere: `2026-12-13`."""
        return f"{self.start:%Y-%m-%d}"

    def is_open(self, now: datetime) -> bool:
        """Whether work may be done now."""
        return self.start <= now < self.end


@dataclass(frozen=True, slots=True)
class Notice:
    """What is said `ahead` of a window, and when."""

    window: Window
    ahead: timedelta

    @property
    def at(self) -> datetime:
        """When it goes out."""
        return self.window.start - self.ahead

    @property
    def seconds(self) -> int:
        """How long ahead, as records and schedules name it."""
        return int(self.ahead.total_seconds())


@dataclass(frozen=True, slots=True)
class Calendar:
    """Windows of one `length` that start at `start` on the nth weekdays of every month, in UTC.

    `ahead` are the notices, the longest first. Monday is weekday 0.
    """

    days: tuple[tuple[int, int], ...]
    start: time
    length: timedelta
    ahead: tuple[timedelta, ...]

    @classmethod
    def read(cls, variables: Variables) -> Self:
        """From the variable CALENDAR; raises ValueError that names it."""
        text = required(variables, "CALENDAR")
        try:
            said: dict[str, Any] = json.loads(text)
            return cls(
                days=tuple(_day(str(one)) for one in said["days"]),
                start=time.fromisoformat(str(said["start"])),
                length=timedelta(seconds=int(said["length_seconds"])),
                ahead=tuple(
                    sorted(timedelta(seconds=int(one)) for one in said["ahead_seconds"])[::-1]
                ),
            )
        except (KeyError, TypeError, ValueError):
            raise ValueError(f"CALENDAR: wanted {WANTED}, got {text!r}") from None

    def between(self, since: datetime, until: datetime) -> Iterator[Window]:
        """Every window that starts from `since` until before `until`, in order."""
        for year in range(since.year, until.year + 1):
            yield from (one for one in self._of(year) if since <= one.start < until)

    def next(self, now: datetime) -> Window:
        """The first that starts after `now`."""
        windows = (window for year in count(now.year) for window in self._of(year))
        return next(window for window in windows if window.start > now)

    def latest(self, now: datetime) -> Window:
        """The last that has started, maybe this minute."""
        windows = (window for year in count(now.year, -1) for window in reversed([*self._of(year)]))
        return next(window for window in windows if window.start <= now)

    def starting(self, moment: datetime) -> Window:
        """The window that starts at that very minute; raises NotPromisedError."""
        window = self.of(f"{moment.astimezone(UTC):%Y-%m-%d}")
        if not window.start <= moment < window.start + _MINUTE:
            raise NotPromisedError(f"wanted {window.start:%Y-%m-%d %H:%M} UTC, got {moment}")
        return window

    def of(self, day: str) -> Window:
        """The window of a day such as 2026-12-13; raises NotPromisedError."""
        try:
            wanted = date.fromisoformat(day)
        except ValueError:
            raise NotPromisedError(f"wanted a day such as 2026-12-13, got {day!r}") from None
        for window in self._of(wanted.year):
            if window.start.date() == wanted:
                return window
        raise NotPromisedError(f"no window was promised on {day}")

    def notices(self, window: Window) -> tuple[Notice, ...]:
        """What is said ahead of it, the earliest first."""
        return tuple(Notice(window, ahead) for ahead in self.ahead)

    def _of(self, year: int) -> Iterator[Window]:
        days = sorted(
            _nth(year, month, nth, day) for month in range(1, 13) for nth, day in self.days
        )
        for day in days:
            start = datetime.combine(day, self.start, UTC)
            yield Window(start, start + self.length)


def open_until(window: Window, now: datetime, needs: timedelta) -> datetime:
    """When the window ends, if it is open for at least `needs`; raises WindowClosed."""
    if not window.is_open(now):
        raise WindowClosed(f"{window.id}: not open at {now:%Y-%m-%d %H:%M:%S} UTC")
    if now + needs > window.end:
        left = (window.end - now) // _MINUTE
        raise WindowClosed(f"{window.id}: wanted {needs // _MINUTE} min, {left} min are left")
    return window.end


def window_of(calendar: Calendar, call: Call) -> Window:
    """The window that a run of the workflow is for, whatever it was started with.

    A run that cleans up after another knows only when that one began. Raises NotPromisedError.
    """
    if call.window:
        return calendar.of(call.window)
    if scheduled := call.state.get("scheduled"):
        return calendar.starting(moment(scheduled))
    return calendar.of(f"{call.began.astimezone(UTC):%Y-%m-%d}")


def _day(words: str) -> tuple[int, int]:
    ordinal, _, weekday = words.partition(" ")
    return _ORDINALS.index(ordinal) + 1, _WEEKDAYS.index(weekday)


def _nth(year: int, month: int, nth: int, weekday: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7) + (nth - 1) * _WEEK
