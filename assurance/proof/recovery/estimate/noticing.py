"""From the failure to somebody who works on it: detected by an alarm, engaged by the paging path."""

from __future__ import annotations

from datetime import timedelta

from assurance.assembly import Resource
from assurance.estimate import Origin, Source, Standing, Term, total
from assurance.proof.paging.alarms import Alarm
from assurance.proof.paging.rules.heartbeat import beats
from assurance.proof.recovery.estimate.alarm_times import (
    datapoints,
    held_back,
    metrics_of,
    period,
    silent_for,
    takes_silence_for_a_breach,
)
from assurance.proof.recovery.estimate.figures import EVALUATED, MORNING, NOTICED, PATIENCE
from assurance.proof.recovery.estimate.grounds import Grounds, in_template, of_promise
from assurance.proof.recovery.estimate.measured_age import age_alarm, oldest_point
from promises import Channel, Level, text

RDS, INSTANCE = "AWS/RDS", "DBInstanceIdentifier"
_LEVELS = tuple(Level)


def of_database(grounds: Grounds, database: Resource) -> tuple[Term, ...]:
    """The database gives no sign of life: the most severe alarm on it, the fastest of those."""
    found = [
        alarm
        for alarm in grounds.seen.walk.alarms
        if alarm.severity and takes_silence_for_a_breach(alarm) and _watches(alarm, database)
    ]
    timed = [
        (_LEVELS.index(alarm.severity), time, alarm)
        for alarm in found
        if alarm.severity and (time := _detected(grounds, alarm)) is not None
    ]
    if not timed:
        return (_nobody(f"no alarm on {database.logical_id} tells anybody"), *_engaged(grounds))
    _, time, alarm = min(timed, key=lambda one: one[:2])
    return (Term("detect", time, _by(grounds, alarm)), *_engaged(grounds, alarm))


def of_region(grounds: Grounds, lost: Resource) -> tuple[Term, ...]:
    """The Region is silent: no alarm in it can tell; a watcher outside, or one in the other, can."""
    walk, region = grounds.seen.walk, lost.stack.region
    for beat in beats(walk, region):
        if beat.every:
            said = f"the sign of life of {region} is missed, {beat.expression}"
            source = in_template(beat.resource, "Properties.ScheduleExpression", said)
            return (Term("detect", beat.every, source), PATIENCE, *_engaged(grounds))
    alarm = age_alarm(grounds, lost)
    if alarm is not None:
        time = total(oldest_point(alarm)) + grounds.handbook.alerting.delay
        said = f"{_name(alarm)}: its copies get no younger"
        source = in_template(alarm.resource, "Properties.Threshold", said)
        return (Term("detect", time, source), *_engaged(grounds, alarm))
    return (_nobody(f"nothing outside of {region} misses it"), *_engaged(grounds))


def of_people(grounds: Grounds) -> tuple[Term, ...]:
    """Somebody misses something that no alarm knows of, and calls."""
    return (NOTICED, *_engaged(grounds))


def _watches(alarm: Alarm, database: Resource) -> bool:
    names = (database.properties.get(INSTANCE), database.stack.place.token(database.logical_id))
    return any(
        one.namespace == RDS and one.dimensions.get(INSTANCE) in names for one in metrics_of(alarm)
    )


def _detected(grounds: Grounds, alarm: Alarm) -> timedelta | None:
    walk = grounds.seen.walk
    wait = held_back(walk, alarm)
    if wait is None or not walk.reached(alarm):
        return None
    return silent_for(alarm) + wait + grounds.handbook.alerting.delay


def _by(grounds: Grounds, alarm: Alarm) -> Source:
    wait = held_back(grounds.seen.walk, alarm) or timedelta(0)
    parts = [f"({datapoints(alarm)} + {EVALUATED}) x {text(period(alarm))} of silence"]
    parts += [f"{text(wait)} behind its suppressor"] if wait else []
    parts += [f"{text(grounds.handbook.alerting.delay)} for CloudWatch (alerting.delay)"]
    return in_template(alarm.resource, "Properties.Period", f"{_name(alarm)}: {', '.join(parts)}")


def _engaged(grounds: Grounds, alarm: Alarm | None = None) -> tuple[Term, ...]:
    """The primary does not answer, so the secondary does; without a pager, whoever reads first."""
    level = alarm.severity if alarm and alarm.severity else Level.P1
    severity, on_call = grounds.handbook.severities[level], grounds.handbook.on_call
    reached = {one.channel for one in grounds.seen.walk.reached(alarm)} if alarm else None
    channels = set(severity.channels) if reached is None else reached
    paged = on_call.secondary_after + on_call.acknowledge_within
    if Channel.PAGERDUTY in channels:
        said = (
            f"{level} pages; the primary is silent for {text(on_call.secondary_after)}, "
            f"the secondary answers within {text(on_call.acknowledge_within)}"
        )
        where = "on_call.secondary_after, on_call.acknowledge_within"
        return (Term("engage", paged, of_promise(where, said)),)
    waits = () if Channel.SMS in channels else (MORNING,)
    where, said = f"severities.{level}.response", f"{level}: answered in {severity.response_text}"
    if isinstance(severity.response, timedelta):
        said += "; no pager asks again, so no sooner than with one"
        return (*waits, Term("engage", max(severity.response, paged), of_promise(where, said)))
    return (*waits, Term("engage", None, of_promise(where, said), Standing.OPEN))


def _nobody(said: str) -> Term:
    fix = "Alarm on it, and lead the alarm to a person."
    return Term("detect", None, Source(Origin.TEMPLATE, said, "nowhere"), Standing.OPEN, fix=fix)


def _name(alarm: Alarm) -> str:
    return text(alarm.resource.properties.get("AlarmName", alarm.resource.logical_id))
