"""The functions of a window: what they may touch, how long they run, how late they may begin."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping

from assurance.assembly import Json, Resource
from assurance.assembly.values import dig, texts
from assurance.proof.maintenance.seen import Seen
from assurance.proof.maintenance.working import backup_workflows, variables, window_workflows
from assurance.proof.recovery.drills import statements
from assurance.proof.recovery.figures import whole
from assurance.proof.recovery.wide_rights import writes
from assurance.proof.rule import Finding, at, rule

_WINDOWS = "Maintenance Windows"
_PLAIN = ("s3", "sns", "sqs")
"""Services whose ARNs end in a name without a kind before it."""
_BETWEEN = re.compile("[:/]")
LONGEST = 900
"""Seconds: what Lambda gives a function, and how late an event may still be handed to one."""
_HARMS = frozenset({"rds:DeleteDBInstance", "rds:RebootDBInstance", "rds:StopDBInstance"})


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


RULES = (rights, functions)
