"""What an environment does not have, and so cannot keep a promise about."""

from __future__ import annotations

from collections.abc import Mapping

from assurance.proof.monitoring.monitoring import Monitoring
from assurance.proof.monitoring.parts import Parts

_BALANCER, _FILMS, _VIEWERS = "load balancer", "film generation", "CloudFront distribution"
_TASKS, _WORKERS, _CACHE, _DATABASE = "ECS service", "workers", "cache", "database"
_QUEUES, _BUCKET = "queues", "media bucket"
_ABOUT: Mapping[str, tuple[str, ...]] = {
    "api": (_BALANCER,),
    "api_response_time": (_BALANCER,),
    "api_errors": (_BALANCER,),
    "healthy_hosts": (_BALANCER,),
    "high_errors": (_BALANCER, _VIEWERS, _BUCKET),
    "outage": (_BALANCER, _FILMS, _VIEWERS, _BUCKET),
    "queue_depth": (_QUEUES,),
    "oldest_message": (_QUEUES,),
    "unattended_queue": (_QUEUES,),
    "dead_letters": ("dead-letter queues",),
    "film_generation": (_FILMS,),
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
    "network": (_BALANCER, _WORKERS, _VIEWERS, _BUCKET, _DATABASE),
    "certificate": ("certificates",),
    "dashboard": (_VIEWERS,),
    "s3_storage": (_BUCKET,),
    "cache": (_CACHE,),
    "error_rate_rise": (_BALANCER, _FILMS, _VIEWERS),
    "response_time_rise": (_BALANCER, _VIEWERS),
    "health_checks": (_BALANCER,),
}


def lacking(seen: Monitoring, promise: str) -> str:
    """Which of the parts a promise is about are not there: dev has no load balancer."""
    if seen.parts is None or seen.environment is None:
        return "no environment file says what runs here"
    words = (word for word in promise.split(".") if word in _ABOUT)
    about = _ABOUT.get(next(words, ""), (_DATABASE,))
    here = _here(seen.parts)
    missing = [name for name in about if not here[name]]
    return f"{seen.environment.name} has no {' and no '.join(missing)}" if missing else ""


def _here(parts: Parts) -> Mapping[str, bool]:
    platform, films = parts.environment.platform, parts.environment.platform.film_generation
    return {
        _BALANCER: platform.api is not None,
        _TASKS: platform.api is not None,
        _FILMS: films is not None,
        _WORKERS: films is not None and films.workers is not None,
        _VIEWERS: platform.dashboard is not None,
        _CACHE: platform.cache is not None,
        _DATABASE: parts.database is not None,
        _BUCKET: parts.bucket is not None,
        _QUEUES: bool(platform.queues),
        "dead-letter queues": bool(parts.dead_letters()),
        "certificates": bool(platform.certificates),
    }
