"""The rows of the table of objectives, one module each. A new row is one more of them, named here."""

from assurance.proof.monitoring.demands.services.api import API
from assurance.proof.monitoring.demands.services.dashboard import DASHBOARD
from assurance.proof.monitoring.demands.services.film_generation import FILM_GENERATION
from assurance.proof.monitoring.demands.services.s3_storage import S3_STORAGE
from assurance.proof.monitoring.demands.services.service import Service
from assurance.proof.monitoring.parts import Parts

SERVICES: tuple[Service, ...] = (API, FILM_GENERATION, DASHBOARD, S3_STORAGE)


def services_of(parts: Parts) -> tuple[Service, ...]:
    """Those an environment runs, in the order of the table."""
    return tuple(one for one in SERVICES if one.here(parts))


__all__ = ["FILM_GENERATION", "SERVICES", "Service", "services_of"]
