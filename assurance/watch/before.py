"""What a guard came to before a deployment: the mean of its own formula, with nothing before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from assurance.proof.monitoring.formula import Point
from assurance.proof.monitoring.sight import Series
from assurance.watch.guard import Guard

AHEAD = timedelta(hours=2)
"""How far ahead a point may lie: PutMetricData, "up to two hours in the future"
(https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html)."""
EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Whole periods of one length that end at a moment."""

    start: datetime
    end: datetime
    period: timedelta

    @property
    def count(self) -> int:
        """How many periods."""
        return (self.end - self.start) // self.period

    def place(self, moment: datetime) -> int:
        """Which of them begins at a moment."""
        return (moment - self.start) // self.period


@dataclass(frozen=True, slots=True)
class Before:
    """What a guard came to, in its own unit; None where there was too little to tell."""

    guard: Guard
    value: float | None


def span_before(moment: datetime, lasting: timedelta, period: timedelta) -> Span:
    """The whole periods of `lasting` that had ended at a moment."""
    seconds = period.total_seconds()
    end = datetime.fromtimestamp(moment.timestamp() // seconds * seconds, moment.tzinfo)
    return Span(end - lasting // period * period, end, period)


def span_within(begin: datetime, end: datetime, period: timedelta) -> Span:
    """Every period that a time from `begin` to `end` touches."""
    seconds = period.total_seconds()
    first = datetime.fromtimestamp(begin.timestamp() // seconds * seconds, begin.tzinfo)
    return Span(first, first + ((end - first) // period + 1) * period, period)


def needed(guard: Guard) -> Mapping[str, Series]:
    """The series a guard is computed from, but for the state before."""
    return {key: one for key, one in guard.series.items() if key != guard.before}


def state_before(guard: Guard, points: Mapping[str, Sequence[Point]], count: int) -> Before:
    """The mean of what the guard would have come to in each period.

    Raises UnreadableError for a formula that cannot be read.
    """
    assert guard.sight
    assert guard.before
    known = {**points, guard.before: [0.0] * count}
    values = [value for value in guard.sight.by_id(known, count) if value is not None]
    return Before(guard, sum(values) / len(values) if values else None)


def written_down(found: Sequence[Before], now: datetime) -> list[tuple[str, datetime, float]]:
    """The points to publish: alarm, moment, value, one a minute for as long as may be."""
    start = now.replace(second=0, microsecond=0)
    moments = [start + EVERY * minute for minute in range(AHEAD // EVERY)]
    return [
        (one.guard.name, moment, one.value)
        for one in found
        if one.value is not None
        for moment in moments
    ]
