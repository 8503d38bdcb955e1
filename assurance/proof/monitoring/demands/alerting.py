"""What our own decisions ask for: outages, high error rates, silence, stale figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from assurance.proof.monitoring.demands.kinds import answers
from assurance.proof.monitoring.demands.places import SECOND, Place
from assurance.proof.monitoring.demands.services import FILM_GENERATION, services_of
from assurance.proof.monitoring.demands.thresholds import alarms, number
from assurance.proof.monitoring.events import Share
from assurance.proof.monitoring.formula import Point
from assurance.proof.monitoring.parts import Parts
from assurance.proof.monitoring.readings import Heard, Source, Value
from assurance.proof.monitoring.wanted import Limit, Wanted
from promises import Handbook, Sense
from promises.alerting import Silence

_FALSE_ALARM_FROM = 2
"""One failed event alone is no outage."""
_NEVER = Limit(Sense.BELOW, 1)
FILMS = FILM_GENERATION.row


def wanted(parts: Parts, handbook: Handbook) -> Iterator[Wanted]:
    """Everything under `alerting` that is one metric alarm."""
    yield from _outages(parts, handbook)
    yield from _unattended(parts, handbook)
    yield from _high_errors(parts, handbook)
    for name, heard in _voices(parts).items():
        silence = handbook.alerting.silence[name]
        yield _silence(f"alerting.silence.{name}", name, heard, silence, silence.lasting)
    yield from _stale(parts, handbook)


def _outages(parts: Parts, handbook: Handbook) -> Iterator[Wanted]:
    alert, few = handbook.alerting.outage, handbook.alerting.few_failures.failures.number
    limit = Limit(alert.when.sense, number(alert.when.value, SECOND))
    for name, events in answers(parts).items():
        failed = Share(events, least=(_FALSE_ALARM_FROM, few))
        lasting = alert.lasting
        yield Wanted("alerting.outage", name, failed, limit, lasting, alert.severity, whole=True)


def _unattended(parts: Parts, handbook: Handbook) -> Iterator[Wanted]:
    """Jobs wait while none is held: a worker on a long job holds it."""
    alert = handbook.alerting.unattended_queue
    limit = Limit(alert.when.sense, number(alert.when.value, SECOND))
    for kind, name in parts.queues().items():
        jobs = "ApproximateNumberOfMessages"
        held = parts.source("AWS/SQS", f"{jobs}NotVisible", "Maximum", QueueName=name)
        waiting = parts.source("AWS/SQS", f"{jobs}Visible", "Minimum", QueueName=name)
        probes: tuple[tuple[tuple[Point, ...], Point], ...] = (
            ((0.0, 5.0), 5.0),
            ((0.0, 0.0), 0.0),
            ((1.0, 5.0), 0.0),
            ((3.0, 0.0), 0.0),
        )
        what = f"the jobs of the {kind} queue that wait while none is held"
        idle = Value(what, (held, waiting), probes)
        of, lasting = FILMS, alert.lasting
        yield Wanted("alerting.unattended_queue", of, idle, limit, lasting, alert.severity)


def _high_errors(parts: Parts, handbook: Handbook) -> Iterator[Wanted]:
    """Of every service; film generation has limits of its own, on its success."""
    for name, events in answers(parts).items():
        if name != FILMS:
            place = Place("", name, Share(events), Share(events))
            yield alarms(place, handbook.alerting.high_errors, "alerting.high_errors")


def _voices(parts: Parts) -> dict[str, Heard]:
    """For each service, the database and the cache the metrics that are there while it lives."""
    platform = parts.environment.platform
    found: dict[str, tuple[Source, ...]] = {one.row: one.heard(parts) for one in services_of(parts)}
    if parts.database:
        metrics = ("CPUUtilization", "DatabaseConnections", "FreeStorageSpace")
        found["database"] = tuple(parts.instance(one) for one in metrics)
    if platform.cache:
        found["cache"] = (parts.node("EngineCPUUtilization"),)
    return {name: Heard(f"the silence of {name}", sources) for name, sources in found.items()}


def _stale(parts: Parts, handbook: Handbook) -> Iterator[Wanted]:
    """Business figures, each missed at its own cadence; films are missed by their silence."""
    if not parts.environment.platform.film_generation:
        return
    stale, cadences = handbook.alerting.stale_figures, handbook.metrics.business
    for name, cadence, metrics in (
        ("active users", cadences.active_users.cadence, ("ActiveSessions",)),
        ("conversion", cadences.conversion_rate.cadence, ("UserSignups",)),
        ("churn", cadences.churn_rate.cadence, ("ActiveSubscriptions",)),
    ):
        heard = Heard(f"the figure for {name}", tuple(parts.business(one) for one in metrics))
        lasting = max(stale.lasting, cadence.longest)
        yield _silence("alerting.stale_figures", "business", heard, stale, lasting)


def _silence(promise: str, of: str, heard: Heard, silence: Silence, lasting: timedelta) -> Wanted:
    return Wanted(promise, of, heard, _NEVER, lasting, silence.severity, silence=True)
