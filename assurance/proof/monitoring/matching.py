"""Which alarm is meant for which promise: exactly that one, else the one that is nearest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assurance.proof.monitoring.wanted import Match, Wanted
from assurance.proof.monitoring.watcher import Watcher

MOST_FAULTS = 2
"""What falls short in more ways is another alarm, not a bad try at this one."""


class Matching:
    """The alarms of an environment, to be found by what they look at."""

    def __init__(self, watchers: Iterable[Watcher]) -> None:
        self._by_metrics: dict[frozenset[tuple[str, str]], list[Watcher]] = {}
        for watcher in watchers:
            self._by_metrics.setdefault(watcher.sight.metrics, []).append(watcher)

    def exact(self, wanted: Wanted) -> Watcher | None:
        """The alarm that is just what was promised."""
        return next((one for one in self._near(wanted) if not any(wanted.faults(one))), None)

    def all(self, wanted: Sequence[Wanted]) -> tuple[Match, ...]:
        """One match for each wanted alarm, in their order.

        What fits one promise exactly is not taken for a bad try at another.
        """
        exact = [self.exact(one) for one in wanted]
        taken = frozenset(one for one in exact if one)
        return tuple(
            Match(one, found) if found else self._nearest(one, taken)
            for one, found in zip(wanted, exact, strict=True)
        )

    def _near(self, wanted: Wanted) -> list[Watcher]:
        """The watchers of the same metrics; of any of them where one is enough."""
        names = [(one.namespace, one.metric) for one in wanted.reading.sources]
        if wanted.silence:
            return [w for one in names for w in self._by_metrics.get(frozenset({one}), ())]
        return self._by_metrics.get(frozenset(names), [])

    def _nearest(self, wanted: Wanted, taken: frozenset[Watcher]) -> Match:
        free = (one for one in self._near(wanted) if one not in taken)
        tries = [Match(wanted, one, tuple(wanted.faults(one))) for one in free]
        near = [one for one in tries if len(one.faults) <= MOST_FAULTS]
        return min(near, key=lambda one: len(one.faults), default=Match(wanted, None))
