"""The API, behind its load balancer."""

from assurance.proof.monitoring.demands.services.balancer import requests
from assurance.proof.monitoring.demands.services.service import Service, Timed

API = Service(
    row="api",
    part="load balancer",
    here=lambda parts: parts.environment.platform.api is not None,
    answers=lambda parts: requests("API requests", parts.balancer),
    heard=lambda parts: (parts.balancer("RequestCount"),),
    moved=lambda parts: (parts.balancer("ProcessedBytes"),),
    timed=Timed(
        "requests that take too long",
        lambda parts: parts.balancer("TargetResponseTime"),
        guarded=True,
    ),
    leans_on=("database",),
    guarded=True,
)
