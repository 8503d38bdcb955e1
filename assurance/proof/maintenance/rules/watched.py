"""Who notices when the calendar is not kept: figures, alarms, and the silence of both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from assurance.assembly import Resource
from assurance.assembly.values import dig, mapping, text
from assurance.cron import SCHEDULER, Rate, Refusal, read
from assurance.proof.maintenance.seen import Seen
from assurance.proof.maintenance.services import SCHEDULE
from assurance.proof.paging.alarms import Alarm, Watched
from assurance.proof.paging.walk import Walk
from assurance.proof.recovery.watching import detection
from assurance.proof.rule import Finding, Rule, at, rule
from promises import Handbook
from promises import text as said

NAMESPACE = "FilmOps/Maintenance"
DIMENSIONS = (("service", "maintenance"),)
FIGURES = {
    "NoticesOverdue": "a notice was not sent",
    "WindowNotStarted": "a window did not start",
    "WindowOverran": "a window overran",
    "ForcedMaintenanceAhead": "AWS maintains the database by itself before the next window",
}
ALIVE = "CalendarWatched"
EVALUATED = 3
"""Empty periods before an alarm over one takes silence for a breach (docs/decisions/0006)."""
_WINDOWS = "Maintenance Windows"


@rule(
    "maintenance.told",
    _WINDOWS,
    "a notice not sent, a window not started or overrun, and maintenance forced by AWS are told",
    "figures of the calendar",
)
def told(seen: Seen) -> Iterator[Finding]:
    """Where windows are announced, each figure of the watch has an alarm that one is enough for."""
    walk = seen.walk
    for watch in watches_of(seen):
        for figure, what in FIGURES.items():
            alarms = list(_on(walk, figure))
            faults = [_unheard(walk, alarm) for alarm in alarms]
            fault = "" if "" in faults else next(iter(faults), f"nobody hears that {what}")
            fix = f"Alarm on {NAMESPACE} {figure} above 0, and tell the topic of its severity."
            yield Finding(at(alarms[0].resource if alarms else watch), fault, fix)


def watches_of(seen: Seen) -> Iterator[Resource]:
    """The functions that watch the calendar: they are told which channels there are."""
    for function in seen.stage.resources("AWS::Lambda::Function"):
        variables = mapping(dig(dict(function.properties), "Environment", "Variables"))
        if "CALENDAR" in variables and "CHANNELS" in variables:
            yield function


def _on(walk: Walk, metric: str) -> Iterator[Alarm]:
    for alarm in walk.alarms:
        if alarm.watched == Watched(NAMESPACE, metric, DIMENSIONS):
            yield alarm


def _unheard(walk: Walk, alarm: Alarm) -> str:
    name = alarm.resource.logical_id
    if not alarm.fires_on_one:
        return f"alarm {name} waits for more than one"
    return "" if walk.reached(alarm) else f"nobody hears of alarm {name}"


def _every(seen: Seen) -> Iterator[Finding]:
    """A schedule calls the watch often enough."""
    wanted = seen.handbook.maintenance.watched.every
    for watch in watches_of(seen):
        found = [one for one in map(_rate, _calling(seen, watch)) if one]
        often = min(found, default=None)
        fault = "" if often and often <= wanted else f"{watch.logical_id} looks {_often(often)}"
        yield Finding(at(watch), fault, f"Call it every {said(wanted)}.")


def _late_after(seen: Seen) -> Iterator[Finding]:
    """The watch waits no longer than promised before something is late."""
    wanted = seen.handbook.maintenance.watched.late_after
    for watch in watches_of(seen):
        variables = mapping(dig(dict(watch.properties), "Environment", "Variables"))
        seconds = text(variables.get("GRACE_SECONDS") or "")
        grace = timedelta(seconds=int(seconds)) if seconds.isdecimal() else None
        told = said(grace) if grace is not None else "nobody knows how long"
        fault = "" if grace is not None and grace <= wanted else f"{watch.logical_id} waits {told}"
        yield Finding(at(watch), fault, f"Set GRACE_SECONDS to {said(wanted)} at most.")


def _silent_after(seen: Seen) -> Iterator[Finding]:
    """The watch's own silence alarms in time, and reaches somebody."""
    wanted = seen.handbook.maintenance.watched.silent_after
    walk = seen.walk
    fix = f"Alarm on the SampleCount of {NAMESPACE} {ALIVE} below 1, missing data breaching."
    for watch in watches_of(seen):
        alarms = list(_on(walk, ALIVE))
        faults = [_deaf(walk, alarm, wanted) for alarm in alarms]
        fault = "" if "" in faults else next(iter(faults), "nobody hears when the watch is silent")
        yield Finding(at(alarms[0].resource if alarms else watch), fault, fix)


def _deaf(walk: Walk, alarm: Alarm, wanted: timedelta) -> str:
    name, properties = alarm.resource.logical_id, alarm.resource.properties
    if properties.get("TreatMissingData") != "breaching":
        return f"alarm {name} does not take silence for a breach"
    lasts = detection(alarm.resource)
    if lasts is None or lasts * EVALUATED > wanted:
        return f"alarm {name} is silent for too long"
    return "" if walk.reached(alarm) else f"nobody hears of alarm {name}"


def _calling(seen: Seen, watch: Resource) -> Iterator[Resource]:
    for schedule in seen.stage.resources(SCHEDULE):
        if seen.stage.resource(dig(dict(schedule.properties), "Target", "Arn")) is watch:
            yield schedule


def _rate(schedule: Resource) -> timedelta | None:
    try:
        found = read(text(schedule.properties.get("ScheduleExpression")), SCHEDULER, "UTC")
    except Refusal:
        return None
    return found.every if isinstance(found, Rate) else None


def _often(often: timedelta | None) -> str:
    return f"every {said(often)}" if often else "at no rate that is known"


def watched_rules(handbook: Handbook) -> tuple[Rule[Seen], ...]:
    """The rules that carry the ids of what was promised about watching."""
    promises = {promise.id: promise for promise in handbook.catalogue()}
    judges = {"every": _every, "late_after": _late_after, "silent_after": _silent_after}
    made = ((promises[f"maintenance.watched.{name}"], judge) for name, judge in judges.items())
    return tuple(
        Rule(one.id, one.section, one.promised, "watches of the calendar", judge)
        for one, judge in made
    )


RULES = (told,)
