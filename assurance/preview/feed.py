"""The synthetic data of one environment: every widget and every alarm reads the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from assurance.preview.bending import Course, bend
from assurance.preview.formulas import compute
from assurance.preview.gains import Gains, Held, gains_of
from assurance.preview.guessing import kind_of
from assurance.preview.limits import Limit
from assurance.preview.shapes import chance, daily, temper, times, trouble, unrest
from assurance.preview.signals import Formula, Metric, Operand, Signal, at_period, timeless
from assurance.preview.statistic import Values, statistic
from assurance.preview.window import Situation, Steps, Window

_FINE = 300  # seconds, for what is summed up over a whole window


@dataclass(frozen=True, slots=True)
class Feed:
    """Values for any line at any time, in either situation."""

    by_metric: Mapping[Metric, Sequence[Held]]
    by_formula: Mapping[Operand, Sequence[Limit]]
    """Limits of formulas, without their periods."""
    _gains: dict[Metric, Gains] = field(default_factory=dict[Metric, Gains])

    def values(self, operand: Operand, steps: Steps, situation: Situation) -> Values:
        """The line at the steps.

        Raises NotDrawableError where a formula cannot be computed.
        """
        if isinstance(operand, Signal):
            return self._signal(operand, steps, situation)
        results = [self._formula(operand, steps, each) for each in ("calm", "incident")]
        limits = self.by_formula.get(timeless(operand), ())
        mood = trouble(temper(Metric("", "", operand.text, ())), steps)
        course = bend(Course(results[0], results[1], mood), limits)
        return course.calm if situation == "calm" else course.incident

    def whole(self, operand: Operand, window: Window, situation: Situation) -> float:
        """One value for the whole window."""
        if isinstance(operand, Formula):
            inner = {
                name: np.array([self.whole(of, window, situation)]) for name, of in operand.operands
            }
            return float(compute(operand.text, inner, _formulas(operand), window.whole())[0])
        fine = at_period(operand, _FINE)
        values = self.values(fine, window.steps(_FINE), situation)
        if operand.stat in ("Sum", "SampleCount"):
            return float(values.sum())
        if operand.stat in ("Minimum", "Maximum"):
            return float(values.min() if operand.stat == "Minimum" else values.max())
        return float(values.mean())

    def _signal(self, signal: Signal, steps: Steps, situation: Situation) -> Values:
        kind, gains = kind_of(signal.metric), self._gains_of(signal.metric)
        own, at = temper(signal.metric), times(steps)
        shape = np.maximum(
            1 + kind.daily * daily(at) + kind.noise * unrest(own, at, steps.period), 0.02
        )
        worse = np.full(steps.count, gains.calm)
        if situation == "incident":
            worse = worse + trouble(own, steps) * (gains.incident - gains.calm)
        level = gains.level(kind, shape, worse)
        return statistic(kind, signal.stat, steps.period, level, chance(own, at))

    def _formula(self, formula: Formula, steps: Steps, situation: Situation) -> Values:
        inner = {
            name: self.values(at_period(of, steps.period), steps, situation)
            for name, of in formula.operands
        }
        return np.asarray(compute(formula.text, inner, _formulas(formula), steps), dtype=np.float64)

    def _gains_of(self, metric: Metric) -> Gains:
        if metric not in self._gains:
            held = self.by_metric.get(metric, ())
            self._gains[metric] = gains_of(kind_of(metric), held)
        return self._gains[metric]


def _formulas(formula: Formula) -> frozenset[str]:
    """The names of those operands that are formulas."""
    return frozenset(name for name, of in formula.operands if isinstance(of, Formula))
