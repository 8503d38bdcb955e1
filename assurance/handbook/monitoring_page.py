"""Every alarm that speaks, board by board, and what each of them looks at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from assurance.handbook.alarm_words import fires, looks_at, rule_of
from assurance.handbook.events import events
from assurance.handbook.limits import limit
from assurance.handbook.page import Page, runbook_of, section
from assurance.handbook.references import linked, listened, named_by
from assurance.handbook.source import Source
from assurance.preview.boards import boards_of
from assurance.proof.monitoring.watcher import watcher_of
from assurance.proof.paging.alarms import Alarm
from assurance.report.markdown import code, escaped, table
from promises import Level, text

_BOARD = re.compile(r"#dashboards/dashboard/(?P<name>[\w-]+)")
_SEVERITY = re.compile(r" P[1-4]: respond within .*", re.DOTALL)


def _lines(source: Source) -> Iterator[str]:
    speaking = [alarm for alarm in source.walk.alarms if alarm.actions()]
    yield (
        f"{len(speaking)} alarms tell somebody; {len(source.walk.alarms) - len(speaking)} more are what "
        "those listen to; what pages without an alarm is under [Events](#events)."
    )
    yield "“Told after” is the soonest page of all rehearsed incidents, from the start of the fault. A limit without a unit"
    yield "is a count; where an alarm has several, “What they look at” says how they combine. The last column says where"
    yield "the limit comes from: [promises](promises.md), and decisions of this project (ADR)."
    yield ""
    by_board: dict[str, list[Alarm]] = {}
    for alarm in source.walk.alarms:
        by_board.setdefault(_board(alarm), []).append(alarm)
    home = source.environment.primary_region
    for board in sorted(
        boards_of(source.stage), key=lambda one: (one.stack.region != home, one.name in by_board)
    ):
        link = f"[The board, calm and in an incident](../preview/index.html#{source.stage.name}/{board.name})"
        yield from section(_short(board.name, source), link)
        yield from _of(by_board.pop(board.name, []), source)
    for name, alarms in by_board.items():
        yield from section(_short(name, source) or "What keeps others quiet")
        yield from _of(alarms, source)
    yield from section(
        "Events",
        "Incidents that no metric shows. EventBridge sends each to PagerDuty by itself: no topic is in between, "
        "so it is not told by Slack or SMS.",
    )
    yield from events(source)


def _of(alarms: Sequence[Alarm], source: Source) -> Iterator[str]:
    speaking = sorted(
        (one for one in alarms if one.actions()),
        key=lambda one: (one.severity or Level.P4, _name(one)),
    )
    header = (
        "Alarm",
        "Says",
        "Limit",
        "Severity",
        "Reaches",
        "Told after",
        "Runbook",
        "Comes from",
    )
    if rows := [_row(one, source) for one in speaking]:
        yield from table(header, rows)
        yield ""
    if not alarms:
        return
    yield from ("<details markdown><summary>What they look at</summary>", "")
    rows = [_setting(one, source) for one in sorted(alarms, key=_name)]
    yield from table(("Alarm", "Looks at", "Fires when"), rows)
    yield from ("", "</details>", "")


def _row(alarm: Alarm, source: Source) -> Sequence[str]:
    described = str(alarm.resource.properties.get("AlarmDescription") or "")
    reached = {one.channel for one in source.walk.reached(alarm) if one.channel}
    seen = source.seen.get(_name(alarm))
    watchers = map(watcher_of, (alarm, *listened(alarm, source)))
    limits = dict.fromkeys(limit(one) for one in watchers if one)
    return (
        code(_short(_name(alarm), source)),
        escaped(_SEVERITY.sub("", described)),
        "<br>".join(map(escaped, limits)),
        str(alarm.severity or ""),
        ", ".join(sorted(reached)),
        escaped(text(timedelta(seconds=seen.after))) if seen else "not rehearsed",
        runbook_of(described),
        ", ".join(map(linked, dict.fromkeys(named_by(alarm, source)))),
    )


def _setting(alarm: Alarm, source: Source) -> Sequence[str]:
    name = code(_short(_name(alarm), source))
    watcher = watcher_of(alarm)
    if watcher is None:
        return name, "other alarms", code(rule_of(alarm.resource, _prefix(source)))
    return name, code(looks_at(alarm.resource)), escaped(fires(watcher))


def _board(alarm: Alarm) -> str:
    found = _BOARD.search(str(alarm.resource.properties.get("AlarmDescription") or ""))
    return found["name"] if found else ""


def _name(alarm: Alarm) -> str:
    return str(alarm.resource.properties.get("AlarmName") or alarm.resource.logical_id)


def _short(name: str, source: Source) -> str:
    return name.removeprefix(_prefix(source))


def _prefix(source: Source) -> str:
    """What the names of an environment's alarms begin with."""
    names = [_name(alarm) for alarm in source.walk.alarms]
    shared = names[0] if names else ""
    while shared and not all(name.startswith(shared) for name in names):
        shared = shared[:-1]
    return shared[: shared.rfind("-") + 1]


PAGE = Page("monitoring.md", "Monitoring", _lines)
