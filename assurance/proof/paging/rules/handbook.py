"""The promises of the handbook that the paging path proves, under the handbook's own ids."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.proof.paging.rules import signs_of_life
from assurance.proof.paging.rules.channels import severity_channels
from assurance.proof.paging.rules.events import event_rules
from assurance.proof.paging.walk import Walk
from assurance.proof.rule import Finding, Judge, Rule, at
from promises import Channel, Handbook, Level


def handbook_rules(handbook: Handbook) -> tuple[Rule[Walk], ...]:
    """The rules that carry a promise's id, and those made from the handbook's words."""
    promises = {promise.id: promise for promise in handbook.catalogue()}

    def of(promise: str, judges: str, judge: Judge[Walk]) -> Rule[Walk]:
        made = promises[promise]
        return Rule(made.id, made.section, made.promised, judges, judge)

    return (
        *severity_channels(handbook),
        of("on_call.tool", "alarms that page", pagerduty_is_the_tool),
        of("on_call.heartbeat", "Regions that page", signs_of_life.heartbeat),
        of("on_call.page_test.moment", "Regions that page", signs_of_life.page_test),
        *event_rules(handbook),
    )


def pagerduty_is_the_tool(walk: Walk) -> Iterator[Finding]:
    """Whoever must be woken is woken by PagerDuty."""
    for level in Level:
        if Channel.PAGERDUTY not in walk.handbook.severities[level].channels:
            continue
        for alarm in walk.of_severity(level):
            reached = any(one.channel is Channel.PAGERDUTY for one in walk.reached(alarm))
            name = alarm.resource.logical_id
            yield Finding(
                at(alarm.resource, "Properties.AlarmActions"),
                "" if reached else f"alarm {name} does not reach PagerDuty",
                f"Tell the {level} topic, subscribed by PagerDuty's CloudWatch integration.",
            )
