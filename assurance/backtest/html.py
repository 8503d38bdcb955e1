"""The backtest for people at a browser: every alarm with its data, states and notifications."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from assurance.backtest.firings import Firing, firings
from assurance.backtest.run import Backtest, Before, Span
from assurance.charts.html import LOOKS, Parts, html
from assurance.charts.tracks import Written, states, track
from assurance.cloudwatch import Alarm, History, MetricAlarm

_PARTS: Final = Parts(
    Path(__file__).parent / "page",
    scripts=(*LOOKS, "alarms", "main"),
    styles=("look", "tracks", "page"),
    title="Alarms, backtested",
    note="Times are UTC. What AWS does not publish is unspecified.",
)


def render(test: Backtest) -> str:
    """One page that needs no network. Raises InputErrors without the chart library."""
    alarms = [
        _alarm(test, alarm, history)
        for alarm, history in zip(test.account.alarms, test.histories, strict=True)
    ]
    return html(_PARTS, {"start": test.span.start, "end": test.span.end, "alarms": alarms})


def _alarm(test: Backtest, alarm: Alarm, history: History) -> Written:
    span = test.span
    findings = [one for one in test.findings if one.alarm == history.name]
    return {
        **track(alarm, history, test.data, span.start, span.end),
        **(_before(test, test.before, history.name) if test.before else {}),
        "state": history.state or "unspecified",
        "fired": _fired(history, span),
        "findings": [{"kind": one.kind, "text": one.text} for one in findings],
    }


def _before(test: Backtest, before: Before, name: str) -> Written:
    """The states, the firings and the threshold that the alarm had; nothing when it was not there."""
    history, alarm = before.of(name), before.account.find(name)
    if history is None:
        return {"before": {"said": f"{before.said}: not there"}}
    return {
        "before": {
            "said": before.said,
            "states": states(history, test.span.start),
            "fired": _fired(history, test.span),
            "threshold": alarm.threshold if isinstance(alarm, MetricAlarm) else None,
        }
    }


def _fired(history: History, span: Span) -> list[Written]:
    return [_firing(one) for one in firings(history, span.start, span.end)]


def _firing(one: Firing) -> Written:
    cause = one.cause.reason if one.cause else "in ALARM from the start"
    return {"start": one.start, "end": one.end, "over": one.over, "cause": cause}
