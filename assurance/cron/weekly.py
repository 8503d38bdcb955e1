"""The windows of RDS and ElastiCache, which open every week or every day, in UTC.

https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Maintenance.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from assurance.cron.refusal import Refusal

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = r"([01]\d|2[0-3]):([0-5]\d)"
_WEEKLY = re.compile(rf"(\w{{3}}):{_CLOCK}-(\w{{3}}):{_CLOCK}")
_DAILY = re.compile(rf"{_CLOCK}-{_CLOCK}")
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_SHORTEST = timedelta(minutes=30)
_MONDAY = datetime(2001, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Weekly:
    """A window that opens `opens` after the start of each turn, for `lasts`, every `every`.

    A turn is a week that starts on Monday, or a day.
    """

    opens: timedelta
    lasts: timedelta
    every: timedelta

    def between(self, start: datetime, end: datetime) -> Iterator[datetime]:
        """Every moment it opens at, from `start` until before `end`, in order."""
        first = _MONDAY + self.opens
        at = first + -((first - start) // self.every) * self.every
        while at < end:
            yield at
            at += self.every


def weekly(written: str) -> Weekly:
    """Read `sun:02:00-sun:06:00`; raises Refusal."""
    found = _WEEKLY.fullmatch(written.lower())
    if found is None or not {found[1], found[4]} <= set(_DAYS):
        raise Refusal("window", "one such as sun:02:00-sun:06:00", written)
    opens = _DAYS.index(found[1]) * _DAY + _clock(found[2], found[3])
    closes = _DAYS.index(found[4]) * _DAY + _clock(found[5], found[6])
    return _window(opens, closes, _WEEK, written)


def daily(written: str) -> Weekly:
    """Read `07:00-07:30`; raises Refusal."""
    found = _DAILY.fullmatch(written)
    if found is None:
        raise Refusal("window", "one such as 07:00-07:30", written)
    return _window(_clock(found[1], found[2]), _clock(found[3], found[4]), _DAY, written)


def _window(opens: timedelta, closes: timedelta, every: timedelta, written: str) -> Weekly:
    lasts = (closes - opens) % every
    if lasts < _SHORTEST:
        raise Refusal("window", "30 minutes or more", written)
    return Weekly(opens, lasts, every)


def _clock(hours: str, minutes: str) -> timedelta:
    return timedelta(hours=int(hours), minutes=int(minutes))
