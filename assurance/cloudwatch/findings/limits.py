"""Settings that CloudWatch refuses.

Source: API reference, PutMetricAlarm, PutCompositeAlarm and PutAlarmMuteRule.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from assurance.cloudwatch.alarm import Alarm, MetricAlarm, MuteRule
from assurance.cloudwatch.data import statistic
from assurance.cloudwatch.error import AlarmError
from assurance.cloudwatch.metric.comparison import BANDS, COMPARISONS
from assurance.cloudwatch.metric.verdict import WITHOUT_DATA
from assurance.cloudwatch.zones import zone

DAY: Final = 86_400
WEEK: Final = 604_800
WALL_CLOCK_PERIODS: Final = (60, 300, 3600, DAY, WEEK)


def common(alarm: Alarm) -> Iterator[str]:
    """The limits of every kind of alarm."""
    if not 1 <= len(alarm.name) <= 255:
        yield f"a name has 1 to 255 characters, this one {len(alarm.name)}"
    if len(alarm.description or "") > 1024:
        yield f"a description has at most 1024 characters, this one {len(alarm.description or '')}"
    for actions in (alarm.actions.ok, alarm.actions.alarm, alarm.actions.insufficient_data):
        if len(actions) > 5:
            yield f"a state has at most 5 actions, this one {len(actions)}"


def metric(alarm: MetricAlarm) -> Iterator[str]:
    """The limits of metric alarms."""
    yield from _counts(alarm)
    yield from _periods(alarm)
    yield from _words(alarm)
    yield from _queries(alarm)


def mute(rule: MuteRule) -> Iterator[str]:
    """The limits of mute rules. Source: CloudFormation, AWS::CloudWatch::AlarmMuteRule."""
    if not 1 <= len(rule.name) <= 255:
        yield f"a name has 1 to 255 characters, this one {len(rule.name)}"
    if len(rule.expression) > 256:
        yield f"a schedule has at most 256 characters, this one {len(rule.expression)}"
    if len(rule.alarms) > 100:
        yield f"a mute rule names at most 100 alarms, this one {len(rule.alarms)}"


def refusal(alarm: MetricAlarm) -> str | None:
    """What makes an alarm impossible to evaluate at all; None for one that can be."""
    return next(chain(_counts(alarm), _words(alarm), _impossible_period(alarm)), None)


def _counts(alarm: MetricAlarm) -> Iterator[str]:
    periods, least = alarm.evaluation_periods, alarm.datapoints_to_alarm
    if periods < 1:
        yield f"EvaluationPeriods is at least 1, not {periods}"
    elif not 1 <= least <= periods:
        yield f"DatapointsToAlarm is 1 to {periods}, the EvaluationPeriods, not {least}"


def _impossible_period(alarm: MetricAlarm) -> Iterator[str]:
    if alarm.period <= 0 or (alarm.period not in (10, 20, 30) and alarm.period % 60):
        yield f"Period is 10, 20, 30 or a multiple of 60 seconds, not {alarm.period}"
    elif alarm.wall_clock is not None and alarm.period not in WALL_CLOCK_PERIODS:
        yield f"a wall clock window has a Period of {WALL_CLOCK_PERIODS}, not {alarm.period}"


def _periods(alarm: MetricAlarm) -> Iterator[str]:
    yield from _impossible_period(alarm)
    whole = alarm.period * alarm.evaluation_periods
    if alarm.period < 3600 and whole > DAY:
        yield f"Period x EvaluationPeriods is at most a day below an hour's Period, not {whole} s"
    elif whole > WEEK:
        yield f"Period x EvaluationPeriods is at most 7 days, not {whole} s"
    if alarm.warm_up is not None and not 1 <= alarm.warm_up.minutes <= 2880:
        yield f"a warm-up lasts 1 to 2880 minutes, not {alarm.warm_up.minutes}"


def _words(alarm: MetricAlarm) -> Iterator[str]:
    if alarm.comparison not in (*COMPARISONS, *BANDS):
        yield f"ComparisonOperator is one of {', '.join(COMPARISONS)}, not {alarm.comparison}"
    if alarm.missing not in WITHOUT_DATA:
        yield f"TreatMissingData is one of {', '.join(WITHOUT_DATA)}, not {alarm.missing}"
    if alarm.low_samples not in ("evaluate", "ignore"):
        yield f"EvaluateLowSampleCountPercentile is evaluate or ignore, not {alarm.low_samples}"
    for query in alarm.queries:
        try:
            statistic.parsed(query.measure.statistic if query.measure else "Sum")
        except AlarmError as error:
            yield str(error)
    try:
        zone(alarm.wall_clock or "UTC")
    except AlarmError as error:
        yield str(error)


def _queries(alarm: MetricAlarm) -> Iterator[str]:
    measures = [query.measure for query in alarm.queries if query.measure is not None]
    if len(measures) > 10:
        yield f"an alarm reads at most 10 metrics, this one {len(measures)}"
    if len(alarm.queries) - len(measures) > 10:
        yield f"an alarm has at most 10 expressions, this one {len(alarm.queries) - len(measures)}"
    for measure in measures:
        if len(measure.metric.dimensions) > 30:
            yield f"a metric has at most 30 dimensions, {measure.metric.name} more"
