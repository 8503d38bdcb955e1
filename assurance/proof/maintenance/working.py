"""The workflows of maintenance: which states do what, by which function, with which rights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from assurance.assembly import Json, Resource, Stage
from assurance.assembly.values import dig, mapping, text, texts
from assurance.proof.maintenance.openings import WINDOW, purpose
from assurance.proof.recovery.drills import Workflow, statements, workflows

BACKING_UP = "rds:CreateDBSnapshot"


def window_workflows(stage: Stage) -> Iterator[Workflow]:
    """Those that a schedule of the windows starts."""
    for one in workflows(stage):
        if any(purpose(start.resource) == WINDOW for start in one.starts):
            yield one


def backup_workflows(stage: Stage) -> Iterator[Workflow]:
    """Those that take a backup and are no window themselves: they run ahead of one."""
    windows = {one.machine for one in window_workflows(stage)}
    for one in workflows(stage):
        if one.machine not in windows and any(one.allowing(BACKING_UP)):
            yield one


def asking(workflow: Workflow, step: str) -> tuple[str, ...]:
    """The states that ask a function of the templates for a step."""
    return tuple(
        name
        for name in workflow.functions
        if dig(workflow.states[name].get("Parameters"), "step") == step
    )


def variables(function: Resource) -> Mapping[str, Json]:
    """The environment variables of a function."""
    return mapping(dig(dict(function.properties), "Environment", "Variables"))


def lasting(function: Resource, name: str) -> timedelta | None:
    """A variable that holds whole seconds; None where it does not."""
    said = text(variables(function).get(name) or "")
    return timedelta(seconds=int(said)) if said.isdecimal() else None


def may(stage: Stage, role: Resource, action: str) -> bool:
    """Whether some statement of the role's own policies allows the action on something."""
    return any(
        statement.get("Effect") == "Allow" and action in texts(statement.get("Action"))
        for statement in statements(stage, role)
    )
