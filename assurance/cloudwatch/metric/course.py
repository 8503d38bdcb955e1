"""The states of one metric alarm over a span of time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from assurance.cloudwatch.alarm import MetricAlarm
from assurance.cloudwatch.data import Data
from assurance.cloudwatch.history import Course, Doubt, Transition
from assurance.cloudwatch.math import MathError
from assurance.cloudwatch.metric import by_range, by_window, ranges, timeline
from assurance.cloudwatch.metric.answers import answers
from assurance.cloudwatch.metric.comparison import COMPARISONS
from assurance.cloudwatch.metric.formula import Formula, formula
from assurance.cloudwatch.metric.inputs import Inputs, inputs_of, low_samples
from assurance.cloudwatch.metric.layout import Layout
from assurance.cloudwatch.metric.reading import CONTRADICTION, Reading, Readings
from assurance.cloudwatch.metric.reasons import Point, reason
from assurance.cloudwatch.metric.span import cadence, instants
from assurance.cloudwatch.state import (
    INSUFFICIENT_DATA,
    STATES,
    Codes,
    Instants,
    State,
    Values,
    code,
)

Look = Callable[[int], Values]
"""The data points of the range that ends with a window, oldest first."""


@dataclass(frozen=True, slots=True, eq=False)
class _Evaluated:
    """The readings of an alarm, and a way back to the data points behind one evaluation."""

    readings: Readings
    here: Layout
    look: Look
    by: str
    """What the reported reading assumes."""


def course_of(
    alarm: MetricAlarm, data: Data, start: int, end: int, evaluation_range: int | None = None
) -> Course:
    """What an alarm does from start to end, evaluated on all that ended by then.

    Raises AlarmError when the series of a metric cannot give what the alarm looks at. An alarm
    that cannot be evaluated here keeps its state, in doubt throughout.
    """
    initial = alarm.initial or State.INSUFFICIENT_DATA
    when = instants(alarm, start, end)
    if not len(when):
        return Course(initial)
    if alarm.comparison not in COMPARISONS:
        return opaque(initial, start, end, "only AWS can compute an anomaly detection band")
    lengths = (ranges.assumed(alarm, evaluation_range), *ranges.plausible(alarm, evaluation_range))
    inputs = inputs_of(alarm, data, when, max(lengths))
    try:
        math = formula(alarm.queries)
        found = _evaluated(alarm, math, inputs, data, evaluation_range)
    except MathError as error:
        return opaque(initial, start, end, str(error))
    return _course(alarm, found, when, _warm_until(alarm, inputs, start))


def opaque(initial: State, start: int, end: int, why: str) -> Course:
    """The course of an alarm of which nothing can be said."""
    return Course(initial, (), (Doubt(start, end + 60, frozenset(State), why),), open_at_end=True)


def _evaluated(
    alarm: MetricAlarm, math: Formula, inputs: Inputs, data: Data, given: int | None
) -> _Evaluated:
    here = inputs.layout
    length = ranges.assumed(alarm, given)
    by = ranges.said(length)
    if not math.pointwise:
        ranged = by_range.RangeFormula(alarm, math, inputs)
        readings = by_range.readings(alarm, ranged, here.newest, given, math.fills)
        return _Evaluated(readings, here, lambda newest: ranged.at(newest, length)[0], by)
    found = answers(alarm, math, inputs)
    few = low_samples(alarm, inputs, data) if alarm.low_samples == "ignore" else None
    readings = by_window.readings(alarm, found, here, given, few)

    def look(newest: int) -> Values:
        first = max(newest % here.lanes, newest - (length - 1) * here.lanes)
        return found.values[first : newest + 1 : here.lanes]

    return _Evaluated(readings, here, look, by)


def _course(alarm: MetricAlarm, found: _Evaluated, when: Instants, warm_until: int) -> Course:
    initial = code(alarm.initial or State.INSUFFICIENT_DATA)
    cold = when < warm_until

    def warmed(codes: Codes) -> Codes:
        return np.where(cold, np.int8(INSUFFICIENT_DATA), codes) if warm_until else codes

    readings = found.readings
    states = timeline.held(warmed(readings.main), initial)
    others = [Reading(other.why, warmed(other.codes)) for other in readings.others]
    reported = Reading(found.by, states)
    open_ = timeline.doubts(reported, others, initial, when, cadence(alarm))
    transitions = _transitions(alarm, found, states, when, initial)
    sides = [timeline.held(o.codes, initial) for o in others if o.why.startswith(CONTRADICTION)]
    open_at_end = bool(readings.undecided[-1]) and any(side[-1] != states[-1] for side in sides)
    return Course(STATES[initial], transitions, tuple(open_), open_at_end)


def _transitions(
    alarm: MetricAlarm, found: _Evaluated, states: Codes, when: Instants, initial: int
) -> tuple[Transition, ...]:
    transitions: list[Transition] = []
    before = STATES[initial]
    for place in timeline.changes(states, initial).tolist():
        after = STATES[states[place]]
        looked_at = _looked_at(alarm, found, int(found.here.newest[place]))
        text = reason(alarm, after, looked_at)
        transitions.append(Transition(int(when[place]), before, after, text, looked_at))
        before = after
    return tuple(transitions)


def _looked_at(alarm: MetricAlarm, found: _Evaluated, newest: int) -> tuple[Point, ...]:
    """The last data points of the range, as many as are evaluated, newest first."""
    values = found.look(newest)[::-1]
    lanes, starts = found.here.lanes, found.here.starts
    real = np.flatnonzero(~np.isnan(values))[: alarm.evaluation_periods].tolist()
    return tuple((int(starts[newest - age * lanes]), float(values[age])) for age in real)


def _warm_until(alarm: MetricAlarm, inputs: Inputs, start: int) -> int:
    """When warm-up ends; 0 without one. Source: user guide, "Alarm warm-up"."""
    if alarm.warm_up is None or alarm.initial is not None:
        return 0
    latest = start + alarm.warm_up.minutes * 60
    first = inputs.first_point()
    if alarm.warm_up.to_the_end or first is None:
        return latest
    return min(latest, first + alarm.period * alarm.evaluation_periods)
