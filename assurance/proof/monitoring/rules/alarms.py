"""Promises that are alarms on one number: thresholds, outages, silence, stale figures."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.proof.monitoring.monitoring import Monitoring
from assurance.proof.monitoring.telling import Answer, found_in, missing_here
from assurance.proof.monitoring.wanted import Match
from assurance.proof.rule import Finding, at

_UNMEASURED = {
    "thresholds.backup_age.alert": "no metric tells the age of the newest backup yet",
}
_NEEDS = {
    "api_response_time": ("load balancer",),
    "api_errors": ("load balancer",),
    "healthy_hosts": ("load balancer",),
    "queue_depth": ("queues",),
    "oldest_message": ("queues",),
    "dead_letters": ("dead-letter queues",),
    "film_success": ("film generation",),
    "generation_time": ("film generation",),
    "missing_tasks": ("ECS service", "workers"),
    "backend_cpu": ("ECS service", "cache"),
    "worker_cpu": ("workers",),
    "memory": ("ECS service", "workers", "cache"),
    "disk_free": ("workers", "database"),
    "certificate": ("certificates",),
    "unattended_queue": ("queues",),
    "stale_figures": ("business figures",),
    "api": ("load balancer",),
    "film_generation": ("film generation",),
    "dashboard": ("CloudFront distribution",),
    "s3_storage": ("media bucket",),
    "cache": ("cache",),
}


def alarms(seen: Monitoring, promise: str) -> Answer:
    """Each alarm the promise asks for is there, and what speaks for it is as urgent."""
    found = seen.matches.get(promise, ())
    findings = found_in(seen, found)
    findings += [one for match in found for one in speaking(seen, match)]
    absent = _UNMEASURED.get(promise) or missing_here(seen, *needs(promise))
    return Answer(findings, "alarms", absent=absent)


def speaking(seen: Monitoring, match: Match) -> Iterator[Finding]:
    """Somebody speaks for the alarm, with the severity that was promised."""
    if match.watcher is None or match.fault:
        return
    alarm, severity = match.watcher.alarm, match.wanted.severity
    speakers = seen.speakers(alarm)
    fix = f"Let the alarm, or a composite over it, tell the {severity} topic."
    if not speakers:
        yield Finding(at(alarm.resource), f"nobody speaks for alarm {match.watcher.name}", fix)
    for one in speakers:
        if one.severity is not severity:
            fault = (
                f"{one.resource.logical_id} speaks as {one.severity} for alarm "
                f"{match.watcher.name}, promised {severity}"
            )
            yield Finding(at(one.resource), fault, fix)


def needs(promise: str) -> tuple[str, ...]:
    """What an environment must have for the promise to be about anything."""
    words = promise.split(".")
    found = [_NEEDS[word] for word in words if word in _NEEDS]
    return found[0] if found else ("database",)
