"""What differs between two sides of an alarm: threshold, window, what it reads, its causes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assurance.cloudwatch import Alarm, CompositeAlarm, MetricAlarm, OpaqueAlarm
from assurance.rehearsal.wording import lasting, percent
from assurance.review.pair import Pair
from assurance.review.words.calm import budget_of

_SIGNS: Final = {
    "GreaterThanThreshold": ">",
    "GreaterThanOrEqualToThreshold": ">=",
    "LessThanThreshold": "<",
    "LessThanOrEqualToThreshold": "<=",
}


def parts_of(pair: Pair, before: Alarm, after: Alarm) -> Iterator[str]:
    """What differs between two sides of one alarm, part by part."""
    if isinstance(before, MetricAlarm) and isinstance(after, MetricAlarm):
        yield from _of_metric(pair, before, after)
    elif isinstance(before, CompositeAlarm) and isinstance(after, CompositeAlarm):
        yield from _of_composite(before, after)
    elif type(before) is not type(after):
        yield "becomes another kind of alarm"
    elif isinstance(after, OpaqueAlarm):
        yield f"cannot be judged: {after.why}"


def _of_metric(pair: Pair, before: MetricAlarm, after: MetricAlarm) -> Iterator[str]:
    if (before.comparison, before.threshold) != (after.comparison, after.threshold):
        yield f"threshold {' -> '.join(_thresholds(pair, before, after))}"
    windows = [_window(one) for one in (before, after)]
    if windows[0] != windows[1]:
        yield f"window {windows[0]} -> {windows[1]}"
    if before.missing != after.missing:
        yield f"missing data {before.missing} -> {after.missing}"
    if before.low_samples != after.low_samples:
        yield f"few samples {before.low_samples} -> {after.low_samples}"
    if _read(before) != _read(after):
        yield f"reads {_read(before)} -> {_read(after)}"
    old, new = _dimensions(before), _dimensions(after)
    if old != new:
        sides = (old - new, new - old) if old - new and new - old else (old, new)
        yield "looks at " + " -> ".join(", ".join(sorted(one)) or "all of it" for one in sides)
    if before.wall_clock != after.wall_clock:
        yield f"window by the clock of {before.wall_clock or 'nobody'} -> {after.wall_clock or 'nobody'}"


def _thresholds(pair: Pair, before: MetricAlarm, after: MetricAlarm) -> Iterator[str]:
    """Both, the sign where it changes; of a burnt budget also as multiples of its speed."""
    signs = [_SIGNS.get(one.comparison, one.comparison) for one in (before, after)]
    budget = budget_of(pair, before) if budget_of(pair, before) == budget_of(pair, after) else None
    for at, one in enumerate((before, after)):
        sign = "" if at and signs[0] == signs[1] else f"{signs[at]} "
        if budget is None:
            yield f"{sign}{one.threshold:g}"
        else:
            of = "" if at else f" the budget of {percent(budget)}"
            yield f"{sign}{one.threshold:g} % ({one.threshold / 100 / budget:.3g} x{of})"


def _window(alarm: MetricAlarm) -> str:
    """`3 of 5 x 1 min`; one period alone is its length."""
    period = lasting(alarm.period) if alarm.period >= 60 else f"{alarm.period} s"
    if alarm.evaluation_periods == 1:
        return period
    return f"{alarm.datapoints_to_alarm} of {alarm.evaluation_periods} x {period}"


def _read(alarm: MetricAlarm) -> str:
    """What it looks at, without the periods: they are the window."""
    measures = (query.measure for query in alarm.queries)
    read = [f"{one.statistic} {one.metric.namespace} {one.metric.name}" for one in measures if one]
    written = [query.expression for query in alarm.queries if query.expression]
    return f"{'; '.join(written)} of {', '.join(read)}" if written else ", ".join(read)


def _dimensions(alarm: MetricAlarm) -> frozenset[str]:
    measures = (query.measure for query in alarm.queries)
    pairs = (pair for one in measures if one for pair in one.metric.dimensions)
    return frozenset(f"{name}={value}" for name, value in pairs)


def _of_composite(before: CompositeAlarm, after: CompositeAlarm) -> Iterator[str]:
    if before.rule != after.rule:
        yield f"rule {before.rule} -> {after.rule}"
    if before.suppressor == after.suppressor:
        return
    old, new = before.suppressor, after.suppressor
    if old is None or new is None:
        yield "nothing keeps it quiet any more" if new is None else f"kept quiet by {new.alarm}"
        return
    if old.alarm != new.alarm:
        yield f"kept quiet by {old.alarm} -> {new.alarm}"
    if old.wait != new.wait:
        yield f"waits for its cause {lasting(old.wait)} -> {lasting(new.wait)}"
    if old.extension != new.extension:
        yield f"stays quiet after its cause {lasting(old.extension)} -> {lasting(new.extension)}"
