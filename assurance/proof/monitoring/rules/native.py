"""CloudWatch's own SLOs: burn rates over the windows that alarm, maintenance left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from assurance.assembly.values import dig, items, mapping, text
from assurance.proof.monitoring.monitoring import Monitoring
from assurance.proof.monitoring.native import Native
from assurance.proof.rule import Finding, at, rule
from promises import text as said

_HOURS = timedelta(hours=1)


@rule(
    "monitoring.native_slos",
    "Service Level Objectives (SLOs)",
    "native SLOs show the burn rates that alarm and leave maintenance out",
    "native SLOs",
)
def native_slos(seen: Monitoring) -> Iterator[Finding]:
    """What the console shows agrees with what alarms."""
    if seen.parts is None:
        return
    windows = {window for tier in seen.tiers for window in (tier.rate.long, tier.rate.short)}
    for one in seen.natives:
        fault = _window_fault(one, windows) or _exclusion_fault(seen, one)
        fix = "List every window that alarms, and exclude each promised maintenance window."
        where = at(one.resource)
        told = fault and f"{one.resource.logical_id} {fault}"
        yield Finding(where, told, fix if fault else "")


def _window_fault(one: Native, windows: set[timedelta]) -> str:
    missing = sorted(windows - set(one.look_back))
    if missing:
        return f"shows no burn rate over {', '.join(map(said, missing))}"
    if one.interval and max(one.look_back) >= one.interval:
        return "looks back as long as it counts"
    return ""


def _exclusion_fault(seen: Monitoring, one: Native) -> str:
    """Each day of maintenance, at its hour, for its length; CloudWatch reads six fields in UTC."""
    kept = seen.handbook.maintenance
    found: dict[str, timedelta] = {}
    for window in map(mapping, items(one.resource.properties.get("ExclusionWindows"))):
        expression = text(dig(dict(window), "RecurrenceRule", "Expression"))
        length = mapping(window.get("Window"))
        hours = length.get("Duration") if length.get("DurationUnit") == "HOUR" else 0
        found[expression] = int(text(hours or 0)) * _HOURS
    for day in kept.days:
        times = f"{kept.start.minute} {kept.start.hour}"
        expression = f"cron({times} ? * {day.weekday.name[:3]}#{day.nth} *)"
        if found.pop(expression, None) != kept.duration:
            return f"counts the maintenance of the {day}"
    return f"leaves out {', '.join(found)}" if found else ""


RULES = (native_slos,)
