"""The text CloudWatch gives for a state.

Source: user guide, "Alarm events and EventBridge", and published notifications.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from assurance.cloudwatch.alarm import MetricAlarm
from assurance.cloudwatch.metric.comparison import COMPARISONS
from assurance.cloudwatch.state import State

Point = tuple[int, float]
"""The start of a period, and its value."""
_TREATED = {"breaching": "Breaching", "notBreaching": "NonBreaching"}


def reason(alarm: MetricAlarm, after: State, points: Sequence[Point]) -> str:
    """Why an alarm changed; `points` are the data points that it looked at, newest first."""
    periods = alarm.evaluation_periods
    if after is State.INSUFFICIENT_DATA:
        return f"Insufficient Data: {_points(periods)} {_were(periods)} unknown."
    missing = periods - len(points)
    if missing > 0 and alarm.missing in _TREATED:
        received = f"{_points(len(points))} {_were(len(points))} received"
        return (
            f"Threshold Crossed: {received if points else 'no datapoints were received'} "
            f"for {_many(periods, 'period')} and {_many(missing, 'missing datapoint')} "
            f"{_were(missing)} treated as [{_TREATED[alarm.missing]}]."
        )
    return _crossed(alarm, after, points)


def _crossed(alarm: MetricAlarm, after: State, points: Sequence[Point]) -> str:
    comparison = COMPARISONS[alarm.comparison]
    alarming = after is State.ALARM
    shown = [
        f"{value} ({datetime.fromtimestamp(at, UTC):%d/%m/%y %H:%M:%S})"
        for at, value in points
        if bool(comparison.holds(value, alarm.threshold)) is alarming  # pyright: ignore[reportArgumentType]
    ]
    least = alarm.datapoints_to_alarm
    if not alarming:
        least = alarm.evaluation_periods - least + 1
    change = "OK -> ALARM" if alarming else "ALARM -> OK"
    return (
        f"Threshold Crossed: {len(shown)} out of the last {_points(alarm.evaluation_periods, plural=True)} "
        f"[{', '.join(shown)}] {_were(len(shown))} {'' if alarming else 'not '}{comparison.words} "
        f"the threshold ({alarm.threshold}) (minimum {_points(least)} for {change} transition)."
    )


def _points(count: int, *, plural: bool = False) -> str:
    return f"{count} datapoints" if plural else _many(count, "datapoint")


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"
