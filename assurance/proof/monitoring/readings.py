"""Numbers an alarm can look at, told by what they come to and not by how they are written.

A reading is tried on a sight: the same metrics, read in a way that fits, and for made-up points
the values that follow from the meaning. Two formulas that mean the same are the same reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Protocol

from assurance.policy.unreadable import UnreadableError
from assurance.proof.monitoring.formula import Point
from assurance.proof.monitoring.sight import Dimensions, Points, Series, Sight


@dataclass(frozen=True, slots=True)
class Source:
    """One metric of the platform, by exactly the dimensions it is published under."""

    namespace: str
    metric: str
    dimensions: Dimensions
    statistics: tuple[str, ...]

    @property
    def name(self) -> str:
        """How a person calls it."""
        return f"{self.namespace} {self.metric}"

    def fault(self, series: Series) -> str:
        """Why the series is not this metric; empty when it is."""
        if series.dimensions != self.dimensions:
            return f"{self.metric} by {_pairs(series.dimensions)}, wanted {_pairs(self.dimensions)}"
        if series.statistic not in self.statistics:
            wanted = " or ".join(self.statistics)
            return f"{self.metric} as {series.statistic or 'nothing'}, wanted {wanted}"
        return ""


def _pairs(dimensions: Dimensions) -> str:
    return ", ".join(f"{name}={value}" for name, value in dimensions) or "no dimensions"


class Reading(Protocol):
    """A number with a meaning."""

    @property
    def what(self) -> str:
        """The number in words."""
        ...

    @property
    def sources(self) -> tuple[Source, ...]:
        """What it is made of."""
        ...

    def fault(self, sight: Sight) -> str:
        """Why the sight is not this number; empty when it is."""
        ...


@dataclass(frozen=True)
class Value:
    """A number made of one value of each source, by `probes`: their values and the answer."""

    what: str
    sources: tuple[Source, ...]
    probes: tuple[tuple[tuple[Point, ...], Point], ...]

    def fault(self, sight: Sight) -> str:
        """Why the sight is not this number."""
        wrong = source_fault(self.sources, sight)
        cases = ((self._points(values), wanted) for values, wanted in self.probes)
        return wrong or next(tried(sight, cases), "")

    def _points(self, values: Sequence[Point]) -> Points:
        pairs = zip(self.sources, values, strict=True)
        return {(source.metric, one): value for source, value in pairs for one in source.statistics}


@dataclass(frozen=True)
class Heard:
    """That one of several metrics is published at all: how many points there were."""

    what: str
    any_of: tuple[Source, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The metrics, any of which will do."""
        return tuple(
            Source(one.namespace, one.metric, one.dimensions, ("SampleCount",))
            for one in self.any_of
        )

    def fault(self, sight: Sight) -> str:
        """Why the sight does not count the points of any of them."""
        faults = [source_fault((one,), sight) for one in self.sources]
        return "" if "" in faults else faults[0]


def source_fault(sources: Sequence[Source], sight: Sight) -> str:
    """Why the sight does not read exactly these sources; empty when it does."""
    by_name = {(one.namespace, one.metric): one for one in sources}
    for series in sight.series.values():
        source = by_name.get((series.namespace, series.metric))
        if source is None:
            return f"reads {series.name} too"
        if fault := source.fault(series):
            return f"reads {fault}"
    missing = [one.name for name, one in by_name.items() if name not in sight.metrics]
    return f"does not read {', '.join(missing)}" if missing else ""


def tried(sight: Sight, cases: Iterable[tuple[Points, Point]]) -> Iterator[str]:
    """What comes out wrong for which points."""
    every = tuple(cases)
    try:
        got = sight.values([points for points, _ in every])
    except UnreadableError as error:
        yield f"cannot be read: {error}"
        return
    for value, (_, wanted) in zip(got, every, strict=True):
        if not same(value, wanted):
            yield f"comes to {shown(value)} where {shown(wanted)} is meant"


def same(got: Point, wanted: Point) -> bool:
    """Whether two answers are equal, but for the noise of floats."""
    if got is None or wanted is None:
        return got is wanted
    return abs(got - wanted) <= 1e-9 * max(1.0, abs(wanted))


def shown(value: Point) -> str:
    """A value in a sentence."""
    return "nothing" if value is None else f"{value:.6g}"


def plain(what: str, source: Source, times: float = 1.0) -> Value:
    """A metric itself, maybe in another unit."""
    probes = tuple(((value,), value * times) for value in (0.0, 1.0, 7.5, 84.0))
    return Value(what, (source,), probes)


def shortfall(what: str, wanted: Source, running: Source) -> Value:
    """How many fewer there are than wanted; none at all may go uncounted."""
    numbers = tuple(product((0.0, 2.0, 5.0), repeat=2))
    probes = tuple((pair, pair[0] - pair[1]) for pair in numbers)
    return Value(what, (wanted, running), (*probes, ((3.0, None), 3.0)))
