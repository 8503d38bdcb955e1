"""The promises of the handbook that the paging path proves, under the handbook's own ids."""

from __future__ import annotations

from assurance.proof.paging.rules import channels
from assurance.proof.paging.rules.events import event_rules
from assurance.proof.paging.rules.heartbeat import heartbeat
from assurance.proof.paging.rules.page_test import page_test
from assurance.proof.paging.rules.reminders import looked, reminder_rules
from assurance.proof.paging.walk import Walk
from assurance.proof.rule import Judge, Rule
from promises import Handbook


def handbook_rules(handbook: Handbook) -> tuple[Rule[Walk], ...]:
    """The rules that carry a promise's id, and those made from the handbook's words."""
    promises = {promise.id: promise for promise in handbook.catalogue()}

    def of(promise: str, judges: str, judge: Judge[Walk]) -> Rule[Walk]:
        made = promises[promise]
        return Rule(made.id, made.section, made.promised, judges, judge)

    return (
        *(
            of(f"severities.{level}.channels", f"{level} alarms", judge)
            for level, judge in channels.SEVERITY_CHANNELS.items()
        ),
        of("on_call.tool", "alarms that page", channels.pagerduty_is_the_tool),
        of("on_call.heartbeat", "Regions that page", heartbeat),
        of("on_call.page_test.moment", "Regions that page", page_test),
        of("on_call.updates.looked_every", "functions that remind", looked),
        *event_rules(handbook),
        *reminder_rules(handbook),
    )
