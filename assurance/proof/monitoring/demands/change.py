"""What takes a change back: the alarms a deployment is watched by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from assurance.proof.monitoring.demands.places import SECOND
from assurance.proof.monitoring.demands.services import services_of
from assurance.proof.monitoring.demands.thresholds import least, number
from assurance.proof.monitoring.events import Percentile, Share
from assurance.proof.monitoring.formula import Point
from assurance.proof.monitoring.parts import Parts
from assurance.proof.monitoring.readings import Source, Value, plain
from assurance.proof.monitoring.rises import Rise
from assurance.proof.monitoring.wanted import Limit, Wanted
from promises import Alert, Handbook
from promises import Limit as Bound

ROLLBACK = "change.rollback_when"
CONNECTIONS = "change.connection_failures"


def wanted(parts: Parts, handbook: Handbook) -> Iterator[Wanted]:
    """Every alarm that is there for deployments alone."""
    rises, guards = handbook.change.rollback_when, handbook.change.guards
    over, severity = guards.over, guards.severity
    for one in services_of(parts):
        if one.guarded:
            limit, few = rises.error_rate_rise, least(rises.error_rate_rise)
            risen, which = Rise(Share(one.answers(parts), least=few)), f"{ROLLBACK}.error_rate_rise"
            above = _limit(limit, SECOND)
            yield Wanted(which, one.row, risen, above, over, severity, whole=True)
        if one.timed and one.timed.guarded:
            limit, which = rises.response_time_rise, f"{ROLLBACK}.response_time_rise"
            risen = Rise(_percentile(one.timed.source(parts), handbook))
            above = _limit(limit, one.timed.unit)
            yield Wanted(which, one.row, risen, above, over, severity, whole=True)
    if parts.environment.platform.api:
        unhealthy, alert = _unhealthy(parts), rises.health_checks
        yield _alarm(f"{ROLLBACK}.health_checks", "api", unhealthy, alert)
    if parts.database:
        refused = Source("FilmOps/Database", "RefusedConnections", (), ("Sum",))
        reading = plain("the connections the database refuses", refused)
        yield _alarm(CONNECTIONS, "database", reading, handbook.change.connection_failures)


def _percentile(waited: Source, handbook: Handbook) -> Percentile:
    share = handbook.alerting.latency_share.percent
    one = Source(waited.namespace, waited.metric, waited.dimensions, (f"p{share:f}",))
    few = round(100 / (100 - float(share)))
    return Percentile(f"the p{share:f} of {waited.metric}", one, (few, few))


def _unhealthy(parts: Parts) -> Value:
    hosts = tuple(parts.targets(f"{one}HostCount", "Maximum") for one in ("Healthy", "UnHealthy"))
    probes: tuple[tuple[tuple[Point, ...], Point], ...] = (
        ((4.0, 0.0), 0.0),
        ((3.0, 1.0), 25.0),
        ((1.0, 3.0), 75.0),
        ((0.0, 2.0), 100.0),
    )
    return Value("the share of hosts that fail their health checks", hosts, probes)


def _alarm(promise: str, of: str, reading: Value, alert: Alert) -> Wanted:
    above = _limit(alert.when, SECOND)
    return Wanted(promise, of, reading, above, alert.lasting, alert.severity)


def _limit(bound: Bound, unit: timedelta) -> Limit:
    return Limit(bound.sense, number(bound.value, unit))
