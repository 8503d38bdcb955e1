"""When an alarm is evaluated. Source: user guide, "Alarm evaluation"."""

from __future__ import annotations

from typing import Final

import numpy as np

from assurance.cloudwatch.alarm import MetricAlarm
from assurance.cloudwatch.state import Instants

MINUTE: Final = 60
HOUR: Final = 3600
DAY: Final = 86_400
HIGH_RESOLUTION: Final = (10, 20, 30)


def cadence(alarm: MetricAlarm) -> int:
    """Seconds between two evaluations."""
    if alarm.period in HIGH_RESOLUTION:
        return 10
    return HOUR if alarm.period * alarm.evaluation_periods > DAY else MINUTE


def instants(alarm: MetricAlarm, start: int, end: int) -> Instants:
    """Every evaluation from start to end, both included.

    A new alarm is evaluated at once: also one that is otherwise evaluated once an hour, on the data
    up to the top of that hour.
    """
    step = cadence(alarm)
    regular = np.arange(-(-start // step) * step, end + 1, step, dtype=np.int64)
    first = -(-start // min(step, MINUTE)) * min(step, MINUTE)
    if first <= end and (not len(regular) or regular[0] != first):
        return np.concatenate((np.array([first], dtype=np.int64), regular))
    return regular


def seen_until(alarm: MetricAlarm, when: Instants) -> Instants:
    """Up to when each evaluation sees data."""
    step = cadence(alarm)
    return when // step * step
