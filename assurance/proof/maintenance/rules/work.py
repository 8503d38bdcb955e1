"""The workflow of a window: gated, ended in time, closed however it ends, and within its rights."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from datetime import timedelta

from assurance.assembly import Json, Resource
from assurance.assembly.values import dig, text, texts
from assurance.proof.maintenance.rules.activities import DELIVERED
from assurance.proof.maintenance.seen import Seen
from assurance.proof.maintenance.services import SSM_WINDOW
from assurance.proof.maintenance.working import (
    asking,
    backup_workflows,
    variables,
    window_workflows,
)
from assurance.proof.recovery.drills import cleaned_after, statements
from assurance.proof.recovery.figures import whole
from assurance.proof.recovery.ways import reached_without, ways_past
from assurance.proof.recovery.wide_rights import writes
from assurance.proof.rule import Finding, at, rule
from promises import text as said

_WINDOWS = "Maintenance Windows"
_PLAIN = ("s3", "sns", "sqs")
"""Services whose ARNs end in a name without a kind before it."""
_BETWEEN = re.compile("[:/]")
_SECOND = timedelta(seconds=1)
LONGEST = 900
"""Seconds: what Lambda gives a function, and how late an event may still be handed to one."""
_DATABASE = ("roles", "vacuum", "reindex", "archive", "pending", "upgrades")
_HARMS = frozenset({"rds:DeleteDBInstance", "rds:RebootDBInstance", "rds:StopDBInstance"})


@rule(
    "maintenance.run_ends",
    _WINDOWS,
    "a run that starts as late as it may still ends with its window",
    "workflows of a window",
)
def run_ends(seen: Seen) -> Iterator[Finding]:
    """TimeoutSeconds ends it by force; without one Step Functions waits for a year."""
    most = seen.handbook.maintenance.duration
    for workflow in window_workflows(seen.stage):
        lasts = whole(workflow.definition.get("TimeoutSeconds"))
        late = max((_latest(one.resource) for one in workflow.starts), default=0)
        over = lasts is None or (lasts + late) * _SECOND > most
        told = "for ever" if lasts is None else said((lasts + late) * _SECOND)
        fault = f"{workflow.machine.logical_id} may run {told} after the window opened"
        fix = f"Set TimeoutSeconds so that it and the delay of its start are {said(most)} at most."
        yield Finding(at(workflow.machine), fault if over else "", fix)


@rule(
    "maintenance.closed",
    _WINDOWS,
    "however a run ends, also by force, mutes are undone and a summary is sent",
    "workflows of a window",
)
def closed(seen: Seen) -> Iterator[Finding]:
    """Every way from the first piece of work leads through both; another run follows a dead one."""
    for workflow in window_workflows(seen.stage):
        faults: list[str] = []
        begins = asking(workflow, "backup")
        for step in ("unmute", "summary"):
            through = frozenset(asking(workflow, step))
            if not through:
                faults.append(f"{workflow.machine.logical_id} never asks for {step}")
            for start in begins if through else ():
                faults += [
                    f"{one} without {step}" for one in ways_past(workflow.states, start, through)
                ]
        if not cleaned_after(workflow):
            faults.append(f"nothing follows when {workflow.machine.logical_id} is ended by force")
        yield Finding(
            at(workflow.machine),
            "; ".join(dict.fromkeys(faults)),
            "Catch States.ALL in every state with unmute and summary behind it, and start a run "
            "that closes when one is TIMED_OUT or ABORTED.",
        )


@rule(
    "maintenance.gated",
    _WINDOWS,
    "no work is begun past the gate, and none on the database before its backup",
    "workflows of a window",
)
def gated(seen: Seen) -> Iterator[Finding]:
    """Whatever starts a run, the steps that work are reached through those that look first."""
    work = {one.step for wanted in DELIVERED.values() for one in wanted}
    for workflow in window_workflows(seen.stage):
        faults = [
            f"{name} is reached past the {guard}"
            for guard, steps in (("gate", work), ("backup", set(_DATABASE)))
            for name in reached_without(
                workflow.states,
                text(workflow.definition.get("StartAt") or ""),
                frozenset(asking(workflow, guard)),
            )
            if dig(workflow.states[name].get("Parameters"), "step") in steps
        ]
        fix = "Lead every way to that state through the one that asks for it."
        yield Finding(at(workflow.machine), "; ".join(faults), fix)


@rule(
    "maintenance.rights",
    _WINDOWS,
    "every function of a window may touch only what it names",
    "functions of a window",
)
def rights(seen: Seen) -> Iterator[Finding]:
    """What it writes to has a name of ours in its ARN, or a condition; a database is never ended.

    What Lambda needs of the role for itself, and the code is denied, the function may not do.
    """
    for function, role in _functions(seen):
        told = list(statements(seen.stage, role))
        denied = {action for one in told if _binds_the_code(one) for action in texts(one["Action"])}
        faults = [
            fault
            for statement in told
            if statement.get("Effect") == "Allow"
            for fault in _too_much(function, statement, denied)
        ]
        fix = "Name the resource, or begin its wildcard with a name of ours, or add a condition."
        yield Finding(at(function), "; ".join(dict.fromkeys(faults)), fix)


def _binds_the_code(statement: Mapping[str, Json]) -> bool:
    """Lambda tells in each call of the code which function makes it; in its own calls it does not."""
    theirs = {"Null": {"lambda:SourceFunctionArn": "false"}}
    return (
        statement.get("Effect") == "Deny"
        and texts(statement.get("Resource")) == ("*",)
        and statement.get("Condition") == theirs
    )


def _too_much(
    function: Resource, statement: Mapping[str, Json], denied: Container[str]
) -> Iterator[str]:
    for action in texts(statement.get("Action")):
        if action in denied:
            continue
        if action in _HARMS:
            yield f"{function.logical_id} may {action}"
        if not writes(action) or statement.get("Condition"):
            continue
        for arn in texts(statement.get("Resource")):
            if _is_any(arn) and arn != "*":  # "*" alone is security.wide_rights' business
                yield f"{function.logical_id} may {action} on {arn}"


def _is_any(arn: str) -> bool:
    """Whether the name in an ARN begins with a wildcard: nothing of ours is in it."""
    _, _, service, *_, resource = arn.split(":", 5) if arn.count(":") >= 5 else ["", "", "", arn]
    named = resource if service in _PLAIN else _BETWEEN.split(resource, maxsplit=1)[-1]
    return named.startswith("*")


@rule(
    "maintenance.functions",
    _WINDOWS,
    "a function of a window runs 15 min at most, one at a time, and is never begun late",
    "functions of a window",
)
def functions(seen: Seen) -> Iterator[Finding]:
    """CDK takes a timeout Lambda refuses; an event that waits in Lambda waits for six hours."""
    asynchronous = _called_by_a_clock(seen)
    for function, _ in _functions(seen):
        properties, name = function.properties, function.logical_id
        faults: list[str] = []
        timeout = whole(properties.get("Timeout"))
        if timeout is None or timeout > LONGEST:
            faults.append(f"{name} has a timeout of {timeout or 'only 3'} s")
        if whole(properties.get("ReservedConcurrentExecutions")) != 1:
            faults.append(f"{name} may run more than once at a time")
        if not dig(dict(properties), "DeadLetterConfig", "TargetArn"):
            faults.append(f"{name} loses what failed three times")
        if function in asynchronous and _waits(seen, function) > LONGEST:
            faults.append(f"{name} may be begun {_waits(seen, function)} s late")
        yield Finding(
            at(function),
            "; ".join(faults),
            "Set Timeout and MaximumEventAgeInSeconds to 900 at most, "
            "ReservedConcurrentExecutions to 1, and a DeadLetterConfig.",
        )


@rule(
    "maintenance.patch_windows",
    _WINDOWS,
    "patch windows of Systems Manager close with the promised one and begin nothing in its last hour",
    "patch windows",
)
def patch_windows(seen: Seen) -> Iterator[Finding]:
    """Their days and hours are maintenance.days' business."""
    most = seen.handbook.maintenance.duration
    for window in seen.stage.resources(SSM_WINDOW):
        name, properties = window.logical_id, window.properties
        hours, cutoff = whole(properties.get("Duration")), whole(properties.get("Cutoff"))
        faults: list[str] = []
        if hours is None or hours * timedelta(hours=1) > most:
            faults.append(f"{name} stays open for {hours} h")
        if cutoff is None or cutoff < 1:
            faults.append(f"{name} begins tasks until it closes")
        if properties.get("ScheduleOffset"):
            faults.append(f"{name} opens days after its schedule")
        fix = f"Set Duration to {said(most)} at most, Cutoff to 1 and no ScheduleOffset."
        yield Finding(at(window), "; ".join(faults), fix)


def _functions(seen: Seen) -> Iterator[tuple[Resource, Resource]]:
    """The functions that maintenance's workflows and schedules call, each with its role."""
    found: dict[Resource, Resource] = {}
    for workflow in (*window_workflows(seen.stage), *backup_workflows(seen.stage)):
        for state, function in workflow.functions.items():
            found.setdefault(function, workflow.roles[state])
    for function in seen.stage.resources("AWS::Lambda::Function"):
        role = seen.stage.resource(function.properties.get("Role"))
        if "CALENDAR" in variables(function) and role is not None:
            found.setdefault(function, role)
    yield from found.items()


def _called_by_a_clock(seen: Seen) -> frozenset[Resource]:
    targets = (
        seen.stage.resource(dig(dict(one.properties), "Target", "Arn"))
        for one in seen.stage.resources("AWS::Scheduler::Schedule")
    )
    return frozenset(one for one in targets if one is not None)


def _waits(seen: Seen, function: Resource) -> int:
    """Seconds an event may wait in Lambda; six hours unless it is said."""
    for config in seen.stage.resources("AWS::Lambda::EventInvokeConfig"):
        named = config.properties.get("FunctionName")
        if (
            named == function.properties.get("FunctionName")
            or seen.stage.resource(named) is function
        ):
            return whole(config.properties.get("MaximumEventAgeInSeconds")) or 21600
    return 21600


def _latest(schedule: Resource) -> int:
    """Seconds after its moment; a day where nothing is said (API_RetryPolicy)."""
    path = ("Target", "RetryPolicy", "MaximumEventAgeInSeconds")
    return whole(dig(dict(schedule.properties), *path)) or 86400


RULES = (run_ends, closed, gated, rights, functions, patch_windows)
