"""An alarm over time as a chart gets it: what it compares with its threshold, states, notifications."""

from __future__ import annotations

from typing import Final

import numpy as np

from assurance.charts.lines import line
from assurance.cloudwatch import Alarm, Data, History, MetricAlarm, newest_points
from assurance.cloudwatch.metric.span import instants

_SIGNS: Final = {
    "GreaterThanThreshold": ">",
    "GreaterThanOrEqualToThreshold": "≥",
    "LessThanThreshold": "<",
    "LessThanOrEqualToThreshold": "≤",
}
Written = dict[str, object]


def track(alarm: Alarm, history: History, data: Data, start: int, end: int) -> Written:
    """Everything a chart shows of an alarm from start to end, in seconds since 1970."""
    return {
        "name": history.name,
        "states": states(history, start),
        "told": [
            {"at": one.at, "state": one.state, "withheld_by": one.withheld_by}
            for one in history.notifications
            if start <= one.at <= end
        ],
        "open": [{"at": one.at, "why": one.why} for one in history.unspecified],
        **(_measured(alarm, data, start, end) if isinstance(alarm, MetricAlarm) else {}),
    }


def states(history: History, start: int) -> list[Written]:
    """The state at the start, and every change after it with its reason."""
    before = [one for one in history.transitions if one.at <= start]
    first = before[-1].after if before else history.initial
    changes = history.transitions[len(before) :]
    found: list[Written] = [{"at": start, "state": first, "reason": ""}]
    return found + [{"at": one.at, "state": one.after, "reason": one.reason} for one in changes]


def compared(alarm: MetricAlarm) -> str:
    """What an alarm compares with its threshold, in its own words."""
    [answer] = [query for query in alarm.queries if query.returned]
    if answer.measure is None:
        return answer.expression or answer.id
    return f"{answer.measure.statistic} of {answer.measure.metric.name}"


def _measured(alarm: MetricAlarm, data: Data, start: int, end: int) -> Written:
    asked: Written = {
        "compared": compared(alarm),
        "threshold": alarm.threshold,
        "sign": _SIGNS.get(alarm.comparison, ""),
        "settings": _settings(alarm),
    }
    points = newest_points(alarm, data, start, end)
    if not np.isfinite(points).any():
        return asked
    # of many values in one point the one shown is the one that is nearest to an alarm
    keep = np.min if alarm.comparison.startswith("LessThan") else np.max
    return asked | {"line": line(instants(alarm, start, end), points, keep).written()}


def _settings(alarm: MetricAlarm) -> str:
    asked = f"{alarm.datapoints_to_alarm} of {alarm.evaluation_periods} data points"
    return f"{asked} of {_lasting(alarm.period)}, missing data: {alarm.missing}"


def _lasting(seconds: int) -> str:
    sizes = ((86_400, "d"), (3600, "h"), (60, "min"))
    size, unit = next((one for one in sizes if seconds % one[0] == 0), (1, "s"))
    return f"{seconds // size} {unit}"
