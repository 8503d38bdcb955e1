"""Certificates: days until each expires."""

from collections.abc import Mapping
from datetime import timedelta

from filmops.alarms import AlarmSpec, MissingData, Story
from filmops.metrics import Metric
from filmops.service import Policy, Service
from filmops.watching import Unit, Watched, alarm_on

DAY = timedelta(days=1)


def days_left(arn: str) -> Metric:
    """Days until a certificate expires; ACM publishes about twice a day."""
    dimensions = {"CertificateArn": arn}
    return Metric("AWS/CertificateManager", "DaysToExpiry", dimensions, "Minimum", DAY)


def certificates(policy: Policy, arns: Mapping[str, str]) -> Service:
    """Each certificate by what it serves."""
    signs = tuple(_expires(policy, kind, arn) for kind, arn in arns.items())
    return Service(name="certificates", signs=signs)


def _expires(policy: Policy, kind: str, arn: str) -> AlarmSpec:
    watched = Watched(
        name=policy.names.of(f"{kind}-certificate-expiry"),
        looks_at=days_left(arn),
        unit=Unit.DAYS,
        missing=MissingData.BREACHING,
    )
    story = Story(
        f"The {kind} certificate expires soon",
        "Nobody yet, everybody on the day it expires",
        "certificate-expiry",
    )
    alert = policy.handbook.thresholds.certificate.alert
    return alarm_on(alert, watched, story, policy.handbook.severities)
