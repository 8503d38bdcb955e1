"""Promised shares as native SLOs: found by what they count, held to their goal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from assurance.proof.monitoring.events import Events
from assurance.proof.monitoring.monitoring import Monitoring
from assurance.proof.monitoring.native import Native
from assurance.proof.monitoring.rules.lacking import lacking
from assurance.proof.monitoring.telling import Answer, nowhere
from assurance.proof.rule import Finding, at
from promises import Percentage, text


@dataclass(frozen=True, slots=True)
class Row:
    """What one native SLO has to say: a share of these events."""

    promise: str
    goal: Percentage
    events: Events


def latency_share(seen: Monitoring) -> Answer:
    """A time objective without a percentile means this share, and so do limits on its time."""
    share = seen.handbook.alerting.latency_share
    unnamed = [
        f"slos.{name}.latency"
        for name, slo in seen.handbook.slos.items()
        if slo.latency and not slo.latency.percentile
    ]
    found = [one for one in seen.chains if one.objective.promise in unnamed]
    findings = [
        native(seen, Row(one.objective.promise, share, one.objective.events)) for one in found
    ]
    absent = lacking(seen, "slos.film_generation")
    return Answer(findings, "native SLOs", f"{share} in time", absent)


def budget_window(seen: Monitoring) -> Answer:
    """Every native SLO counts over the budget's window."""
    wanted = seen.handbook.error_budget.window
    findings = [
        Finding(
            at(one.resource, "Properties.Goal.Interval"),
            ""
            if one.interval == wanted
            else f"{one.resource.logical_id} counts over {_interval(one)}",
            f"Count over a rolling interval of {text(wanted)}.",
        )
        for one in seen.natives
    ]
    return Answer(findings, "native SLOs", absent="no native SLOs in these templates")


def native(seen: Monitoring, row: Row) -> Finding:
    """The native SLO on these events with this goal."""
    counting = [one for one in seen.natives if not one.fault(row.events)]
    goal = float(row.goal.percent)
    fix = f"Define a native SLO on {row.events.what} with the goal {row.goal}."
    exact = [one for one in counting if abs(one.goal - goal) < 1e-9]
    if exact:
        return Finding(at(exact[0].resource))
    near = [one for one in seen.natives if row.promise in _description(one)]
    if not near:
        return Finding(nowhere(seen), f"{row.promise}: no native SLO of {row.goal}", fix)
    one = near[0]
    fault = one.fault(row.events) or f"has the goal {one.goal:g} %, promised {row.goal}"
    return Finding(at(one.resource), f"{row.promise}: {one.resource.logical_id} {fault}", fix)


def _description(one: Native) -> str:
    return str(one.resource.properties.get("Description", ""))


def _interval(one: Native) -> str:
    return spoken(one.interval) if one.interval else "a calendar interval"


def spoken(duration: timedelta) -> str:
    """A duration with its minutes: 3 h 36 min."""
    minutes = round(duration / timedelta(minutes=1))
    hours, rest = divmod(minutes, 60)
    if not hours or not rest:
        return text(duration if not rest else timedelta(minutes=minutes))
    return f"{hours} h {rest} min"
