"""Metrics the platform's application and this project publish, and those about alarming itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from assurance.proof.monitoring.facts.fact import PERCENTILES, RANKS, Fact, Kind, keys

_PLATFORM = "the platform's table of application metrics"
_PROJECT = "this project's own functions"
_SIGNALS = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-ServiceLevelObjectives.html"
_STATES = "https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html"
_SNS = "https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html"
_NONE = keys("")
_DAY, _FIVE_MINUTES = timedelta(days=1), timedelta(minutes=5)
_GAUGE = ("Average", "Maximum", "Minimum")
_LATEST = ("Maximum",)


def _counted(
    source: str = _PLATFORM, dimensions: tuple[frozenset[str], ...] = _NONE, low: float = 0
) -> Fact:
    return Fact(dimensions, "count", Kind.EVENTS, ("Sum",), source, low=low)


APPLICATION: Mapping[str, Fact] = {
    "FilmsGenerated": _counted(),
    "FilmGenerationFailures": _counted(),
    # a film takes minutes; nobody waits a day for one
    "GenerationDuration": Fact(
        _NONE,
        "seconds",
        Kind.EVENTS,
        ("Average", "Maximum", PERCENTILES, RANKS),
        _PLATFORM,
        86400,
    ),
}
BUSINESS: Mapping[str, Fact] = {
    "ActiveSessions": Fact(_NONE, "sessions", Kind.CONTINUOUS, _GAUGE, _PLATFORM),
    "ActiveSubscriptions": Fact(_NONE, "subscriptions", Kind.CONTINUOUS, _GAUGE, _PLATFORM),
    "UserSignups": _counted(),
    "SubscriptionConversions": _counted(),
    "SubscriptionsCancelled": _counted(),
}
OWN: Mapping[tuple[str, str], Fact] = {
    # a test counts as 1 and its absence as nothing
    ("FilmOps/Paging", "PageTestRequested"): _counted(_PROJECT, low=1),
    ("FilmOps/Paging", "PageTestArrived"): _counted(_PROJECT, low=1),
    ("FilmOps/Delivery", "Deployments"): _counted(_PROJECT, keys("Environment")),
    # of several guards, each in its own unit
    ("FilmOps/Delivery", "Before"): Fact(
        keys("Alarm"), "as the guard", Kind.EVENTS, ("Maximum",), _PROJECT
    ),
    ("FilmOps/Database", "RefusedConnections"): _counted(_PROJECT),
    # minutes: a drill is given up when its run ends, at the recovery time objective or before
    ("FilmOps/Recovery", "DrillMinutes"): Fact(
        keys("Drill"), "minutes", Kind.EVENTS, ("Maximum",), _PROJECT, 1440, every=_DAY
    ),
    **{
        ("FilmOps/Recovery", name): Fact(
            keys("Copy"), "seconds", Kind.CONTINUOUS, _LATEST, _PROJECT, every=_FIVE_MINUTES
        )
        for name in ("RecoveryPointAge", "BackupAge")
    },
    ("FilmOps/Maintenance", "CalendarWatched"): Fact(
        keys("service"), "count", Kind.CONTINUOUS, _LATEST, _PROJECT, every=3 * _FIVE_MINUTES
    ),
    ("FilmOps/Incidents", "OpenIncidents"): Fact(
        keys("Severity"), "incidents", Kind.CONTINUOUS, _LATEST, _PROJECT, every=_FIVE_MINUTES
    ),
    ("FilmOps/Recovery", "DrillSucceeded"): _counted(_PROJECT, keys("Drill")),
    ("FilmOps/Recovery", "DaysSinceDrill"): Fact(
        keys("Drill"), "days", Kind.CONTINUOUS, _GAUGE, _PROJECT, every=_DAY
    ),
    **{
        ("AWS/States", name): _counted(_STATES, keys("StateMachineArn"))
        for name in ("ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted")
    },
    **{
        ("AWS/SNS", name): _counted(_SNS, keys("TopicName"))
        for name in ("NumberOfNotificationsFailed", "NumberOfNotificationsFailedToRedriveToDlq")
    },
    ("AWS/ApplicationSignals", "AttainmentRate"): Fact(
        keys("SloName"), "percent", Kind.CONTINUOUS, _GAUGE, _SIGNALS, 100
    ),
    ("AWS/ApplicationSignals", "BurnRate"): Fact(
        keys("SloName BurnRateWindowMinutes"), "times", Kind.CONTINUOUS, _GAUGE, _SIGNALS
    ),
}
