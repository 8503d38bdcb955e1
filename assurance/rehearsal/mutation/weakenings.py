"""The ways in which an alarm can be weakened by one change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from assurance.cloudwatch import Actions, Alarm, CompositeAlarm, MetricAlarm
from assurance.cloudwatch.findings import limits

_MORE: Final = 2.0
_OPPOSITE: Final = {
    "GreaterThanThreshold": "LessThanThreshold",
    "GreaterThanOrEqualToThreshold": "LessThanThreshold",
    "LessThanThreshold": "GreaterThanThreshold",
    "LessThanOrEqualToThreshold": "GreaterThanThreshold",
}


@dataclass(frozen=True, slots=True)
class Weakening:
    """An alarm with one thing changed for the worse."""

    what: str
    """threshold, period, M of N, comparison, missing data, action or suppressor."""
    said: str
    """The change in words."""
    alarm: Alarm


def weakenings(alarm: Alarm) -> Iterator[Weakening]:
    """Every weakening of an alarm that CloudWatch would take."""
    if isinstance(alarm, MetricAlarm):
        for one in _of_metric(alarm):
            assert isinstance(one.alarm, MetricAlarm)
            if not limits.refusal(one.alarm):
                yield one
    if isinstance(alarm, CompositeAlarm) and alarm.suppressor and alarm.actions.alarm:
        yield Weakening("suppressor", "without suppressor", replace(alarm, suppressor=None))
    if alarm.actions.alarm:
        silent = Actions(alarm.actions.ok, (), alarm.actions.insufficient_data)
        yield Weakening("action", "without action", replace(alarm, actions=silent))


def _of_metric(alarm: MetricAlarm) -> Iterator[Weakening]:
    if not _counts_presence(alarm):
        threshold = _weaker(alarm)
        said = f"{alarm.threshold:g} to {threshold:g}"
        yield Weakening("threshold", said, replace(alarm, threshold=threshold))
        other = _OPPOSITE.get(alarm.comparison, alarm.comparison)
        yield Weakening("comparison", f"to {other}", replace(alarm, comparison=other))
    period = 3 * alarm.period
    yield Weakening("period", f"{alarm.period} s to {period} s", _slower(alarm, period))
    n, m = 3 * alarm.evaluation_periods, 3 * alarm.datapoints_to_alarm
    said = f"{alarm.datapoints_to_alarm} of {alarm.evaluation_periods} to {m} of {n}"
    patient = replace(alarm, evaluation_periods=n, datapoints_to_alarm=m)
    yield Weakening("M of N", said, patient)
    if alarm.missing == "breaching":
        yield Weakening("missing data", "to notBreaching", replace(alarm, missing="notBreaching"))


def _counts_presence(alarm: MetricAlarm) -> bool:
    """Whether it only asks if there is data at all: then its threshold may be anything above 0."""
    statistics = {one.measure.statistic for one in alarm.queries if one.measure is not None}
    return not alarm.is_math and statistics == {"SampleCount"}


def _weaker(alarm: MetricAlarm) -> float:
    if alarm.comparison.startswith("LessThan"):
        return alarm.threshold / _MORE
    return alarm.threshold * _MORE if alarm.threshold else 1.0


def _slower(alarm: MetricAlarm, period: int) -> MetricAlarm:
    queries = tuple(
        one if one.measure is None else replace(one, measure=replace(one.measure, period=period))
        for one in alarm.queries
    )
    return replace(alarm, queries=queries, period=period)
