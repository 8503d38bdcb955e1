"""Events that page although no metric shows them, as rows, and as arrows of the way of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assurance.assembly.values import mapping, text
from assurance.handbook.mermaid import Edge
from assurance.handbook.page import runbook_at
from assurance.handbook.source import Source
from assurance.proof.paging.event_pages import EventPage, event_pages
from assurance.proof.paging.rules.channels import paged_as
from assurance.report.markdown import code, escaped, table
from promises import Channel, Level

API = "PagerDuty's Events API v2"
HEADER = ("Event", "Says", "Means", "Severity", "Reaches", "In", "Runbook")


def events(source: Source) -> Iterator[str]:
    """A table of every event, the urgent ones first; one that is lost on its way reaches nobody."""
    found: dict[Sequence[str], list[str]] = {}
    for page in event_pages(source.walk.stage):
        found.setdefault(_row(page, source), []).append(page.rule.stack.region)
    rows = sorted(found.items(), key=lambda one: (one[0][3], one[0][0]))
    yield from table(
        HEADER, [(*row[:5], ", ".join(sorted(regions)), *row[5:]) for row, regions in rows]
    )


def edges(source: Source, region: str) -> Iterator[Edge]:
    """From the events of each severity to PagerDuty, where nothing is in their way."""
    for page in event_pages(source.walk.stage):
        level = paged_as(source.walk, page)
        if page.rule.stack.region == region and level and not page.transport_fault(source.stage):
            yield Edge(f"{level} events", API)
            yield Edge(API, str(Channel.PAGERDUTY))


def _row(page: EventPage, source: Source) -> Sequence[str]:
    payload = mapping((page.body or {}).get("payload"))
    level: Level | None = paged_as(source.walk, page)
    what, _, _ = str(page.rule.properties.get("Description") or "").partition(". ")
    fault = page.transport_fault(source.stage)
    return (
        code(text(payload.get("group") or page.rule.logical_id)),
        escaped(f"{what}."),
        escaped(text(payload.get("class") or "")),
        str(level or ""),
        escaped(fault) if fault else str(Channel.PAGERDUTY),
        runbook_at(page.links.get("Runbook", "")),
    )
