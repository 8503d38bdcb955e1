"""The dead man's switch: a sign of life that an outside watcher misses when it stops."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.assembly import Resource
from assurance.proof.paging.publishers import publishers_of
from assurance.proof.paging.schedules import Scheduled, role_fault, schedules_of
from assurance.proof.paging.secrets import is_one_secret
from assurance.proof.paging.topics import Topic
from assurance.proof.paging.walk import Walk
from assurance.proof.rule import Finding, at
from promises import text


def heartbeat(walk: Walk) -> Iterator[Finding]:
    """From every Region that pages, by the key of its pages, to a watcher that is not AWS."""
    for region in walk.paging_regions:
        found = [one for one in schedules_of(walk.stage, region) if _topic(walk, one)]
        faults = [_fault(walk, beat) for beat in found]
        fault = "" if "" in faults else next(iter(faults), "there is no heartbeat")
        shown = found[faults.index(fault)].resource if found else walk.regions[region].resource
        yield Finding(
            at(shown),
            fault and f"{region}: {fault}",
            "Schedule a publish to a topic under the paging topics' key at least every "
            f"{text(walk.handbook.on_call.heartbeat)}, with an HTTPS subscription whose address is a "
            "Secrets Manager reference.",
        )


def beats(walk: Walk, region: str) -> tuple[Scheduled, ...]:
    """The signs of life that really leave a Region."""
    return tuple(
        one
        for one in schedules_of(walk.stage, region)
        if _topic(walk, one) and not _fault(walk, one)
    )


def _fault(walk: Walk, beat: Scheduled) -> str:
    fault = _timing_fault(walk, beat) or role_fault(walk, beat) or _delivery_fault(walk, beat)
    return fault and f"schedule {beat.resource.logical_id} {fault}"


def _timing_fault(walk: Walk, beat: Scheduled) -> str:
    limit = walk.handbook.on_call.heartbeat
    if beat.every is None or beat.every > limit:
        return f"runs {beat.expression}, wanted at least every {text(limit)}"
    return ""


def _delivery_fault(walk: Walk, beat: Scheduled) -> str:
    topic = _topic(walk, beat)
    if topic is None or topic.resource.stack.region != beat.resource.stack.region:
        return "publishes to no topic of its Region"
    if topic.sealed.key not in _paging_keys(walk, topic.resource.stack.region):
        return "does not pass the key that the pages pass"
    for sender in publishers_of(walk.stage, topic.resource):
        if sender.resource is beat.resource and (refusal := topic.refusal(sender)):
            return f"is refused by topic {topic.name}: {refusal}"
    if not any(
        one.settings.get("Protocol") == "https" and is_one_secret(one.endpoint) and not one.fault
        for one in topic.receivers
    ):
        return "reaches no watcher by HTTPS at an address from Secrets Manager"
    return ""


def _paging_keys(walk: Walk, region: str) -> set[Resource | None]:
    topics = (topic for topic in walk.topics.values() if topic.pagerduty)
    return {topic.sealed.key for topic in topics if topic.resource.stack.region == region}


def _topic(walk: Walk, beat: Scheduled) -> Topic | None:
    for topic in walk.topics.values():
        arns = topic.resource.arns
        if beat.target in arns or any(f'"{arn}"' in beat.input for arn in arns):
            return topic
    return None
