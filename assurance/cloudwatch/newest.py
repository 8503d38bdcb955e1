"""The newest data point at each evaluation, for pictures."""

from __future__ import annotations

import numpy as np

from assurance.cloudwatch.alarm import MetricAlarm
from assurance.cloudwatch.data import Data
from assurance.cloudwatch.findings import limits
from assurance.cloudwatch.math import MathError
from assurance.cloudwatch.metric.answers import answers
from assurance.cloudwatch.metric.comparison import COMPARISONS
from assurance.cloudwatch.metric.formula import formula
from assurance.cloudwatch.metric.inputs import inputs_of
from assurance.cloudwatch.metric.span import instants
from assurance.cloudwatch.state import Values


def newest_points(alarm: MetricAlarm, data: Data, start: int, end: int) -> Values:
    """What an alarm compares with its threshold, NaN where it has nothing to compare.

    Empty where the alarm cannot be evaluated, or where its data points hang on the range fetched.
    """
    when = instants(alarm, start, end)
    nothing = np.full(0, np.nan)
    if limits.refusal(alarm) or alarm.comparison not in COMPARISONS or not len(when):
        return nothing
    try:
        math = formula(alarm.queries)
        if not math.pointwise:
            return nothing
        inputs = inputs_of(alarm, data, when, alarm.evaluation_periods)
        return answers(alarm, math, inputs).values[inputs.layout.newest]
    except MathError:
        return nothing
