"""The table: which fact belongs to a metric."""

from __future__ import annotations

from assurance.proof.monitoring.facts.fact import Fact
from assurance.proof.monitoring.facts.machines import MACHINES
from assurance.proof.monitoring.facts.own import APPLICATION, BUSINESS, OWN
from assurance.proof.monitoring.facts.services import SERVICES

_TABLE = {**SERVICES, **MACHINES, **OWN}
_STUDIO = "AIFilmStudio/"


def fact_of(namespace: str, metric: str) -> Fact | None:
    """What is known of a metric; None where nobody wrote it down.

    The application's namespaces differ by environment: AIFilmStudio/Production, .../Business.
    """
    if namespace.startswith(_STUDIO):
        business = namespace.removeprefix(_STUDIO).startswith("Business")
        return (BUSINESS if business else APPLICATION).get(metric)
    return _TABLE.get((namespace, metric))
