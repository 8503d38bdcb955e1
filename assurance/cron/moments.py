"""What a schedule comes to: the moments it runs at, in UTC."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TypeAlias

from cronsim import CronSim

from assurance.cron.days import Days

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cron:
    """Moments by the calendar of one time zone.

    As EventBridge Scheduler does it, a moment that the clock leaves out in spring is left out, and
    one that it shows twice in autumn is the first of the two.
    """

    expression: str
    """Five fields as the library reads them."""
    days: Days
    years: frozenset[int] | None
    """None for every year."""
    zone: tzinfo
    later: timedelta = timedelta(0)
    """How long after each moment it really begins."""

    @property
    def all_year(self) -> bool:
        """Whether only weekdays and hours decide: every week is like the next."""
        of_month, month, of_week = self.expression.split()[2:]
        of_a_month = {"#", "L"} & set(of_week) or self.days.nearest is not None
        return (of_month, month, self.years) == ("*", "*", None) and not of_a_month

    @property
    def every_day(self) -> bool:
        """Whether every day is like the next."""
        return self.all_year and self.expression.endswith("*")

    def between(self, start: datetime, end: datetime) -> Iterator[datetime]:
        """Every moment from `start` until before `end`, in order."""
        # A day more: the offset of the zone may differ between here and the first moment.
        first = (start - self.later).astimezone(self.zone).replace(tzinfo=None) - _DAY
        for moment in CronSim(self.expression, first):
            if self.years is not None and moment.year > max(self.years):
                return
            found = moment.replace(tzinfo=self.zone).astimezone(UTC)
            if found + self.later >= end + _DAY:
                return
            if self._keeps(moment, found) and start <= found + self.later < end:
                yield found + self.later

    def _keeps(self, moment: datetime, found: datetime) -> bool:
        on_the_clock = found.astimezone(self.zone).replace(tzinfo=None) == moment
        in_the_year = self.years is None or moment.year in self.years
        return on_the_clock and in_the_year and self.days.keeps(moment.date())


@dataclass(frozen=True, slots=True)
class Once:
    """One moment."""

    at: datetime

    def between(self, start: datetime, end: datetime) -> Iterator[datetime]:
        """The moment, if it lies from `start` until before `end`."""
        if start <= self.at < end:
            yield self.at


@dataclass(frozen=True, slots=True)
class Rate:
    """Again and again; it counts from a deployment, so no template tells its moments."""

    number: int
    unit: str

    @property
    def every(self) -> timedelta | None:
        """The time between two runs; None for months, which differ."""
        return None if self.unit == "month" else self.number * timedelta(**{f"{self.unit}s": 1})


Schedule: TypeAlias = "Cron | Once | Rate"
