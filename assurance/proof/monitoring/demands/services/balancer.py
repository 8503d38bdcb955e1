"""What a load balancer says of the requests it takes."""

from __future__ import annotations

from collections.abc import Callable

from assurance.proof.monitoring.events import Events
from assurance.proof.monitoring.readings import Source


def requests(what: str, counted: Callable[[str], Source]) -> Events:
    """The requests of one load balancer, whose metrics `counted` gives.

    Its own 503 is not in RequestCount: no target was chosen for it.
    """
    names = "RequestCount", "HTTPCode_ELB_503_Count", "HTTPCode_Target_5XX_Count"
    sources = tuple(counted(name) for name in (*names, "HTTPCode_ELB_5XX_Count"))

    def points(
        handled: float, refused: float, target: float, balancer: float
    ) -> dict[tuple[str, str], float | None]:
        values = (handled, refused, target, balancer)
        pairs = zip(sources, values, strict=True)
        return {(one.metric, "Sum"): value or None for one, value in pairs}

    return Events(
        what,
        "requests",
        sources,
        lambda events, failed: (
            points(events, 0, failed, 0),
            points(events, 0, 0, failed),
            points(events - failed, failed, 0, failed),
        ),
    )
