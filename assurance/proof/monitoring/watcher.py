"""A metric alarm with what it looks at, when it fires, and how long it takes to."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import islice, product
from math import isinf

from assurance.assembly.values import text
from assurance.policy.unreadable import UnreadableError
from assurance.proof.monitoring.facts import fact_of
from assurance.proof.monitoring.sight import Series, Sight, number_of, sight_of
from assurance.proof.paging.alarms import METRIC, Alarm

_OPERATORS: Mapping[str, Callable[[float, float], bool]] = {
    "GreaterThanThreshold": operator.gt,
    "GreaterThanOrEqualToThreshold": operator.ge,
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}
_SIGNS = dict(zip(_OPERATORS, (">", ">=", "<", "<="), strict=True))
_WIDER = 2
"""Periods CloudWatch looks at beyond those the alarm asks for: no formula is published, and two
fit every published case (docs/decisions/0006)."""
_FEW, _VAST = 5.0, 1e12
_MOST_CORNERS = 4096


@dataclass(frozen=True, eq=False)
class Watcher:
    """One metric alarm of the templates."""

    alarm: Alarm
    sight: Sight
    sign: str
    threshold: float | None
    datapoints: int
    window: int
    treatment: str | None
    """TreatMissingData; None where the template leaves it out."""

    @property
    def name(self) -> str:
        """Its logical id."""
        return self.alarm.resource.logical_id

    @property
    def period(self) -> timedelta:
        """The length of one datapoint."""
        return timedelta(seconds=self.sight.period)

    def crossed(self, value: float) -> bool:
        """Whether a datapoint of this value breaches."""
        compare = _OPERATORS.get(text(self.alarm.resource.properties.get("ComparisonOperator")))
        return bool(compare and self.threshold is not None and compare(value, self.threshold))

    @property
    def condition(self) -> str:
        """When a datapoint breaches, in signs: "> 1.44"."""
        return f"{self.sign} {'' if self.threshold is None else f'{self.threshold:.10g}'}"

    @cached_property
    def corners(self) -> tuple[float, ...]:
        """What it can come to at the ends of what its metrics can plausibly be; of what has no
        end, at a few and at very many.

        Raises UnreadableError when a metric is not in the table or a formula cannot be read.
        """
        spans = [tuple(self._ends(key)) for key in self.sight.series]
        points = list(islice(product(*spans), _MOST_CORNERS))
        columns = dict(zip(self.sight.series, zip(*points, strict=True), strict=True))
        values = self.sight.by_id(columns, len(points))
        return tuple(value for value in values if value is not None)

    def _ends(self, key: str) -> Iterator[float]:
        series = self.sight.series[key]
        fact = fact_of(series.namespace, series.metric)
        if fact is None:
            raise UnreadableError(f"nobody wrote down what {series.name} can be")
        low, high = fact.span(series.statistic)
        yield from (low, _FEW, _VAST) if isinf(high) else (low, high)

    @cached_property
    def is_silence(self) -> bool:
        """Whether it fires on silence alone: it counts points, and no count there can be breaches."""
        counted = all(map(_counts_points, self.sight.series.values()))
        if self.treatment != "breaching" or not counted:
            return False
        try:
            return not any(map(self.crossed, self.corners))
        except UnreadableError:
            return False

    @property
    def detection(self) -> timedelta:
        """How long a steady breach takes to alarm, without CloudWatch's own delay."""
        return self.period * (self.window + _WIDER if self.is_silence else self.datapoints)


def _counts_points(series: Series) -> bool:
    fact = fact_of(series.namespace, series.metric)
    return series.statistic == "SampleCount" or bool(fact and fact.low > 0)


def watcher_of(alarm: Alarm) -> Watcher | None:
    """The alarm as a watcher of metrics; None for a composite."""
    properties = alarm.resource.properties
    if alarm.resource.type != METRIC:
        return None
    window = number_of(properties.get("EvaluationPeriods"))
    treatment = properties.get("TreatMissingData")
    threshold = properties.get("Threshold")
    return Watcher(
        alarm=alarm,
        sight=sight_of(properties),
        sign=_SIGNS.get(text(properties.get("ComparisonOperator")), "?"),
        threshold=_number(text(threshold)) if threshold is not None else None,
        datapoints=number_of(properties.get("DatapointsToAlarm")) or window,
        window=window,
        treatment=None if treatment is None else text(treatment),
    )


def _number(words: str) -> float | None:
    try:
        return float(words)
    except ValueError:
        return None
