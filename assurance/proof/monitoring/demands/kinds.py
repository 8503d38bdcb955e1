"""The events of each service that is here: those that fail, and those that take too long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assurance.proof.monitoring.demands.services import services_of
from assurance.proof.monitoring.events import Events, share
from assurance.proof.monitoring.parts import Parts
from assurance.proof.monitoring.readings import Source
from promises import Handbook, Percentage


@dataclass(frozen=True, slots=True)
class Objective:
    """A promised share of good events. `promise` is its id; the goal is in percent."""

    promise: str
    of: str
    goal: Percentage
    events: Events


def objectives(parts: Parts, handbook: Handbook) -> Iterator[Objective]:
    """The objectives whose budget burns: availability and latency of each service that is here."""
    slos, alerting = handbook.slos, handbook.alerting
    for name, found in answers(parts).items():
        slo = slos[name]
        goal = Percentage(slo.availability.percent)
        yield Objective(f"slos.{name}.availability", name, goal, found)
        times = durations(parts, handbook).get(name)
        if slo.latency and times:
            goal = alerting.goal(slo.latency.percentile)
            yield Objective(f"slos.{name}.latency", name, goal, times)


def answers(parts: Parts) -> dict[str, Events]:
    """What each service answers or finishes, and what of it fails; by its row in the table."""
    return {one.row: one.answers(parts) for one in services_of(parts)}


def durations(parts: Parts, handbook: Handbook) -> dict[str, Events]:
    """The same, failed when slower than promised. Each metric counts in its own unit."""
    found: dict[str, Events] = {}
    for one in services_of(parts):
        promised = handbook.slos[one.row].latency
        if one.timed and promised:
            limit = promised.below / one.timed.unit
            found[one.row] = _slow(one.timed.what, one.timed.source(parts), limit)
    return found


def _slow(what: str, duration: Source, limit: float) -> Events:
    """The percentile rank PR(:limit) is the share in percent that took up to the limit."""
    rank, count = f"PR(:{limit:g})", "SampleCount"
    source = Source(duration.namespace, duration.metric, duration.dimensions, (rank, count))
    return Events(
        what,
        what.partition(" ")[0],
        (source,),
        lambda events, failed: (
            {
                (source.metric, count): events or None,
                (source.metric, rank): share(events - failed, events),
            },
        ),
    )
