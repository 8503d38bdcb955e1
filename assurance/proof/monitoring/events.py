"""Events of a service, good and failed: how its metrics tell of them, and shares over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from assurance.policy.unreadable import UnreadableError
from assurance.proof.monitoring.formula import Point
from assurance.proof.monitoring.readings import Source, source_fault, tried
from assurance.proof.monitoring.sight import Points, Sight

Tell = Callable[[float, float], tuple[Points, ...]]
MANY = 10_000_000


@dataclass(frozen=True, slots=True)
class Events:
    """What a service is judged by. `tell` gives, for so many events of which so many failed,
    every way in which the metrics may tell it."""

    what: str
    noun: str
    sources: tuple[Source, ...]
    tell: Tell = field(repr=False)


@dataclass(frozen=True, slots=True)
class Share:
    """The failed share in percent over one period, or the good one.

    `least` bounds the fewest events there must be for an answer; None where any number will do.
    So many failures as `spared` are left out.
    """

    events: Events
    good: bool = False
    least: tuple[int, int] | None = None
    spared: int = 0

    @property
    def what(self) -> str:
        """The number in words."""
        return f"the share of {'good' if self.good else 'failed'} {self.events.what}"

    @property
    def sources(self) -> tuple[Source, ...]:
        """What it is made of."""
        return self.events.sources

    def fault(self, sight: Sight) -> str:
        """Why the sight is not this share."""
        if wrong := source_fault(self.sources, sight):
            return wrong
        try:
            least = self.judged_from(sight)
            wanted = _range(*(self.least or (1, 1)))
            if not least:
                least = fewest(self.events, sight)
                return f"answers from {least} {self.events.noun} on, wanted from {wanted}"
        except UnreadableError as error:
            return f"cannot be read: {error}"
        return next(tried(sight, self._cases(least)), "")

    def judged_from(self, sight: Sight) -> int:
        """The fewest events it answers for, within what is wanted; 0 where it is not.

        Raises UnreadableError for a formula that cannot be read.
        """
        low, high = self.least or (1, 1)
        counts = range(low - 1, high + 1)
        values = sight.values([self.events.tell(one, one)[0] for one in counts])
        first = [one for one, value in zip(counts, values, strict=True) if value is not None]
        return first[0] if first and first[0] >= low else 0

    def _cases(self, least: int) -> Iterator[tuple[Points, Point]]:
        for events in (least, 4 * least, 100 * least):
            for failed in {self.spared, 1, events // 2, events}:
                share = 100 * (failed - self.spared) / events
                for points in self.events.tell(events, failed):
                    yield points, 100 - share if self.good else share
        yield dict.fromkeys(self.events.tell(1, 1)[0]), None


@dataclass(frozen=True, slots=True)
class Few:
    """How many failed where there were too few events for a share: fewer than `below`."""

    events: Events
    below: int

    @property
    def what(self) -> str:
        """The number in words."""
        return f"how many of fewer than {self.below} {self.events.what} failed"

    @property
    def sources(self) -> tuple[Source, ...]:
        """What it is made of."""
        return self.events.sources

    def fault(self, sight: Sight) -> str:
        """Why the sight is not this count."""
        return source_fault(self.sources, sight) or next(tried(sight, self._cases()), "")

    def _cases(self) -> Iterator[tuple[Points, Point]]:
        for events in {3, self.below - 1, self.below, 10 * self.below}:
            for failed in {0, 1, 3, events}:
                for points in self.events.tell(events, failed):
                    yield points, float(failed) if events < self.below else None


@dataclass(frozen=True, slots=True)
class Percentile:
    """A percentile of a duration, where there were enough events for it."""

    what: str
    duration: Source
    least: tuple[int, int] | None = None

    @property
    def sources(self) -> tuple[Source, ...]:
        """What it is made of."""
        one = self.duration
        read = (*one.statistics, "SampleCount")
        return (Source(one.namespace, one.metric, one.dimensions, read),)

    def fault(self, sight: Sight) -> str:
        """Why the sight is not this percentile."""
        if wrong := source_fault(self.sources, sight):
            return wrong
        if all(one.statistic == "SampleCount" for one in sight.series.values()):
            return f"reads no {self.duration.statistics[0]}"
        guarded = any(one.statistic == "SampleCount" for one in sight.series.values())
        if not self.least or not guarded:
            return next(tried(sight, ((self.points(MANY, one), one) for one in (0.0, 7.5))), "")
        low, high = self.least
        cases = ((low - 1, None), (high, 7.5), (MANY, 7.5))
        return next(tried(sight, ((self.points(n, 7.5), wanted) for n, wanted in cases)), "")

    def points(self, events: float, value: float) -> Points:
        """What the metric says of so many events, where each statistic has this value."""
        name = self.duration.metric
        read = {(name, statistic): value for statistic in self.duration.statistics}
        return {**read, (name, "SampleCount"): events}


def fewest(events: Events, sight: Sight) -> int:
    """The fewest events for which the sight gives an answer; MANY where it never does."""
    low, high = 0, MANY
    while high - low > 1:
        middle = (low + high) // 2
        if sight.values([events.tell(middle, middle)[0]])[0] is None:
            low = middle
        else:
            high = middle
    return high


def share(part: float, whole: float) -> Point:
    """The part in percent of the whole; of nothing there is none."""
    return 100 * part / whole if whole else None


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"
