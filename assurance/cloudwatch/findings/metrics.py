"""Metric alarms that cannot work, or whose verdict hangs on what AWS does not publish."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assurance.cloudwatch.alarm import MetricAlarm
from assurance.cloudwatch.findings.bounds import bounds
from assurance.cloudwatch.findings.finding import Finding, Kind
from assurance.cloudwatch.math import MathError
from assurance.cloudwatch.math.cautions import of_range
from assurance.cloudwatch.math.signatures import REFUSED
from assurance.cloudwatch.measure import Measure
from assurance.cloudwatch.metric.formula import formula

_OF_THE_ACCOUNT: Final = frozenset(REFUSED) - {"SEARCH"}
"""Functions that an alarm may call, and that only AWS can compute."""


def findings(alarm: MetricAlarm) -> Iterator[Finding]:
    """What can be said of an alarm without its data."""
    yield from _threshold(alarm)
    yield from _scaling(alarm)
    if not alarm.is_math:
        return
    try:
        cautions = formula(alarm.queries).cautions
    except MathError as error:
        only_aws = any(f"got {name}:" in str(error) for name in _OF_THE_ACCOUNT)
        yield Finding(alarm.name, Kind.ADVICE if only_aws else Kind.ILLEGAL, str(error))
        return
    for caution in cautions:
        kind = Kind.HANGS_ON_RANGE if of_range(caution) else Kind.ADVICE
        yield Finding(alarm.name, kind, caution)


def _scaling(alarm: MetricAlarm) -> Iterator[Finding]:
    """Source: user guide, "Alarm actions"."""
    actions = (*alarm.actions.ok, *alarm.actions.alarm, *alarm.actions.insufficient_data)
    if any(":autoscaling:" in action for action in actions):
        text = (
            "Auto Scaling actions run again while a state lasts; here they run once, at its change"
        )
        yield Finding(alarm.name, Kind.ADVICE, text)


def _threshold(alarm: MetricAlarm) -> Iterator[Finding]:
    """Source: API reference, PutMetricAlarm (ComparisonOperator)."""
    [first, *more] = alarm.queries
    if more or first.measure is None:
        return
    low, high = bounds(first.measure)
    never, always = _impossible(alarm, low, high), _certain(alarm, low, high)
    said = f"{_shown(first.measure)} lies between {low:g} and {high:g}, the threshold is {alarm.threshold:g}"
    if never and alarm.missing == "breaching":
        yield Finding(alarm.name, Kind.ADVICE, f"only missing data makes it fire: {said}")
    elif never:
        yield Finding(alarm.name, Kind.NEVER_FIRES, said)
    elif always and alarm.missing != "notBreaching":
        yield Finding(alarm.name, Kind.NEVER_CLEARS, f"every data point breaches: {said}")


def _impossible(alarm: MetricAlarm, low: float, high: float) -> bool:
    return {
        "GreaterThanThreshold": alarm.threshold >= high,
        "GreaterThanOrEqualToThreshold": alarm.threshold > high,
        "LessThanThreshold": alarm.threshold <= low,
        "LessThanOrEqualToThreshold": alarm.threshold < low,
    }.get(alarm.comparison, False)


def _certain(alarm: MetricAlarm, low: float, high: float) -> bool:
    return {
        "GreaterThanThreshold": alarm.threshold < low,
        "GreaterThanOrEqualToThreshold": alarm.threshold <= low,
        "LessThanThreshold": alarm.threshold > high,
        "LessThanOrEqualToThreshold": alarm.threshold >= high,
    }.get(alarm.comparison, False)


def _shown(measure: Measure) -> str:
    return f"{measure.statistic} of {measure.metric.name}"
