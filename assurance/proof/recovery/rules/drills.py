"""Drills: that they clean up, touch nothing but what is theirs, and are missed when they fail."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.assembly import Resource
from assurance.assembly.values import text, texts
from assurance.proof.recovery.crons import day_of
from assurance.proof.recovery.drills import (
    CLEANING,
    DELETE,
    RESTORE,
    RESTORING,
    Workflow,
    cleaned_after,
    drills_of,
    statements,
)
from assurance.proof.recovery.figures import whole
from assurance.proof.recovery.seen import Seen
from assurance.proof.recovery.ways import ways_past
from assurance.proof.rule import Finding, at, rule

RECOVERY = "Disaster Recovery"
_HARMS = (DELETE, "rds:ModifyDBInstance")
AGE = "DaysSinceDrill"


@rule(
    "recovery.drill.clean_up",
    RECOVERY,
    "whatever a drill restored is deleted, however the drill ends",
    "drills",
)
def clean_up(seen: Seen) -> Iterator[Finding]:
    """Every way from the restore leads through the clean-up; one ended by force is cleaned after."""
    for drill in drills_of(seen.stage):
        cleaning = drill.asking(CLEANING, DELETE)
        faults: list[str] = []
        if not cleaning:
            faults.append(f"{drill.machine.logical_id} deletes nothing")
        for start in drill.asking(RESTORING, RESTORE) if cleaning else ():
            faults += ways_past(drill.states, start, frozenset(cleaning))
        if not cleaned_after(drill):
            faults.append(f"nothing cleans up when {drill.machine.logical_id} is ended by force")
        yield Finding(
            at(drill.machine),
            "; ".join(faults),
            "Catch States.ALL in every state with the clean-up next, and start a clean-up when the "
            "run is TIMED_OUT or ABORTED.",
        )


@rule(
    "recovery.drill.rights",
    RECOVERY,
    "a drill may delete and change what it restored, and never a database that holds data",
    "drills",
)
def rights(seen: Seen) -> Iterator[Finding]:
    """By the name `drill-` and by a tag; the databases themselves are denied by name."""
    for drill in drills_of(seen.stage):
        faults = list(_reaches(drill))
        for role in dict.fromkeys(role for role, _ in drill.allowing(RESTORE)):
            for action in _HARMS:
                faults += [
                    f"{role.logical_id} is not denied {action} on {one.logical_id}"
                    for one in seen.databases
                    if not _denied(seen, role, action, one)
                ]
        yield Finding(
            at(drill.machine),
            "; ".join(dict.fromkeys(faults)),
            "Allow them on db:drill-* under a condition on the instance's tag, and Deny them on "
            "the database's ARN.",
        )


def _reaches(drill: Workflow) -> Iterator[str]:
    for action in _HARMS:
        for role, statement in drill.allowing(action):
            wide = [one for one in texts(statement.get("Resource")) if ":db:drill-" not in one]
            if wide:
                yield f"{role.logical_id} may {action} on {', '.join(wide)}"
            if "aws:ResourceTag/" not in text(statement.get("Condition")):
                yield f"{role.logical_id} may {action} whatever the tags"


def _denied(seen: Seen, role: Resource, action: str, database: Resource) -> bool:
    name = f":db:{text(database.properties.get('DBInstanceIdentifier'))}"
    return any(
        statement.get("Effect") == "Deny"
        and action in texts(statement.get("Action"))
        and not statement.get("Condition")
        and any(one.endswith(name) for one in texts(statement.get("Resource")))
        for statement in statements(seen.stage, role)
    )


@rule(
    "recovery.drill.apart",
    RECOVERY,
    "no two drills, and no restore test, run on one day",
    "schedules",
)
def apart(seen: Seen) -> Iterator[Finding]:
    """Each restores the whole database: two at once measure each other."""
    days: dict[int, str] = {}
    plans = seen.stage.resources("AWS::Backup::RestoreTestingPlan")
    runs = [(plan, text(plan.properties.get("ScheduleExpression") or "")) for plan in plans]
    for drill in drills_of(seen.stage):
        runs += [(one.resource, one.expression) for one in drill.starts]
    for resource, expression in runs:
        day = day_of(expression)
        other = days.get(day, "") if day is not None else ""
        if day is not None:
            days.setdefault(day, resource.logical_id)
        fault = f"{resource.logical_id} and {other} both run on day {day}" if other else ""
        yield Finding(at(resource), fault, "Give each a day of the month of its own.")


@rule(
    "recovery.drill.missed",
    RECOVERY,
    "somebody hears when a drill has not succeeded in time",
    "drills",
)
def missed(seen: Seen) -> Iterator[Finding]:
    """An alarm on the age of the last success, to which silence is as bad, and that tells people."""
    longest = seen.handbook.recovery.drill.record_expires_after.days
    for drill in drills_of(seen.stage):
        fault = f"nobody hears when {drill.machine.logical_id} has not succeeded"
        for alarm in seen.walk.alarms:
            said = alarm.resource.properties
            is_here = alarm.resource.stack is drill.machine.stack
            names = alarm.watched is not None and alarm.watched.metric == AGE
            if not (is_here and names and _is_about(drill, alarm.resource)):
                continue
            late = whole(said.get("Threshold"))
            if said.get("TreatMissingData") != "breaching":
                fault = f"{alarm.resource.logical_id} takes silence for success"
            elif late is None or late > longest:
                fault = f"{alarm.resource.logical_id} waits {late} days, not {longest}"
            elif seen.walk.told[alarm]:
                fault = ""
        yield Finding(
            at(drill.machine),
            fault,
            f"Alarm on {AGE} of this drill, at most {longest} days, missing data breaching.",
        )


def _is_about(drill: Workflow, alarm: Resource) -> bool:
    sent = " ".join(one.input for one in drill.starts)
    dimensions = text(alarm.properties.get("Dimensions"))
    values = [part for part in ("region", "point-in-time") if f'"{part}"' in dimensions]
    return any(f'"{value}"' in sent for value in values)


RULES = (clean_up, rights, apart, missed)
