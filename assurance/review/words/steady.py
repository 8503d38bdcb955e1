"""What a change of an alarm on one metric means, found by playing a steady breach on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from assurance.cloudwatch import (
    Account,
    Alarm,
    AlarmError,
    Data,
    Measure,
    MetricAlarm,
    Series,
    State,
    evaluate,
)

_BREAKS: Final = 1_767_225_600
"""2026-01-01 00:00 UTC: every period that CloudWatch knows begins there."""
_CALM: Final = 8 * 86400
_PERIODS: Final = 6
"""So many windows long is the breach; what is not told by then never is."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A steady breach, and how long after it began each side tells of it; None for never."""

    what: str
    before: int | None
    after: int | None


def meanings(before: Alarm, after: Alarm) -> Iterator[Meaning]:
    """What a value between the thresholds, one beyond both, and silence do on each side.

    Nothing for alarms on metric math and composites: what they read has to fit together, so they
    are played with the traffic of a whole part instead.
    """
    if not isinstance(before, MetricAlarm) or not isinstance(after, MetricAlarm):
        return
    if not _is_plain(before) or not _is_plain(after):
        return
    for what, value in _breaches(before, after):
        found = Meaning(what, _told(before, after, value), _told(after, before, value))
        if found.before != found.after:
            yield found


def _is_plain(alarm: MetricAlarm) -> bool:
    return not alarm.is_math and len(alarm.queries) == 1 and alarm.queries[0].measure is not None


def _breaches(before: MetricAlarm, after: MetricAlarm) -> Iterator[tuple[str, float | None]]:
    """What is played: words, and the value; None for silence."""
    thresholds = sorted((before.threshold, after.threshold))
    if thresholds[0] != thresholds[1]:
        between = (thresholds[0] + thresholds[1]) / 2
        yield f"a steady {between:g}", between
    same_side = before.comparison[:4] == after.comparison[:4]
    if same_side and _timing(before) != _timing(after):
        yield "a steady breach", _beyond(after, thresholds)
    if before.missing != after.missing:
        yield "silence", None


def _timing(alarm: MetricAlarm) -> tuple[int, int, int]:
    return alarm.period, alarm.evaluation_periods, alarm.datapoints_to_alarm


def _beyond(alarm: MetricAlarm, thresholds: list[float]) -> float:
    """A value that breaches both thresholds."""
    return thresholds[1] + 1 if alarm.comparison.startswith("Greater") else thresholds[0] - 1


def _calm(alarm: MetricAlarm, thresholds: list[float]) -> float:
    return thresholds[0] - 1 if alarm.comparison.startswith("Greater") else thresholds[1] + 1


def _told(alarm: MetricAlarm, other: MetricAlarm, value: float | None) -> int | None:
    """Seconds from the beginning of the breach to the alarm."""
    measure = alarm.queries[0].measure
    assert measure is not None
    thresholds = sorted((alarm.threshold, other.threshold))
    longest = max(one.period * (one.evaluation_periods + 2) for one in (alarm, other))
    series = _series(measure, _calm(alarm, thresholds), value, longest)
    calm = replace(alarm, initial=State.OK)
    end = _BREAKS + _PERIODS * longest
    try:
        [history] = evaluate(Account((calm,)), Data([series]), _BREAKS, end)
    except AlarmError:  # whatever CloudWatch refuses tells nobody
        return None
    told = (one.at for one in history.transitions if one.after is State.ALARM)
    first = next(told, None)
    return None if first is None else first - _BREAKS


def _series(measure: Measure, calm: float, value: float | None, longest: int) -> Series:
    before = min(_CALM, longest)
    before -= before % measure.period
    before = max(before, measure.period)
    count = before // measure.period
    after = _PERIODS * longest // measure.period + 1
    beyond = np.nan if value is None else value
    values = np.concatenate([np.full(count, calm), np.full(after, beyond)])
    start = _BREAKS - count * measure.period
    return Series(measure.metric, measure.statistic, measure.period, start, values)
