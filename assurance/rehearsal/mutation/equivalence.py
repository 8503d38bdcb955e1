"""Weakened alarms that can do nothing else than the alarm as it is: no scenario can notice them."""

from __future__ import annotations

from math import ceil, floor

from assurance.cloudwatch import Alarm, MetricAlarm
from assurance.rehearsal.baseline import Baseline

_OF_COUNTS = ("Sum", "Minimum", "Maximum", "SampleCount")
"""The statistics that make whole numbers of whole numbers."""


def same_because(alarm: Alarm, weakened: Alarm, baseline: Baseline) -> str | None:
    """Why no data can make a difference; None where some may.

    Only a threshold is judged: between two whole numbers there is no value of a count.
    """
    if not isinstance(alarm, MetricAlarm) or not isinstance(weakened, MetricAlarm):
        return None
    if alarm.is_math or alarm.comparison != weakened.comparison:
        return None
    if alarm.threshold == weakened.threshold or not _counts(alarm, baseline):
        return None
    if _last_healthy(alarm) != _last_healthy(weakened):
        return None
    return (
        f"it counts, and between {weakened.threshold:g} and {alarm.threshold:g} is no whole number"
    )


def _counts(alarm: MetricAlarm, baseline: Baseline) -> bool:
    measures = [query.measure for query in alarm.queries]
    return all(
        measure is not None
        and measure.statistic in _OF_COUNTS
        and baseline.is_whole(measure.metric)
        for measure in measures
    )


def _last_healthy(alarm: MetricAlarm) -> int:
    """The whole number next to the first that breaches."""
    match alarm.comparison:
        case "GreaterThanThreshold":
            return floor(alarm.threshold)
        case "GreaterThanOrEqualToThreshold":
            return ceil(alarm.threshold) - 1
        case "LessThanThreshold":
            return ceil(alarm.threshold)
        case _:
            return floor(alarm.threshold) + 1
