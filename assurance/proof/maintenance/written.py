"""One schedule of a template, in the dialect of the service that will read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from assurance.assembly import Resource
from assurance.cron import Cron, Dialect, Rate, Refusal, Schedule, read

_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Written:
    """One schedule: where it stands and how its service reads it."""

    resource: Resource
    path: str
    text: str
    dialect: Dialect
    zone: str = "UTC"
    offset_days: int = 0

    @property
    def schedule(self) -> Schedule | Refusal:
        """What it comes to, or why its service would refuse it."""
        return _read(self.text, self.dialect, self.zone, self.offset_days)

    def starts(self, start: datetime, end: datetime) -> tuple[datetime, ...]:
        """Its moments in that time, none where a template does not tell them."""
        return _starts(self.text, self.dialect, self.zone, self.offset_days, start, end)

    @property
    def untold(self) -> str:
        """Why a template does not tell its moments; "" where it does."""
        if isinstance(self.schedule, Refusal):
            return str(self.schedule)
        counted = isinstance(self.schedule, Rate)
        return f"{self.text} counts from the deployment" if counted else ""

    @property
    def runs_always(self) -> bool:
        """Whether it runs every hour or more often, day and night, or at a plain rate."""
        if not isinstance(self.schedule, Cron):
            return isinstance(self.schedule, Rate)
        day = self.schedule.between(_ANY_DAY, _ANY_DAY + timedelta(days=1))
        hours = {one.hour for one in day}
        return self.schedule.every_day and len(hours) == 24


@cache
def _read(expression: str, dialect: Dialect, zone: str, offset_days: int) -> Schedule | Refusal:
    try:
        return read(expression, dialect, zone, offset_days)
    except Refusal as refusal:
        return refusal


@cache  # every objective leaves out the same windows
def _starts(
    expression: str, dialect: Dialect, zone: str, offset_days: int, start: datetime, end: datetime
) -> tuple[datetime, ...]:
    schedule = _read(expression, dialect, zone, offset_days)
    if isinstance(schedule, Rate | Refusal):
        return ()
    return tuple(schedule.between(start, end))
