"""The data points an alarm compares, one for each window, where the range fetched is no matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from assurance.cloudwatch.alarm import MetricAlarm
from assurance.cloudwatch.math.cautions import FILL_EMPTY
from assurance.cloudwatch.metric.comparison import COMPARISONS
from assurance.cloudwatch.metric.formula import Formula, Outcome
from assurance.cloudwatch.metric.inputs import Inputs
from assurance.cloudwatch.state import Mask, Values

INTERPOLATION = "how CloudWatch interpolates percentiles is not published"


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """A data point for each window, NaN where there is none."""

    values: Values
    doubts: Mapping[str, Mask]
    unfilled: Values | None
    """The same where FILL leaves a gap; None without FILL."""
    present: tuple[Mask, ...]
    """Of each metric that a FILL may read: where it has data."""


def answers(alarm: MetricAlarm, formula: Formula, inputs: Inputs) -> Answers:
    """The data points of an alarm on a metric, or on an expression point by point."""
    windows = {id_: inputs.window(id_) for id_ in formula.metrics}
    if not formula.steps:
        one = windows[formula.answer]
        holds = COMPARISONS[alarm.comparison].holds
        straddling = holds(one.low, alarm.threshold) != holds(one.high, alarm.threshold)
        doubts = {INTERPOLATION: straddling & ~np.isnan(one.values)}
        return Answers(one.values, doubts, None, ())
    given = {id_: window.values for id_, window in windows.items()}
    filled = _by_lane(alarm, formula, inputs, given, fills=True)
    doubts = {why: where for why, where in filled.doubts.items() if why != FILL_EMPTY}
    if not formula.fills:
        return Answers(filled.values, doubts, None, ())
    unfilled = _by_lane(alarm, formula, inputs, given, fills=False).values
    return Answers(filled.values, doubts, unfilled, tuple(~np.isnan(v) for v in given.values()))


def _by_lane(
    alarm: MetricAlarm,
    formula: Formula,
    inputs: Inputs,
    given: Mapping[str, Values],
    *,
    fills: bool,
) -> Outcome:
    starts, lanes = inputs.layout.starts, inputs.layout.lanes
    if not formula.needs_period or lanes == 1:
        step = int(starts[1] - starts[0]) if len(starts) > 1 and lanes > 1 else alarm.period
        return formula.evaluate(given, int(starts[0]), step, fills=fills)
    values = np.full(len(starts), np.nan)
    doubts: dict[str, Mask] = {}
    for lane in range(lanes):
        cut = {id_: one[lane::lanes] for id_, one in given.items()}
        part = formula.evaluate(cut, int(starts[lane]), alarm.period, fills=fills)
        values[lane::lanes] = part.values
        for why, where in part.doubts.items():
            doubts.setdefault(why, np.zeros(len(starts), np.bool_))[lane::lanes] = where
    return Outcome(values, doubts)
