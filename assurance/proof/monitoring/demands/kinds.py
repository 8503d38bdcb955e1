"""The events of each service: which metrics tell of them, and how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from assurance.proof.monitoring.events import Events
from assurance.proof.monitoring.parts import Parts
from assurance.proof.monitoring.readings import Source
from promises import Handbook, Percentage

_SECOND, _MILLISECOND = timedelta(seconds=1), timedelta(milliseconds=1)


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
    platform = parts.environment.platform
    found: dict[str, Events] = {}
    if platform.api:
        found["api"] = _requests(parts)
    if platform.film_generation:
        found["film_generation"] = _films(parts)
    if platform.dashboard:
        found["dashboard"] = _views(parts)
    if parts.bucket:
        found["s3_storage"] = _objects(parts)
    return found


def durations(parts: Parts, handbook: Handbook) -> dict[str, Events]:
    """The same, failed when slower than promised. Each metric counts in its own unit."""
    platform, slos = parts.environment.platform, handbook.slos
    found: dict[str, Events] = {}
    if platform.api and slos.api.latency:
        time = parts.balancer("TargetResponseTime")
        found["api"] = _slow("requests that take too long", time, slos.api.latency.below / _SECOND)
    if platform.film_generation and slos.film_generation.latency:
        time, limit = parts.films("GenerationDuration"), slos.film_generation.latency.below
        found["film_generation"] = _slow("films that take too long", time, limit / _SECOND)
    if platform.dashboard and slos.dashboard.latency:
        time, limit = parts.distribution("OriginLatency"), slos.dashboard.latency.below
        found["dashboard"] = _slow("requests that take too long", time, limit / _MILLISECOND)
    return found


def _requests(parts: Parts) -> Events:
    """A load balancer's own 503 is not in RequestCount: no target was chosen for it."""
    names = "RequestCount", "HTTPCode_ELB_503_Count", "HTTPCode_Target_5XX_Count"
    sources = tuple(parts.balancer(name) for name in (*names, "HTTPCode_ELB_5XX_Count"))

    def points(
        handled: float, refused: float, target: float, balancer: float
    ) -> dict[tuple[str, str], float | None]:
        values = (handled, refused, target, balancer)
        pairs = zip(sources, values, strict=True)
        return {(one.metric, "Sum"): value or None for one, value in pairs}

    return Events(
        "API requests",
        "requests",
        sources,
        lambda events, failed: (
            points(events, 0, failed, 0),
            points(events, 0, 0, failed),
            points(events - failed, failed, 0, failed),
        ),
    )


def _films(parts: Parts) -> Events:
    made, failures = parts.films("FilmsGenerated"), parts.films("FilmGenerationFailures")
    return Events(
        "films",
        "films",
        (made, failures),
        lambda events, failed: (
            {
                ("FilmsGenerated", "Sum"): events - failed or None,
                ("FilmGenerationFailures", "Sum"): failed or None,
            },
        ),
    )


def _views(parts: Parts) -> Events:
    requests, rate = parts.distribution("Requests", "Sum"), "5xxErrorRate"
    return Events(
        "web dashboard requests",
        "requests",
        (requests, parts.distribution(rate, "Average")),
        lambda events, failed: (
            {("Requests", "Sum"): events or None, (rate, "Average"): _share(failed, events)},
        ),
    )


def _objects(parts: Parts) -> Events:
    requests, errors = parts.media("AllRequests"), parts.media("5xxErrors")
    return Events(
        "S3 requests",
        "requests",
        (requests, errors),
        lambda events, failed: tuple(
            {("AllRequests", "Sum"): events or None, ("5xxErrors", "Sum"): told}
            for told in ({failed or None, failed} if events else {None})
        ),
    )


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
                (source.metric, rank): _share(events - failed, events),
            },
        ),
    )


def _share(part: float, whole: float) -> float | None:
    return 100 * part / whole if whole else None
