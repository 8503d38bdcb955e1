"""Dashboards within the service's limits; the alarms and runbooks they show exist, all that speak too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from assurance.assembly.values import text
from assurance.proof.monitoring.boards import Board, Widget
from assurance.proof.monitoring.monitoring import Monitoring
from assurance.proof.monitoring.rules.technical import KEY_METRICS
from assurance.proof.paging.alarms import Alarm
from assurance.proof.paging.sections import leads_nowhere
from assurance.proof.rule import Finding, at, rule

COLUMNS = 24
_SECTION = re.compile(r"\]\((https://[^)\s]+\.md#[^)\s]+)\)")
MOST_WIDGETS, MOST_METRICS, MOST_IN_ALL, MOST_ALARMS = 500, 500, 2500, 100
"""https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html; formulas'
own metrics count too. An alarm widget shows up to 100 alarms."""


@rule(
    "monitoring.boards",
    KEY_METRICS,
    "every dashboard is within CloudWatch's limits and nothing on it overlaps",
    "dashboards",
)
def boards(seen: Monitoring) -> Iterator[Finding]:
    """JSON, widgets, metrics, columns, overlap."""
    for board in seen.boards:
        fault = board.fault or _size_fault(board) or _place_fault(board)
        where = at(board.resource, "Properties.DashboardBody")
        fix = "Split the board, or place its widgets side by side in 24 columns."
        yield Finding(where, fault and f"board {board.name}: {fault}", fix if fault else "")


def _size_fault(board: Board) -> str:
    if len(board.widgets) > MOST_WIDGETS:
        return f"has {len(board.widgets)} widgets, CloudWatch allows {MOST_WIDGETS}"
    if (metrics := sum(one.metrics for one in board.widgets)) > MOST_IN_ALL:
        return f"reads {metrics} metrics, CloudWatch allows {MOST_IN_ALL}"
    for one in board.widgets:
        if one.metrics > MOST_METRICS:
            return f"{one.title} reads {one.metrics} metrics, CloudWatch allows {MOST_METRICS}"
        if len(one.alarms) > MOST_ALARMS:
            return f"{one.title} shows {len(one.alarms)} alarms, CloudWatch shows {MOST_ALARMS}"
    return ""


def _place_fault(board: Board) -> str:
    for one in board.widgets:
        if one.width < 1 or one.height < 1 or one.x < 0 or one.x + one.width > COLUMNS:
            return f"{one.title} does not fit into {COLUMNS} columns"
    for one, other in combinations(board.widgets, 2):
        if _overlap(one, other):
            return f"{one.title} and {other.title} overlap"
    return ""


def _overlap(one: Widget, other: Widget) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


@rule(
    "monitoring.board_alarms",
    KEY_METRICS,
    "dashboards show alarms of their own Region that exist, and every alarm that speaks",
    "alarms and dashboards",
)
def board_alarms(seen: Monitoring) -> Iterator[Finding]:
    """An ARN nobody made is an empty tile; an alarm on no board is one nobody looks at."""
    shown: dict[Alarm, None] = {}
    alarms = {arn: one for one in seen.walk.alarms for arn in one.resource.arns}
    for board in seen.boards:
        lost: list[str] = []
        for arn in (arn for widget in board.widgets for arn in widget.alarms):
            alarm = alarms.get(arn)
            if alarm is None or alarm.resource.stack.region != board.resource.stack.region:
                lost.append(arn)
            else:
                shown[alarm] = None
        fault = f"board {board.name} shows {', '.join(lost)}, no alarm of its Region"
        fix = "Name alarms that these templates define in the board's Region."
        where = at(board.resource, "Properties.DashboardBody")
        yield Finding(where, fault if lost else "", fix if lost else "")
    for alarm in seen.walk.alarms if seen.boards else ():
        if alarm.actions() and alarm.severity:
            fault = f"alarm {_name(alarm)} stands on no board"
            there = alarm in shown
            fix = "" if there else "Add it to the board of what it is about."
            yield Finding(at(alarm.resource), "" if there else fault, fix)


@rule(
    "monitoring.board_runbooks",
    KEY_METRICS,
    "every runbook that a dashboard names is written",
    "links",
)
def board_runbooks(seen: Monitoring) -> Iterator[Finding]:
    """Each link to a section of our own documents finds it; those to other places are not judged."""
    for board in seen.boards:
        where = at(board.resource, "Properties.DashboardBody")
        for widget in board.widgets:
            for link in _SECTION.findall(text(widget.properties.get("markdown"))):
                nowhere = leads_nowhere(link)
                fix = "Write the section, or name the one that is meant." if nowhere else ""
                yield Finding(where, nowhere and f"board {board.name}: {nowhere}", fix)


def _name(alarm: Alarm) -> str:
    return text(alarm.resource.properties.get("AlarmName") or alarm.resource.logical_id)


RULES = (boards, board_alarms, board_runbooks)
