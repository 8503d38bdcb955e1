"""Events that page: which the handbook demands, and how each must travel."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.assembly import Json
from assurance.assembly.values import dig, mapping
from assurance.proof.paging.event_classes import EVENT_CLASSES, EventClass
from assurance.proof.paging.event_pages import EventPage, event_pages
from assurance.proof.paging.event_pattern import matches
from assurance.proof.paging.lost_pages import dead_letters, not_taken, unwatched
from assurance.proof.paging.publishers import EVENTS, Publisher
from assurance.proof.paging.rules.channels import services_of
from assurance.proof.paging.walk import Walk
from assurance.proof.rule import Finding, Judge, Rule, at, rule
from promises import Channel, Handbook, Level

ALERTS, LEVELS = "On-Call Responsibilities", "Incident Severity Levels"


@rule(
    "paging.events.request", ALERTS, "events reach PagerDuty's Events API v2", "PagerDuty targets"
)
def request(walk: Walk) -> Iterator[Finding]:
    """Destination, connection with the secret routing key, and a role that may call it."""
    for page in event_pages(walk.stage):
        fault = page.transport_fault(walk.stage)
        yield Finding(
            at(page.rule, page.path),
            fault and f"rule {page.rule.logical_id}: {fault}",
            "POST to https://events.pagerduty.com/v2/enqueue by an API destination whose "
            "connection adds routing_key from Secrets Manager as a secret body parameter.",
        )


@rule(
    "paging.events.body",
    ALERTS,
    "an event opens one incident, however often it comes",
    "PagerDuty targets",
)
def body(walk: Walk) -> Iterator[Finding]:
    """What the transformer sends: severity, summary, source, a stable dedup key."""
    for page in event_pages(walk.stage):
        fault = page.body_fault
        yield Finding(
            at(page.rule, f"{page.path}.InputTransformer"),
            fault and f"rule {page.rule.logical_id}: {fault}",
            "Send event_action trigger, a dedup_key made of the finding's identifiers, and a "
            "payload with summary, source and severity.",
        )


@rule(
    "paging.events.dead_letters",
    ALERTS,
    "an event that cannot be delivered is kept",
    "PagerDuty targets",
)
def kept(walk: Walk) -> Iterator[Finding]:
    """Retries said outright, then a queue that takes it and whose depth is watched."""
    for page in event_pages(walk.stage):
        fault = _kept_fault(walk, page)
        yield Finding(
            at(page.rule, f"{page.path}.DeadLetterConfig"),
            fault,
            "Set RetryPolicy and DeadLetterConfig; let the queue's policy and key admit "
            "events.amazonaws.com for this rule, and alarm on its depth.",
        )


def _kept_fault(walk: Walk, page: EventPage) -> str:
    attempts = dig(dict(page.target), "RetryPolicy", "MaximumRetryAttempts")
    if not isinstance(attempts, int) or attempts < 1:
        return f"rule {page.rule.logical_id} has no retry policy"
    letters: Json = {"deadLetterTargetArn": dig(dict(page.target), "DeadLetterConfig", "Arn")}
    queue = dead_letters(walk, letters)
    if queue is None:
        return f"rule {page.rule.logical_id} has no dead-letter queue"
    sender = Publisher(page.rule, page.path, EVENTS)
    return not_taken(walk, queue, sender) or unwatched(walk, queue)


def event_rules(handbook: Handbook) -> tuple[Rule[Walk], ...]:
    """For each class of events the rule that it reaches people at its severity."""
    return tuple(
        Rule(
            f"paging.events.{kind.name}",
            LEVELS,
            f"{kind.what} is {handbook.severity_of(kind.meaning).level} ({kind.meaning})",
            "Regions that page",
            _judge(kind),
        )
        for kind in EVENT_CLASSES
    )


def _judge(kind: EventClass) -> Judge[Walk]:
    def judge(walk: Walk) -> Iterator[Finding]:
        severity = walk.handbook.severity_of(kind.meaning)
        if Channel.PAGERDUTY not in severity.channels or not walk.alarms:
            return
        for region in (kind.only_in,) if kind.only_in else walk.regions:
            pages = list(_covering(walk, kind, region))
            fault = _uncovered(walk, kind, pages, severity.level)
            here = walk.regions.get(region, walk.alarms[0])
            yield Finding(
                at(pages[0].rule, "Properties.EventPattern") if pages else at(here.resource),
                fault and f"{region}: {fault}",
                f"Add a rule for {kind.what} whose target is the {severity.level} service of "
                "PagerDuty.",
            )

    return judge


def _covering(walk: Walk, kind: EventClass, region: str) -> Iterator[EventPage]:
    for page in event_pages(walk.stage):
        if page.rule.stack.region == region and not page.rule.properties.get("EventBusName"):
            pattern: Json = dict(mapping(page.rule.properties.get("EventPattern")))
            if any(matches(pattern, example) for example in kind.examples):
                yield page


def _uncovered(walk: Walk, kind: EventClass, pages: list[EventPage], level: Level) -> str:
    patterns = [page.rule.properties.get("EventPattern") for page in pages]
    missed = [
        one for one in kind.examples if not any(matches(pattern, one) for pattern in patterns)
    ]
    if missed:
        return f"no rule takes {kind.what} to PagerDuty" + (" in every form" if pages else "")
    urgent = list(Level)[: list(Level).index(level) + 1]
    services = {service for one in urgent for service in services_of(walk, one)}
    for page in pages:
        key = page.routing_key
        if key is None or key.secret not in services:
            wanted = ", ".join(sorted(services)) or f"the one of a {level} alarm"
            return f"rule {page.rule.logical_id} pages with {key}, wanted {wanted}"
    return ""


RULES = (request, body, kept)
