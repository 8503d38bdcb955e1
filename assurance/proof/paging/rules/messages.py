"""What people are told: words that help at night, and nothing PagerDuty would drop."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assurance.proof.paging.alarms import Alarm
from assurance.proof.paging.sections import leads_nowhere
from assurance.proof.paging.walk import Walk
from assurance.proof.rule import Finding, at, rule

ALERTS = "On-Call Responsibilities"
_RUNBOOK = re.compile(r"Runbook: (\S+)")


@rule(
    "paging.descriptions", ALERTS, "every alarm says how urgent it is and where to look", "alarms"
)
def descriptions(walk: Walk) -> Iterator[Finding]:
    """Severity, response time, dashboard and runbook, in the words people get at night."""
    fix = (
        "Tag the alarm severity=P1..P4 and end its AlarmDescription with "
        "'<severity>: respond within <time>. Dashboard: https://... Runbook: https://...#...'."
    )
    for alarm in walk.alarms:
        if walk.must_speak(alarm):
            missing = ", ".join(_missing(walk, alarm))
            fault = missing and f"alarm {alarm.resource.logical_id} does not state {missing}"
            yield Finding(at(alarm.resource, "Properties.AlarmDescription"), fault, fix)


def _missing(walk: Walk, alarm: Alarm) -> Iterator[str]:
    said = str(alarm.resource.properties.get("AlarmDescription", ""))
    if alarm.severity is None:
        yield "its severity (tag severity=P1..P4)"
    else:
        severity = walk.handbook.severities[alarm.severity]
        if f"{alarm.severity}:" not in said:
            yield f"its severity {alarm.severity}"
        if severity.response_text not in said:
            yield f"the response time {severity.response_text}"
    for link in ("Dashboard", "Runbook"):
        if f"{link}: https://" not in said:
            yield f"a link to its {link.lower()}"


@rule("paging.runbooks", ALERTS, "every alarm's runbook is written", "links")
def runbooks(walk: Walk) -> Iterator[Finding]:
    """Each link into our own documents finds its section; those to other places are not judged."""
    for alarm in walk.alarms:
        said = str(alarm.resource.properties.get("AlarmDescription", ""))
        for link in _RUNBOOK.findall(said):
            nowhere = leads_nowhere(link)
            yield Finding(
                at(alarm.resource, "Properties.AlarmDescription"),
                nowhere and f"alarm {alarm.resource.logical_id}: {nowhere}",
                "Write the section, or name the one that is meant.",
            )


@rule(
    "paging.pagerduty_is_for_alarms",
    ALERTS,
    "PagerDuty's alarm integration hears only alarms",
    "topics that page",
)
def alarms_only(walk: Walk) -> Iterator[Finding]:
    """The integration drops what is no alarm, so nothing else may publish there."""
    for topic in walk.topics.values():
        if not topic.pagerduty:
            continue
        yield Finding(at(topic.resource))
        for other in topic.others:
            yield Finding(
                at(other.resource, other.path),
                f"{other.resource.type} {other.resource.logical_id} publishes to topic "
                f"{topic.name}: PagerDuty drops what is no CloudWatch alarm",
                "Send it to PagerDuty's Events API v2 through an API destination instead.",
            )


RULES = (descriptions, runbooks, alarms_only)
