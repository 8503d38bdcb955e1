"""The age of the newest recovery point, as our own functions measure it, and who hears of it."""

from __future__ import annotations

from datetime import timedelta

from assurance.assembly import Resource
from assurance.estimate import Term
from assurance.proof.paging.alarms import Alarm
from assurance.proof.recovery.estimate.alarm_times import (
    datapoints,
    held_back,
    metrics_of,
    period,
    takes_silence_for_a_breach,
)
from assurance.proof.recovery.estimate.grounds import Grounds, in_template
from promises import text

NAMESPACE, AGE, COPY = "FilmOps/Recovery", "RecoveryPointAge", "Copy"
REPLICA = "replica"
_ABOVE = ("GreaterThanThreshold", "GreaterThanOrEqualToThreshold")


def age_alarm(grounds: Grounds, database: Resource) -> Alarm | None:
    """The alarm outside the database's Region on the age of its replicated backups."""
    walk = grounds.seen.walk
    for alarm in walk.alarms:
        is_far = alarm.resource.stack.region != database.stack.region
        if is_far and _is_on_the_replica(alarm) and held_back(walk, alarm) is not None:
            return alarm
    return None


def oldest_point(alarm: Alarm) -> tuple[Term, ...]:
    """How old a point can get before the alarm: its limit, then a publication and the periods."""
    limit = timedelta(seconds=_threshold(alarm))
    every, count = period(alarm), datapoints(alarm)
    resource = alarm.resource
    name = resource.properties.get("AlarmName", resource.logical_id)
    judged = f"{count} x {text(every)} until {name} has judged"
    return (
        Term(
            "log copies",
            limit,
            in_template(resource, "Properties.Threshold", f"{name} alarms beyond this age"),
        ),
        Term(
            "measure",
            every,
            in_template(resource, "Properties.Period", "measured that often"),
        ),
        Term("judge", count * every, in_template(resource, "Properties.DatapointsToAlarm", judged)),
    )


def _is_on_the_replica(alarm: Alarm) -> bool:
    watched = next(metrics_of(alarm), None)
    said = alarm.resource.properties
    return (
        watched is not None
        and (watched.namespace, watched.name) == (NAMESPACE, AGE)
        and watched.dimensions.get(COPY) == REPLICA
        and takes_silence_for_a_breach(alarm)
        and said.get("ComparisonOperator") in _ABOVE
        and _threshold(alarm) > 0
    )


def _threshold(alarm: Alarm) -> float:
    limit = alarm.resource.properties.get("Threshold")
    return limit if isinstance(limit, int | float) and not isinstance(limit, bool) else 0
