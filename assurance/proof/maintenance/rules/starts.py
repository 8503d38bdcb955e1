"""What a schedule or an event starts: on time or not at all, and never lost in silence."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.assembly import Json, Resource
from assurance.assembly.values import dig, items, mapping, text
from assurance.policy import Role, Service
from assurance.proof.maintenance.seen import Seen
from assurance.proof.maintenance.services import RULE, SCHEDULE
from assurance.proof.paging import roles
from assurance.proof.paging.lost_pages import not_taken
from assurance.proof.paging.publishers import EVENTS, Publisher
from assurance.proof.paging.walk import Walk
from assurance.proof.recovery.figures import whole
from assurance.proof.rule import Finding, at, rule

LATEST = 900
"""Seconds: statement 36. By default Scheduler and EventBridge go on for a day, and a window's work
would begin twenty hours after the window (API_RetryPolicy)."""
_QUEUE = "AWS::SQS::Queue"
_PAGE = "AWS::Events::ApiDestination"


@rule(
    "maintenance.starts",
    "Maintenance Windows",
    "what cannot be started within 15 min is given up and kept in a queue, not started late",
    "targets of schedules and rules",
)
def starts(seen: Seen) -> Iterator[Finding]:
    """A page by an API destination may be tried for longer: a late page is still a page."""
    walk = seen.walk
    fix = (
        "Set MaximumEventAgeInSeconds to 900 and a DeadLetterConfig whose queue admits the sender."
    )
    for resource in seen.stage.resources(SCHEDULE, RULE):
        for path, target in _targets(resource):
            faults = [*_late(seen, resource, target), *_lost(walk, resource, target)]
            told = f"{resource.logical_id} {', '.join(faults)}" if faults else ""
            yield Finding(at(resource, path), told, fix)


def _targets(resource: Resource) -> Iterator[tuple[str, Json]]:
    if resource.type == SCHEDULE:
        yield "Properties.Target", resource.properties.get("Target")
        return
    for count, target in enumerate(items(resource.properties.get("Targets"))):
        yield f"Properties.Targets.{count}", target


def _late(seen: Seen, resource: Resource, target: Json) -> Iterator[str]:
    called = seen.stage.resource(mapping(target).get("Arn"))
    if resource.type == RULE and called is not None and called.type == _PAGE:
        return
    age = whole(dig(target, "RetryPolicy", "MaximumEventAgeInSeconds"))
    if age is None or age > LATEST:
        yield f"may start up to {f'{age} s' if age is not None else 'a day'} late"


def _lost(walk: Walk, resource: Resource, target: Json) -> Iterator[str]:
    arn = text(dig(target, "DeadLetterConfig", "Arn") or "")
    if not arn:
        yield "has no dead-letter queue"
        return
    queue = walk.stage.resource(arn)
    if queue is None or queue.type != _QUEUE:
        yield "has a dead-letter queue that is not in these templates"
        return
    sender = _sender(walk, resource, target)
    if sender is None:
        yield "has no role in these templates"
    elif fault := not_taken(walk, queue, Publisher(resource, "Properties", sender)):
        yield f"loses what it cannot start: {fault}"


def _sender(walk: Walk, resource: Resource, target: Json) -> Service | Role | None:
    """EventBridge leaves dead letters as itself, Scheduler as the role of the schedule."""
    if resource.type == RULE:
        return EVENTS
    role = walk.stage.resource(mapping(target).get("RoleArn"))
    return roles.principal(role) if role else None


RULES = (starts,)
