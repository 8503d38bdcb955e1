"""The windows of AWS that open every week: what keeps the other weeks quiet."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.proof.maintenance.said import days_said
from assurance.proof.maintenance.seen import Seen
from assurance.proof.recovery.figures import is_true
from assurance.proof.rule import Finding, at, rule


@rule(
    "maintenance.other_weeks",
    "Maintenance Windows",
    "a window that AWS opens every week does nothing by itself on days that nobody announced",
    "weekly windows",
)
def other_weeks(seen: Seen) -> Iterator[Finding]:
    """RDS asks for one window a week. Without minor upgrades, nothing there starts undecided."""
    for one in seen.openings:
        if not one.is_weekly:
            continue
        opened = {start.date() for start in one.starts(seen.start, seen.end)}
        others = opened - seen.by_day.keys()
        upgrades = is_true(one.resource.properties.get("AutoMinorVersionUpgrade"))
        fault = f"AWS may upgrade {one.name} on {days_said(others)} unannounced"
        yield Finding(
            at(one.resource, "Properties.AutoMinorVersionUpgrade"),
            fault if upgrades and others else "",
            "Set AutoMinorVersionUpgrade to false and apply what is pending in the windows.",
        )


RULES = (other_weeks,)
