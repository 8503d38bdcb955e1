"""What an environment does not have, and so cannot keep a promise about."""

from __future__ import annotations

from collections.abc import Mapping

from assurance.proof.monitoring.demands.alerting import FILMS
from assurance.proof.monitoring.demands.services import SERVICES
from assurance.proof.monitoring.monitoring import Monitoring
from assurance.proof.monitoring.parts import Parts

_MODULES = "assurance/proof/monitoring/demands/services"
PART = {one.row: one.part for one in SERVICES}
"""What an environment without a row lacks."""
_BALANCER, _FILMS = PART["api"], PART[FILMS]
_TASKS, _WORKERS, _CACHE, _DATABASE = "ECS service", "workers", "cache", "database"
_QUEUES = "queues"
_ABOUT: Mapping[str, tuple[str, ...]] = {
    **{row: (part,) for row, part in PART.items()},
    "api_response_time": (_BALANCER,),
    "api_errors": (_BALANCER,),
    "healthy_hosts": (_BALANCER,),
    "high_errors": tuple(part for row, part in PART.items() if row != FILMS),
    "outage": tuple(PART.values()),
    "queue_depth": (_QUEUES,),
    "oldest_message": (_QUEUES,),
    "unattended_queue": (_QUEUES,),
    "dead_letters": ("dead-letter queues",),
    "film_success": (_FILMS,),
    "generation_time": (_FILMS,),
    "stale_figures": (_FILMS,),
    "business": (_FILMS,),
    "missing_tasks": (_TASKS, _WORKERS),
    "backend_cpu": (_TASKS, _CACHE),
    "worker_cpu": (_WORKERS,),
    "cpu": (_TASKS, _WORKERS, _DATABASE, _CACHE),
    "memory": (_TASKS, _WORKERS, _CACHE),
    "disk_free": (_WORKERS, _DATABASE),
    "network": (*(part for row, part in PART.items() if row != FILMS), _WORKERS, _DATABASE),
    "certificate": ("certificates",),
    "cache": (_CACHE,),
    "error_rate_rise": tuple(one.part for one in SERVICES if one.guarded),
    "response_time_rise": tuple(one.part for one in SERVICES if one.timed and one.timed.guarded),
    "health_checks": (_BALANCER,),
}


def lacking(seen: Monitoring, promise: str) -> str:
    """Which of the parts a promise is about are not there: dev has no load balancer."""
    if seen.parts is None or seen.environment is None:
        return "no environment file says what runs here"
    words = promise.split(".")
    rows = {row for row, _ in seen.handbook.slos.items()}
    for unread in (word for word in words if word in rows - PART.keys()):
        return f"nothing here reads {unread}: wanted a module of it in {_MODULES}"
    about = next((_ABOUT[word] for word in words if word in _ABOUT), (_DATABASE,))
    here = _here(seen.parts)
    missing = [name for name in about if not here[name]]
    return f"{seen.environment.name} has no {' and no '.join(missing)}" if missing else ""


def _here(parts: Parts) -> Mapping[str, bool]:
    platform, films = parts.environment.platform, parts.environment.platform.film_generation
    return {
        **{one.part: one.here(parts) for one in SERVICES},
        _TASKS: platform.api is not None,
        _WORKERS: films is not None and films.workers is not None,
        _CACHE: platform.cache is not None,
        _DATABASE: parts.database is not None,
        _QUEUES: bool(platform.queues),
        "dead-letter queues": bool(parts.dead_letters()),
        "certificates": bool(platform.certificates),
    }
