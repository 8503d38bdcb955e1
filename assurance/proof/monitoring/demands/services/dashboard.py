"""The web dashboard, as CloudFront counts its requests."""

from assurance.proof.monitoring.demands.services.service import MILLISECOND, Service, Timed
from assurance.proof.monitoring.events import Events, share
from assurance.proof.monitoring.parts import Parts


def _views(parts: Parts) -> Events:
    requests, rate = parts.distribution("Requests", "Sum"), "5xxErrorRate"
    return Events(
        "web dashboard requests",
        "requests",
        (requests, parts.distribution(rate, "Average")),
        lambda events, failed: (
            {("Requests", "Sum"): events or None, (rate, "Average"): share(failed, events)},
        ),
    )


DASHBOARD = Service(
    row="dashboard",
    part="CloudFront distribution",
    here=lambda parts: parts.environment.platform.dashboard is not None,
    answers=_views,
    heard=lambda parts: (parts.distribution("Requests"),),
    moved=lambda parts: (parts.distribution("BytesDownloaded", "Sum"),),
    timed=Timed(
        "requests that take too long",
        lambda parts: parts.distribution("OriginLatency"),
        MILLISECOND,
        guarded=True,
    ),
    leans_on=("api", "database"),
    guarded=True,
)
