"""The notices as the templates send them: by a schedule of their own, or written for one date."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from assurance.assembly import Json, Resource, Stage
from assurance.assembly.values import dig, items, mapping, text
from assurance.proof.maintenance.openings import NOTICE, purpose
from assurance.proof.maintenance.services import RULE, SCHEDULE, written_in
from assurance.proof.maintenance.written import Written
from assurance.proof.paging import roles

SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Announced:
    """One recurring schedule of a notice, and how long ahead of its window what it sends is said.

    None where it does not say: then it is taken for the notice that was promised.
    """

    written: Written
    ahead: timedelta | None
    target: str

    @property
    def resource(self) -> Resource:
        """The schedule."""
        return self.written.resource


@dataclass(frozen=True, slots=True)
class Dated:
    """What a sender writes a schedule for, so long ahead of each window: `role` will start it."""

    sender: Resource
    ahead: timedelta
    target: str
    role: str


def announced_in(stage: Stage) -> Iterator[Announced]:
    """Every recurring schedule of a notice."""
    for written in written_in(stage, SCHEDULE, RULE):
        if purpose(written.resource) == NOTICE:
            for target in _targets(written.resource):
                ahead = _seconds(_json(dig(target, "Input")), "ahead")
                yield Announced(written, ahead, text(mapping(target).get("Arn")))


def senders_of(stage: Stage) -> tuple[Resource, ...]:
    """The functions that the schedules of notices call."""
    found = (stage.resource(one.target) for one in announced_in(stage))
    return tuple(dict.fromkeys(one for one in found if one is not None))


def dated_in(stage: Stage) -> Iterator[Dated]:
    """What the senders are told to write schedules for: their variable AHEAD."""
    for sender in senders_of(stage):
        for one in items(_json(dig(dict(sender.properties), "Environment", "Variables", "AHEAD"))):
            ahead = _seconds(one, "seconds")
            if ahead is not None:
                given = mapping(one)
                yield Dated(sender, ahead, text(given.get("target")), text(given.get("role")))


def unwritten(stage: Stage, dated: Dated) -> str:
    """Why its schedule would not be written, or would start nothing; "" where it works."""
    variables = mapping(dig(dict(dated.sender.properties), "Environment", "Variables"))
    writer, starter = (
        stage.resource(dated.sender.properties.get("Role")),
        stage.resource(dated.role),
    )
    name = dated.sender.logical_id
    if writer is None or starter is None:
        return f"{name} writes schedules without a role in these templates"
    place = dated.sender.stack
    group = text(variables.get("SCHEDULES") or "")
    schedule = f"arn:aws:scheduler:{place.region}:{place.account}:schedule/{group}/any"
    if not roles.may(stage, writer, "scheduler:CreateSchedule", schedule):
        return f"{name} may not create schedules in {group or 'a group'}"
    handed = {"iam:passedtoservice": ("scheduler.amazonaws.com",)}
    if not roles.may(stage, writer, "iam:PassRole", *starter.arns, given=handed):
        return f"{name} may not hand {starter.logical_id} to Scheduler"
    if not roles.trusts(starter, "scheduler.amazonaws.com"):
        return f"{starter.logical_id} cannot be assumed by scheduler.amazonaws.com"
    target = stage.resource(dated.target)
    if target is None:
        return f"{name} schedules {dated.target}, which is not in these templates"
    machine = target.type == "AWS::StepFunctions::StateMachine"
    action = "states:StartExecution" if machine else "lambda:InvokeFunction"
    if not roles.may(stage, starter, action, dated.target):
        return f"{starter.logical_id} may not start {target.logical_id}"
    if not text(variables.get("DEAD_LETTERS") or ""):
        return f"{name} gives its schedules no dead-letter queue"
    return ""


def _targets(resource: Resource) -> list[Json]:
    properties = resource.properties
    return [*items(properties.get("Target")), *items(properties.get("Targets"))] or [None]


def _json(value: Json) -> Json:
    try:
        return cast("Json", json.loads(text(value))) if value is not None else None
    except ValueError:
        return None


def _seconds(value: Json, name: str) -> timedelta | None:
    found = mapping(value).get(name)
    return found * SECOND if isinstance(found, int) and not isinstance(found, bool) else None
