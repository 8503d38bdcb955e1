"""What people are told: words that help at night, and nothing PagerDuty would drop."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assurance.proof.paging.alarms import Alarm
from assurance.proof.paging.event_pages import EventPage, event_pages
from assurance.proof.paging.rules.channels import paged_as
from assurance.proof.paging.sections import leads_nowhere
from assurance.proof.paging.walk import Walk
from assurance.proof.rule import Finding, at, rule
from assurance.verdict import Evidence

ALERTS = "On-Call Responsibilities"
_RUNBOOK = re.compile(r"Runbook: (\S+)")


@rule(
    "paging.descriptions",
    ALERTS,
    "every page says how urgent it is and where to look",
    "alarms and events",
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
    for page in event_pages(walk.stage):
        missing = ", ".join(_missing_of(walk, page))
        yield Finding(
            at(page.rule, f"{page.path}.InputTransformer"),
            missing and f"rule {page.rule.logical_id} does not state {missing}",
            "Send the response time of its severity, and links with the texts Runbook and Dashboard "
            "and https addresses.",
        )


def _missing_of(walk: Walk, page: EventPage) -> Iterator[str]:
    level = paged_as(walk, page)
    promised = walk.handbook.severities[level].response_text if level else ""
    if promised not in str(page.body):
        yield f"the response time {promised}"
    for link in ("Dashboard", "Runbook"):
        if not page.links.get(link, "").startswith("https://"):
            yield f"a link to its {link.lower()}"


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


@rule("paging.runbooks", ALERTS, "every page's runbook is written", "links")
def runbooks(walk: Walk) -> Iterator[Finding]:
    """Each link into our own documents finds its section; those to other places are not judged."""
    for alarm in walk.alarms:
        said = str(alarm.resource.properties.get("AlarmDescription", ""))
        for link in _RUNBOOK.findall(said):
            where = at(alarm.resource, "Properties.AlarmDescription")
            yield _led(link, f"alarm {alarm.resource.logical_id}", where)
    for page in event_pages(walk.stage):
        if link := page.links.get("Runbook"):
            where = at(page.rule, f"{page.path}.InputTransformer")
            yield _led(link, f"rule {page.rule.logical_id}", where)


def _led(link: str, by: str, where: Evidence) -> Finding:
    nowhere = leads_nowhere(link)
    return Finding(
        where,
        nowhere and f"{by}: {nowhere}",
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
