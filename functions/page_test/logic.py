"""The page test's judgement: did the page for the alarm arrive, and how long did it take?"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal, Self

from .pagerduty import Incident

REQUESTED = "PageTestRequested"
"""1 makes the page-test alarm fire."""
ARRIVED = "PageTestArrived"
"""1 when the page arrived, 0 when it did not or nobody could say."""
SECONDS = "PageTestSeconds"
"""Seconds from the alarm to PagerDuty's incident; only when it arrived."""
TOLERANCE = timedelta(seconds=5)
"""PagerDuty tells whole seconds, and two clouds' clocks differ a little."""


class Step(StrEnum):
    """The two invocations of a page test."""

    RAISE = "raise"
    VERIFY = "verify"

    @classmethod
    def of(cls, event: Mapping[str, object]) -> Self:
        """The step an event {"step": "raise" | "verify"} asks for; raises ValueError."""
        try:
            return cls(str(event.get("step")))
        except ValueError:
            wanted = '{"step": "raise"} or {"step": "verify"}'
            raise ValueError(f"event: wanted {wanted}, got {dict(event)}") from None


@dataclass(frozen=True, slots=True)
class Metric:
    """A value to publish."""

    name: str
    value: float
    unit: Literal["Count", "Seconds"] = "Count"


@dataclass(frozen=True, slots=True)
class Arrived:
    """The page came."""

    incident: str
    after: timedelta


@dataclass(frozen=True, slots=True)
class NotArrived:
    """The page did not come, or nobody could say that it did."""

    because: str


Verdict = Arrived | NotArrived


def judge(alarm_name: str, alarmed_at: datetime, incidents: Iterable[Incident]) -> Verdict:
    """The first incident for the alarm since it fired, if there is one."""
    pages = [
        incident
        for incident in incidents
        if _is_for(alarm_name, incident) and incident.created_at >= alarmed_at - TOLERANCE
    ]
    if not pages:
        fired = f"{alarm_name} fired at {alarmed_at:%H:%M:%S} UTC"
        return NotArrived(f"{fired}, and PagerDuty has no incident for it")
    first = min(pages, key=lambda incident: incident.created_at)
    return Arrived(first.id, max(first.created_at - alarmed_at, timedelta()))


def _is_for(alarm_name: str, incident: Incident) -> bool:
    # CloudWatch's subject quotes the name; an ARN ends with it. A longer name is another alarm.
    return f'"{alarm_name}"' in incident.title or alarm_name == incident.key.rpartition(":")[2]


def measured(verdict: Verdict) -> tuple[Metric, ...]:
    """The metrics that tell a verdict."""
    match verdict:
        case Arrived(after=after):
            return Metric(ARRIVED, 1), Metric(SECONDS, after.total_seconds(), "Seconds")
        case NotArrived():
            return (Metric(ARRIVED, 0),)


def told(verdict: Verdict) -> str:
    """The verdict as one structured log line."""
    match verdict:
        case Arrived(incident, after):
            says = {"arrived": True, "incident": incident, "seconds": after.total_seconds()}
        case NotArrived(because):
            says = {"arrived": False, "because": because}
    return json.dumps({"page_test": Step.VERIFY, **says})
