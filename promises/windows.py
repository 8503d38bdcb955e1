"""The maintenance windows as moments: when each opens and ends, and what is said around it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import chain, count, islice
from zoneinfo import ZoneInfo

from promises.maintenance import Maintenance

_UTC = ("UTC", "Etc/UTC")


@dataclass(frozen=True, order=True)
class Window:
    """One window, in UTC: from `start` until before `end`."""

    start: datetime
    end: datetime

    @property
    def summary_due(self) -> datetime:
        """When the closing summary is out: work may end sooner, the window never ends later."""
        return self.end

    def overlaps(self, start: datetime, end: datetime) -> bool:
        """Whether they share a moment."""
        return start < self.end and self.start < end


@dataclass(frozen=True)
class Notice:
    """What is said `ahead` of a window, and when."""

    window: Window
    ahead: timedelta

    @property
    def at(self) -> datetime:
        """When it goes out: a real duration ahead, whatever a clock on a wall does meanwhile."""
        return self.window.start - self.ahead


def windows(maintenance: Maintenance, since: datetime, until: datetime) -> Iterator[Window]:
    """Every window that starts from `since` until before `until`, in order."""
    # A year more on either side: where the windows are, it may be another one than in UTC.
    for year in range(since.year - 1, until.year + 2):
        for window in _of(maintenance, year):
            if since <= window.start < until:
                yield window


def upcoming(maintenance: Maintenance, now: datetime, number: int) -> tuple[Window, ...]:
    """The next windows: those that start at `now` or later."""
    years = chain.from_iterable(_of(maintenance, year) for year in count(now.year - 1))
    return tuple(islice((window for window in years if window.start >= now), number))


def notices(maintenance: Maintenance, window: Window) -> tuple[Notice, ...]:
    """What is said ahead of a window: the notice promised first, then the reminders after it."""
    later = {ahead for ahead in maintenance.reminders if ahead < maintenance.notice}
    ahead = (maintenance.notice, *sorted(later, reverse=True))
    return tuple(Notice(window, one) for one in ahead)


def _of(maintenance: Maintenance, year: int) -> Iterator[Window]:
    zone = _zone(maintenance.time_zone)
    days = sorted(day.of(year, month) for month in range(1, 13) for day in maintenance.days)
    for day in days:
        start = datetime.combine(day, maintenance.start, zone).astimezone(UTC)
        yield Window(start, start + maintenance.length)


def _zone(name: str) -> tzinfo:
    # A machine without a database of time zones still knows this one.
    return UTC if name in _UTC else ZoneInfo(name)
