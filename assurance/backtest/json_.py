"""The backtest for programs. Its shape is part of the command-line contract."""

from __future__ import annotations

import json
from collections.abc import Iterable

from assurance.backtest.moments import shown
from assurance.backtest.run import Backtest
from assurance.cloudwatch import Finding, History


def render(test: Backtest) -> str:
    """The backtest as JSON, in the order of the alarms' file.

    `before` holds the same of what it is compared with, and only where it is.
    """
    document: dict[str, object] = {"alarms": _alarms(test.histories)}
    if test.before:
        document["before"] = _alarms(test.before.histories)
    document["findings"] = _findings(test.findings)
    return json.dumps(document, indent=2) + "\n"


def render_findings(findings: Iterable[Finding]) -> str:
    """Findings alone."""
    return json.dumps({"findings": _findings(findings)}, indent=2) + "\n"


def _findings(findings: Iterable[Finding]) -> list[dict[str, object]]:
    return [{"alarm": one.alarm, "kind": one.kind, "text": one.text} for one in findings]


def _alarms(histories: Iterable[History]) -> list[dict[str, object]]:
    return [_alarm(history) for history in histories]


def _alarm(history: History) -> dict[str, object]:
    return {
        "name": history.name,
        "state": "unspecified" if history.state is None else history.state,
        "transitions": [
            {"at": shown(one.at), "from": one.before, "to": one.after, "reason": one.reason}
            for one in history.transitions
        ],
        "notifications": [
            {
                "at": shown(one.at),
                "state": one.state,
                "actions": list(one.actions),
                "withheld_by": one.withheld_by,
            }
            for one in history.notifications
        ],
        "unspecified": [{"at": shown(one.at), "why": one.why} for one in history.unspecified],
    }
