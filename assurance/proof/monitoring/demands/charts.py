"""What the boards have to show: the key metrics, each with what counts as showing it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import product

from assurance.proof.monitoring.demands.places import places
from assurance.proof.monitoring.demands.services import services_of
from assurance.proof.monitoring.formula import Point
from assurance.proof.monitoring.parts import Parts
from assurance.proof.monitoring.readings import Reading, Source, Value, plain
from promises import Handbook

METRICS: Mapping[str, tuple[str, ...]] = {
    "metrics.system.cpu": ("backend_cpu", "worker_cpu", "database_cpu"),
    "metrics.system.memory": ("memory",),
    "metrics.system.disk_free": ("disk_free",),
    "metrics.application.film_success": ("film_success",),
    "metrics.application.queue_depth": ("queue_depth",),
    "metrics.application.database_queries": ("read_latency", "write_latency", "database_load"),
}
"""The thresholds that a key metric is about."""


@dataclass(frozen=True, slots=True, eq=False)
class Charted:
    """A number a board has to show; `every` when one point of it stands for so long."""

    of: str
    reading: Reading
    every: timedelta | None = None


def charts(parts: Parts, handbook: Handbook, promise: str) -> Iterator[Charted]:
    """The charts a key metric asks for."""
    for place in places(parts, handbook):
        if place.threshold in METRICS.get(promise, ()):
            yield Charted(place.of, place.charted)
    if promise == "metrics.system.network":
        yield from _network(parts)
    elif promise == "metrics.application.api_response_time" and parts.environment.platform.api:
        for statistic in handbook.metrics.application.api_response_time.statistics:
            what = f"the {statistic} of the API's response time"
            source = parts.balancer("TargetResponseTime", statistic)
            yield Charted("api", plain(what, source))
    elif promise.startswith("metrics.business.") and parts.environment.platform.film_generation:
        yield _business(parts, handbook, promise.rpartition(".")[2])


def _network(parts: Parts) -> Iterator[Charted]:
    films = parts.environment.platform.film_generation
    found: dict[str, tuple[Source, ...]] = {one.row: one.moved(parts) for one in services_of(parts)}
    if films and films.workers:
        both = ("NetworkIn", "NetworkOut")
        found["workers"] = tuple(parts.workers("AWS/EC2", one, "Sum", "Average") for one in both)
    if parts.database:
        both = ("NetworkReceiveThroughput", "NetworkTransmitThroughput")
        found["database"] = tuple(parts.instance(one) for one in both)
    for of, sources in found.items():
        for source in sources:
            yield Charted(of, plain(f"{source.metric} of {of}", source))


def _business(parts: Parts, handbook: Handbook, name: str) -> Charted:
    cadence = handbook.metrics.business[name].cadence
    every = cadence.longest or None
    if name == "active_users":
        sessions = parts.business("ActiveSessions", "Average", "Maximum")
        return Charted("business", plain("active sessions", sessions), every)
    if name == "films_generated":
        return Charted("business", plain("films generated", parts.films("FilmsGenerated")), every)
    if name == "conversion_rate":
        bought = parts.business("SubscriptionConversions", "Sum")
        signups = parts.business("UserSignups", "Sum")
        return Charted("business", _share("conversions among sign-ups", bought, signups), every)
    gone = parts.business("SubscriptionsCancelled", "Sum")
    active = parts.business("ActiveSubscriptions", "Maximum", "Average")
    return Charted("business", _share("cancelled among all subscriptions", gone, active), every)


def _share(what: str, part: Source, whole: Source) -> Value:
    """A share in percent; of nothing there is none."""
    numbers = tuple(product((0.0, 3.0), (12.0, 60.0)))
    shares: tuple[tuple[tuple[Point, ...], Point], ...] = tuple(
        (pair, 100 * pair[0] / pair[1]) for pair in numbers
    )
    return Value(what, (part, whole), (*shares, ((3.0, 0.0), None)))
