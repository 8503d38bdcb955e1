"""Events that page: EventBridge to PagerDuty, past the topics that only alarms may use."""

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from aws_cdk import Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from constructs import Construct

from filmops.boards.guide import Guide
from filmops.lost_pages import LostPages
from filmops.names import Names
from filmops.watched_events import WatchedEvent
from promises import Level, Severity
from promises.pager import EVENT_SEVERITY

WITH_READS = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"


class EventPages(Construct):
    """One rule per watched event, each to the PagerDuty service of its severity.

    `severity_of` gives the handbook's severity of a meaning, `services` the door of each severity,
    `guide` the addresses a page leads to; what EventBridge cannot deliver within an hour goes to
    `lost_pages`.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Names,
        watched: Sequence[WatchedEvent],
        severity_of: Callable[[str], Severity],
        services: Mapping[Level, events.ApiDestination],
        guide: Guide,
        lost_pages: LostPages,
    ) -> None:
        super().__init__(scope, id)
        self.severities = {names.of(one.name): severity_of(one.meaning).level for one in watched}
        """The severity of every rule, by the rule's name, which is the same in every Region."""
        for event in watched:
            severity = severity_of(event.meaning)
            rule = events.Rule(
                self,
                event.name,
                rule_name=names.of(event.name),
                description=f"{event.what}. {event.meaning}: {severity.level}",
                event_pattern=_pattern(event),
            )
            if event.reads:
                cast("events.CfnRule", rule.node.default_child).state = WITH_READS
            rule.add_target(
                targets.ApiDestination(
                    services[severity.level],
                    event=_page(event, severity, guide),
                    dead_letter_queue=lost_pages,
                    max_event_age=Duration.hours(1),
                    retry_attempts=185,  # EventBridge's most; the hour above is what ends it
                )
            )


def _pattern(event: WatchedEvent) -> events.EventPattern:
    return events.EventPattern(
        source=list(event.sources), detail_type=list(event.detail_types), detail=event.detail
    )


def _page(event: WatchedEvent, severity: Severity, guide: Guide) -> events.RuleTargetInput:
    """The body of the request, but for the routing key, which the connection adds.

    Free text stands alone as a value, where EventBridge quotes it; identifiers may be joined.
    """
    identity = "-".join([event.name, *(_read(path) for path in event.dedup)])
    return events.RuleTargetInput.from_object(
        {
            "event_action": "trigger",
            "dedup_key": identity,
            "payload": {
                "summary": _read(event.summary),
                "source": _read("$.account"),
                "severity": EVENT_SEVERITY[severity.level],
                "timestamp": _read("$.time"),
                "component": _read("$.region"),
                "group": event.name,
                "class": event.meaning,
                "custom_details": {
                    "respond_within": severity.response_text,
                    "event": _read("$.id"),
                },
            },
            "links": [
                {"href": f"{guide.runbooks}#{event.runbook}", "text": "Runbook"},
                {"href": guide.address(event.board), "text": "Dashboard"},
            ],
        }
    )


def _read(path: str) -> str:
    return events.EventField.from_path(path) if path.startswith("$.") else path
