"""Which alarm is meant for which promise: exactly that one, else the one that is nearest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assurance.proof.monitoring.wanted import Match, Wanted
from assurance.proof.monitoring.watcher import Watcher

Metrics = frozenset[tuple[str, str]]


def matches(wanted: Sequence[Wanted], watchers: Iterable[Watcher]) -> tuple[Match, ...]:
    """One match for each wanted alarm, in their order.

    What fits one promise exactly is not taken for a bad try at another.
    """
    by_metrics: dict[Metrics, list[Watcher]] = {}
    for watcher in watchers:
        by_metrics.setdefault(watcher.sight.metrics, []).append(watcher)
    exact = {one: _exact(one, _near(one, by_metrics)) for one in wanted}
    taken = {watcher for watcher in exact.values() if watcher}
    return tuple(
        Match(one, found)
        if (found := exact[one])
        else _nearest(one, [w for w in _near(one, by_metrics) if w not in taken])
        for one in wanted
    )


def _near(wanted: Wanted, by_metrics: dict[Metrics, list[Watcher]]) -> list[Watcher]:
    """The watchers of the same metrics; of any of them where one is enough."""
    names = [(one.namespace, one.metric) for one in wanted.reading.sources]
    if wanted.silence:
        return [w for one in names for w in by_metrics.get(frozenset({one}), ())]
    return by_metrics.get(frozenset(names), [])


def _exact(wanted: Wanted, near: Iterable[Watcher]) -> Watcher | None:
    return next((one for one in near if not any(wanted.faults(one))), None)


def _nearest(wanted: Wanted, near: Iterable[Watcher]) -> Match:
    tries = [Match(wanted, one, tuple(wanted.faults(one))) for one in near]
    return min(tries, key=lambda one: len(one.faults), default=Match(wanted, None))
