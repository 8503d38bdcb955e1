"""How much a share or a percentile lies above that of the period before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assurance.policy.unreadable import UnreadableError
from assurance.proof.monitoring.events import MANY, Percentile, Share
from assurance.proof.monitoring.formula import Point
from assurance.proof.monitoring.readings import Source, same, shown, source_fault
from assurance.proof.monitoring.sight import Points, Sight

_Case = tuple[Points, Points, Point]
"""The points of the period before, those of the last period, and what is meant."""


@dataclass(frozen=True, slots=True)
class Rise:
    """A reading, less the same reading of the period before it."""

    of: Share | Percentile

    @property
    def what(self) -> str:
        """The number in words."""
        return f"the rise of {self.of.what}"

    @property
    def sources(self) -> tuple[Source, ...]:
        """What it is made of."""
        return self.of.sources

    def fault(self, sight: Sight) -> str:
        """Why the sight is not this rise."""
        return source_fault(self.sources, sight) or next(self._tried(sight), "")

    def _tried(self, sight: Sight) -> Iterator[str]:
        cases = _of_share(self.of) if isinstance(self.of, Share) else _of_percentile(self.of)
        for before, after, wanted in cases:
            try:
                got = sight.values([before, after])[1]
            except UnreadableError as error:
                yield f"cannot be read: {error}"
                return
            if not same(got, wanted):
                yield f"comes to {shown(got)} where a rise of {shown(wanted)} is meant"


def _of_share(share: Share) -> Iterator[_Case]:
    least, tell = (share.least or (1, 1))[0], share.events.tell
    for events in (least, 100 * least):
        for failed, later in ((0, events), (events // 2, events // 2), (events, 0)):
            ways = zip(tell(events, failed), tell(events, later), strict=True)
            for before, after in ways:
                yield before, after, 100 * (later - failed) / events
    yield tell(least - 1, 0)[0], tell(100 * least, 100 * least)[0], None
    yield tell(100 * least, 0)[0], tell(least - 1, least - 1)[0], None


def _of_percentile(percentile: Percentile) -> Iterator[_Case]:
    low = (percentile.least or (1, 1))[0]
    for earlier, later in ((0.0, 7.5), (7.5, 7.5), (7.5, 5.0)):
        yield percentile.points(MANY, earlier), percentile.points(MANY, later), later - earlier
    yield percentile.points(low - 1, 0.0), percentile.points(MANY, 7.5), None
    yield percentile.points(MANY, 0.0), percentile.points(low - 1, 7.5), None
