"""Workflows that restore a database: their states, the functions behind them, what starts them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from assurance.assembly import Json, Resource, Stage
from assurance.assembly.values import dig, items, mapping, text, texts
from assurance.proof.paging import roles
from assurance.proof.paging.schedules import Scheduled, schedules_of

MACHINE, RULE = "AWS::StepFunctions::StateMachine", "AWS::Events::Rule"
RESTORE, DELETE = "rds:RestoreDBInstanceToPointInTime", "rds:DeleteDBInstance"
TELL = "backup:PutRestoreValidationResult"
RESTORING, CLEANING = "restore", "clean"
"""What a state asks its function for, in the parameter `step`."""


@dataclass(frozen=True)
class Workflow:
    """A state machine whose definition can be read."""

    stage: Stage
    machine: Resource
    states: Mapping[str, Mapping[str, Json]]
    definition: Mapping[str, Json]

    @cached_property
    def functions(self) -> Mapping[str, Resource]:
        """The function of the templates that every state calls."""
        found: dict[str, Resource] = {}
        for name, state in self.states.items():
            function = self.stage.resource(self._substituted(text(state.get("Resource") or "")))
            if function is not None:
                found[name] = function
        return found

    @cached_property
    def roles(self) -> Mapping[str, Resource]:
        """The role behind every state that calls a function of the templates."""
        found: dict[str, Resource] = {}
        for name, function in self.functions.items():
            role = self.stage.resource(function.properties.get("Role"))
            if role is not None:
                found[name] = role
        return found

    def allowing(self, action: str) -> Iterator[tuple[Resource, Mapping[str, Json]]]:
        """The roles behind it that are allowed an action, each with the statement."""
        for role in dict.fromkeys(self.roles.values()):
            for statement in statements(self.stage, role):
                if statement.get("Effect") == "Allow" and action in texts(statement.get("Action")):
                    yield role, statement

    def asking(self, step: str, action: str) -> tuple[str, ...]:
        """The states that ask for a step, of a function that is allowed the action."""
        able = {role for role, _ in self.allowing(action)}
        return tuple(
            name
            for name, state in self.states.items()
            if dig(state.get("Parameters"), "step") == step and self.roles.get(name) in able
        )

    @property
    def starts(self) -> Iterator[Scheduled]:
        """The schedules that start it."""
        for one in schedules_of(self.stage, self.machine.stack.region):
            if self.stage.resource(one.target) is self.machine:
                yield one

    @property
    def from_copies(self) -> bool:
        """Whether it may restore from automated backups that were replicated here."""
        return any(
            ":auto-backup:" in resource
            for _, statement in self.allowing(RESTORE)
            for resource in texts(statement.get("Resource"))
        )

    def _substituted(self, resource: str) -> str:
        given = mapping(self.machine.properties.get("DefinitionSubstitutions"))
        name = resource.removeprefix("${").removesuffix("}")
        return text(given.get(name, resource))


def workflows(stage: Stage) -> tuple[Workflow, ...]:
    """Every state machine whose definition is a text or an object in the template."""
    found: list[Workflow] = []
    for machine in stage.resources(MACHINE):
        said = machine.properties.get("Definition") or _parsed(machine)
        states = {name: mapping(one) for name, one in mapping(dig(said, "States")).items()}
        found.append(Workflow(stage, machine, states, mapping(said)))
    return tuple(found)


def drills_of(stage: Stage) -> tuple[Workflow, ...]:
    """Those that may restore a database."""
    return tuple(one for one in workflows(stage) if any(one.allowing(RESTORE)))


def statements(stage: Stage, role: Resource) -> Iterator[Mapping[str, Json]]:
    """Every statement of a role's own policies."""
    for document in roles.identity_policies(stage, role):
        for statement in items(dig(document, "Statement")):
            yield mapping(statement)


def _parsed(machine: Resource) -> Json:
    try:
        return json.loads(text(machine.properties.get("DefinitionString") or ""))
    except ValueError:
        return None


def cleaned_after(workflow: Workflow) -> bool:
    """Whether an event starts something when a run of it was ended by force."""
    for listener in workflow.stage.resources(RULE):
        pattern = mapping(listener.properties.get("EventPattern"))
        detail = mapping(pattern.get("detail"))
        watched = texts(detail.get("stateMachineArn"))
        is_ours = any(workflow.stage.resource(one) is workflow.machine for one in watched)
        if is_ours and {"TIMED_OUT", "ABORTED"} <= set(texts(detail.get("status"))):
            return True
    return False
