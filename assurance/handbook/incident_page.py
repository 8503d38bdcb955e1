"""Severities, who answers by when, and the way of a page, drawn from the templates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from assurance.handbook import events
from assurance.handbook.mermaid import Edge, flowchart
from assurance.handbook.page import Page, section
from assurance.handbook.source import Source
from assurance.report.markdown import code, escaped, table
from promises import text
from promises.pager import pager_of


def _lines(source: Source) -> Iterator[str]:
    yield from section("Severities")
    yield from table(
        ("Severity", "Means", "Respond within", "Told by", "Updates"),
        [
            (
                f"**{level}** {escaped(one.name)}",
                "<br>".join(map(escaped, one.meanings)),
                escaped(one.response_text),
                ", ".join(one.channels),
                f"every {text(one.update_every)}" if one.update_every else "",
            )
            for level, one in source.handbook.severities.items()
        ],
    )
    yield ""
    yield from _on_call(source)
    yield from section(
        "The way of a page",
        "From the alarms and the events of each severity to people, as the templates of this environment wire it. "
        "Only what is live is drawn. Which alarms and events there are, [monitoring](monitoring.md) says.",
    )
    for region in source.walk.regions:
        yield from (f"### {region}", "")
        yield from flowchart((*_edges(source, region), *events.edges(source, region)))
    yield from section(
        "Runbooks",
        "Each page, of an alarm or an event, links to its section of the [runbooks](../runbooks.md).",
    )


def _on_call(source: Source) -> Iterator[str]:
    on_call, handbook = source.handbook.on_call, source.handbook
    yield from section(
        "Who answers",
        f"The primary acknowledges within {text(on_call.acknowledge_within)}; the secondary is called "
        f"{text(on_call.secondary_after)} after the page. The shift changes {escaped(str(on_call.rotation))}: "
        f"{escaped(on_call.handoff)}. Everything else happens in {code(on_call.slack_channel)}.",
    )
    yield from flowchart(_escalation(source), "TB")
    rows = [
        *(("primary", escaped(duty)) for duty in on_call.primary),
        *(("secondary", escaped(duty)) for duty in on_call.secondary),
    ]
    yield from table(("Engineer", "Duty"), rows)
    yield ""
    back = handbook.change.rollback
    yield from section(
        "Roll back",
        "In this order: "
        + "; ".join(
            escaped(one)
            for one in (back.decide, back.execute, back.verify, back.notify, back.review)
        )
        + ".",
    )


def _escalation(source: Source) -> Iterator[Edge]:
    """Who is paged when nobody acknowledges: what `delivery.pagerduty` sets up in PagerDuty."""
    pager = pager_of(source.handbook, source.environment.prefix)
    waited, steps = timedelta(), list[str]()
    for rung in pager.rungs:
        steps.append(
            f"{rung.shift}, {text(waited)} after the page" if waited else f"{rung.shift}, at once"
        )
        waited += rung.waits
    yield Edge("a page", steps[0])
    for here, there, rung in zip(steps, (*steps[1:], steps[0]), pager.rungs, strict=True):
        again = f", at most {pager.loops} times" if there is steps[0] else ""
        yield Edge(here, there, f"no acknowledgement for {text(rung.waits)}{again}")
        yield Edge(here, "acknowledged: nobody else is called")


def _edges(source: Source, region: str) -> Iterator[Edge]:
    walk = source.walk
    for alarm in walk.alarms:
        if alarm.resource.stack.region != region or alarm.severity is None:
            continue
        for told in walk.told[alarm]:
            if told.topic and not told.fault:
                yield Edge(f"{alarm.severity} alarms", told.topic.name)
                for one in told.topic.people:
                    yield Edge(told.topic.name, str(one.channel), "")


PAGE = Page("incident-response.md", "Incident response", _lines)
