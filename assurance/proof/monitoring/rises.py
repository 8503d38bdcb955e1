"""How much a share or a percentile lies above what it was before a deployment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assurance.policy.unreadable import UnreadableError
from assurance.proof.monitoring.events import MANY, Percentile, Share
from assurance.proof.monitoring.formula import Point
from assurance.proof.monitoring.readings import Source, same, shown, source_fault
from assurance.proof.monitoring.sight import Points, Sight

BEFORE = Source("FilmOps/Delivery", "Before", (), ("Maximum",))
"""What whoever deploys writes down; its one dimension is the name of the alarm."""
_KEY = (BEFORE.metric, "Maximum")


@dataclass(frozen=True, slots=True)
class Rise:
    """A reading, less what was written down of it before."""

    of: Share | Percentile

    @property
    def what(self) -> str:
        """The number in words."""
        return f"the rise of {self.of.what}"

    @property
    def sources(self) -> tuple[Source, ...]:
        """What it is made of."""
        return (*self.of.sources, BEFORE)

    def fault(self, sight: Sight) -> str:
        """Why the sight is not this rise."""
        known = {key for key, one in sight.series.items() if one.name == BEFORE.name}
        if any(sight.series[key].statistic != "Maximum" for key in known):
            return f"reads {BEFORE.metric} as something else than Maximum"
        now = replace(sight, series={k: v for k, v in sight.series.items() if k not in known})
        return source_fault(self.of.sources, now) or next(self._tried(sight), "")

    def _tried(self, sight: Sight) -> Iterator[str]:
        every = tuple(self._cases())
        try:
            got = sight.values([points for points, _ in every])
        except UnreadableError as error:
            yield f"cannot be read: {error}"
            return
        for value, (_, wanted) in zip(got, every, strict=True):
            if not (same(value, wanted) or (wanted is None and value == 0)):
                meant = "no rise" if wanted is None else f"a rise of {shown(wanted)}"
                yield f"comes to {shown(value)} where {meant} is meant"

    def _cases(self) -> Iterator[tuple[Points, Point]]:
        """What is published, and the rise: None where there is nothing to compare."""
        for points, value in _values(self.of):
            for before in (0.0, 2.5):
                yield {**points, _KEY: before}, None if value is None else value - before
            yield {**points, _KEY: None}, None


def _values(of: Share | Percentile) -> Iterator[tuple[Points, Point]]:
    low = (of.least or (1, 1))[0]
    if isinstance(of, Percentile):
        yield of.points(low - 1, 7.5), None
        yield from ((of.points(MANY, value), value) for value in (0.0, 7.5))
        return
    yield of.events.tell(low - 1, 1)[0], None
    for events in (low, 100 * low):
        for failed in (0, events // 2, events):
            for points in of.events.tell(events, failed):
                yield points, 100 * failed / events
