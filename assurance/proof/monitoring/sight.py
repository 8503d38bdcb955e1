"""What an alarm, a chart's line or a native SLO looks at: metrics, and the formula over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assurance.assembly import Json
from assurance.assembly.values import items, mapping, text
from assurance.policy.unreadable import UnreadableError
from assurance.proof.monitoring.formula import Point, answers, names_in

Dimensions = tuple[tuple[str, str], ...]
Key = tuple[str, str]
"""A metric's name and the statistic it is read as."""
Points = Mapping[Key, Point]


@dataclass(frozen=True, slots=True)
class Series:
    """One metric, read as one statistic over one period (seconds; 0 where none is given)."""

    namespace: str
    metric: str
    dimensions: Dimensions
    statistic: str
    period: int
    region: str = ""
    """The Region it is read in, where a chart names one."""

    @property
    def name(self) -> str:
        """How a person calls it."""
        return f"{self.namespace} {self.metric}"


@dataclass(frozen=True, slots=True)
class Sight:
    """The series by their ids, the formulas by theirs, and the id whose value counts."""

    series: Mapping[str, Series]
    formulas: Mapping[str, str]
    returned: str

    @property
    def metrics(self) -> frozenset[tuple[str, str]]:
        """Namespace and name of everything that is read."""
        return frozenset((one.namespace, one.metric) for one in self.series.values())

    @property
    def periods(self) -> frozenset[int]:
        """The periods of its series, in seconds; an alarm has exactly one."""
        return frozenset(one.period for one in self.series.values())

    @property
    def period(self) -> int:
        """The longest period, in seconds."""
        return max(self.periods, default=0)

    def values(self, points: Sequence[Points]) -> Sequence[Point]:
        """What it comes to each time when the metrics have these values; None for nothing.

        Raises UnreadableError for a formula that cannot be read or a statistic without a point.
        """
        known: dict[str, Sequence[Point]] = {}
        for name, series in self.series.items():
            key = (series.metric, series.statistic)
            if any(key not in one for one in points):
                raise UnreadableError(f"reads {series.statistic} of {series.metric}")
            known[name] = [one[key] for one in points]
        return self.by_id(known, len(points))

    def by_id(self, known: Mapping[str, Sequence[Point]], count: int) -> Sequence[Point]:
        """The same, from the values of its series by their ids."""
        found, left = dict(known), dict(self.formulas)
        while self.returned not in found:
            ready = [key for key, formula in left.items() if not _waits(formula, left, found)]
            if not ready:
                raise UnreadableError(f"nothing gives {self.returned or 'an answer'}")
            for key in ready:
                found[key] = answers(left.pop(key), found, count)
        return found[self.returned]


def _waits(formula: str, left: Mapping[str, str], found: Mapping[str, object]) -> bool:
    return any(name in left and name not in found for name in names_in(formula))


def sight_of(properties: Mapping[str, Json]) -> Sight:
    """What an alarm looks at, from its properties."""
    queries = items(properties.get("Metrics"))
    if queries:
        return of_queries(queries)
    statistic = properties.get("Statistic") or properties.get("ExtendedStatistic")
    return Sight({"m": _series(properties, text(statistic), properties.get("Period"))}, {}, "m")


def of_queries(queries: Sequence[Json]) -> Sight:
    """What a list of metric data queries looks at; the one with ReturnData counts."""
    series: dict[str, Series] = {}
    formulas: dict[str, str] = {}
    returned = ""
    for query in map(mapping, queries):
        key, stat = text(query.get("Id")), mapping(query.get("MetricStat"))
        if stat:
            read = (text(stat.get("Stat")), stat.get("Period"))
            series[key] = _series(mapping(stat.get("Metric")), *read)
        else:
            formulas[key] = text(query.get("Expression"))
        if query.get("ReturnData", True) is not False:
            returned = key
    return Sight(series, formulas, returned)


def _series(metric: Mapping[str, Json], statistic: str, period: Json) -> Series:
    pairs = [mapping(one) for one in items(metric.get("Dimensions"))]
    dimensions = sorted((text(one.get("Name")), text(one.get("Value"))) for one in pairs)
    namespace, name = text(metric.get("Namespace")), text(metric.get("MetricName"))
    return Series(namespace, name, tuple(dimensions), statistic, number_of(period))


def number_of(value: Json) -> int:
    """A whole number as a template writes it, as a number or as text; 0 for anything else."""
    try:
        return int(float(text(value)))
    except ValueError:
        return 0
