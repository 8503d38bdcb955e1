"""The windows of an alarm's data points, each the start and end of one period.

They stand in rows of `lanes` windows: the window one row up ends one period earlier, so a column
holds what one evaluation looks at. A sliding window of 5 minutes over data of 1 minute has 5 lanes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from math import gcd

import numpy as np

from assurance.cloudwatch.alarm import MetricAlarm
from assurance.cloudwatch.metric.span import DAY, cadence, seen_until
from assurance.cloudwatch.state import Instants
from assurance.cloudwatch.zones import zone


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Every window that some evaluation may look at."""

    starts: Instants
    ends: Instants
    lanes: int
    newest: Instants
    """For each evaluation the place of the newest window it looks at."""


def layout(alarm: MetricAlarm, when: Instants, rows: int, grain: int, phase: int) -> Layout:
    """The windows for these evaluations, `rows` of them for each.

    `grain` is the period of the series in seconds, `phase` a moment at which one of it starts.
    """
    seen = seen_until(alarm, when)
    if alarm.wall_clock is not None:
        return _wall_clock(alarm, seen, rows)
    step = gcd(alarm.period, cadence(alarm))
    if step % grain or phase % step:
        step = grain
    newest = (seen - phase) // step * step + phase
    lanes = alarm.period // step
    last = int(newest[-1])
    count = (last - int(newest[0])) // step + 1 + (rows - 1) * lanes
    count = -(-count // lanes) * lanes
    ends = last - np.arange(count - 1, -1, -1, dtype=np.int64) * step
    return Layout(ends - alarm.period, ends, lanes, (newest - int(ends[0])) // step)


def _wall_clock(alarm: MetricAlarm, seen: Instants, rows: int) -> Layout:
    """Windows from one mark of the clock to the next: only complete ones are looked at."""
    assert alarm.wall_clock is not None
    first, last = int(seen[0]), int(seen[-1])
    marks = _marks(alarm.period, zone(alarm.wall_clock), first, last, rows + 1)
    newest = np.searchsorted(marks, seen, side="right") - 2
    return Layout(marks[:-1], marks[1:], 1, newest)


def _marks(period: int, local: tzinfo, first: int, last: int, before: int) -> Instants:
    if period < DAY:
        offset = _offset(local, first)
        low = (first + offset) // period * period - offset - before * period
        return np.arange(low, last + period, period, dtype=np.int64)
    days = period // DAY
    reach = timedelta(days=(before + 1) * days)
    start = datetime.fromtimestamp(first, local) - reach
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    midnight -= timedelta(days=midnight.weekday() if days == 7 else 0)
    marks: list[int] = []
    while not marks or marks[-1] <= last:
        # local time plus whole days: a day of the zone may have 23 or 25 hours
        marks.append(int(midnight.timestamp()))
        midnight += timedelta(days=days)
    return np.array(marks, dtype=np.int64)


def _offset(local: tzinfo, when: int) -> int:
    """How far the zone is ahead of UTC; what counts here is its part of an hour."""
    ahead = datetime.fromtimestamp(when, local).utcoffset()
    return int(ahead.total_seconds()) if ahead else 0
