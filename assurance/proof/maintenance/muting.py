"""What the functions of a window mute: the lists in the templates, and who may mute what."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from assurance.assembly import Json, Resource, Stage
from assurance.assembly.values import dig, items, mapping, text, texts
from assurance.proof.paging import roles

FUNCTION, PARAMETER = "AWS::Lambda::Function", "AWS::SSM::Parameter"
MUTE = "cloudwatch:PutAlarmMuteRule"
_ALARM = ":alarm:"


@dataclass(frozen=True, slots=True)
class Listed:
    """Alarms muted for one reason; `belongs_to` is the objective they guard, "" without one."""

    alarms: tuple[str, ...]
    because: str
    belongs_to: str


@dataclass(frozen=True, slots=True)
class MuteList:
    """One list, in the parameter that a function which mutes reads it from.

    `parameter` is None where that is not in the templates, `reasons` where it is no list.
    """

    function: Resource
    parameter: Resource | None
    reasons: tuple[Listed, ...] | None

    @property
    def alarms(self) -> frozenset[str]:
        """Every name on it."""
        return frozenset(name for one in self.reasons or () for name in one.alarms)


def lists_of(stage: Stage) -> Iterator[MuteList]:
    """The list of every function that may mute."""
    for function, _ in muters_of(stage):
        variables = mapping(dig(dict(function.properties), "Environment", "Variables"))
        name = text(variables.get("MUTED") or "")
        parameter = next(
            (one for one in stage.resources(PARAMETER) if one.properties.get("Name") == name), None
        )
        yield MuteList(function, parameter, _read(parameter) if parameter else None)


def muters_of(stage: Stage) -> Iterator[tuple[Resource, frozenset[str]]]:
    """Every function that may mute, with the resources it may do that to."""
    for function in stage.resources(FUNCTION):
        role = stage.resource(function.properties.get("Role"))
        named = frozenset(_muted_by(stage, role)) if role else frozenset[str]()
        if named:
            yield function, named


def may_mute(named: frozenset[str]) -> frozenset[str]:
    """The alarms among the resources of a right to mute, by name; a wildcard stays one."""
    return frozenset(one.partition(_ALARM)[2] or one for one in named if _is_alarm(one))


def _muted_by(stage: Stage, role: Resource) -> Iterator[str]:
    for document in roles.identity_policies(stage, role):
        for statement in items(dig(document, "Statement")):
            said = mapping(statement)
            actions = {one.lower() for one in texts(said.get("Action"))}
            if said.get("Effect") == "Allow" and actions & {MUTE.lower(), "cloudwatch:*", "*"}:
                yield from texts(said.get("Resource"))


def _is_alarm(resource: str) -> bool:
    return _ALARM in resource or ":alarm-mute-rule:" not in resource


def _read(parameter: Resource) -> tuple[Listed, ...] | None:
    try:
        said = cast("Json", json.loads(text(parameter.properties.get("Value"))))
    except ValueError:
        return None
    if not isinstance(said, list):
        return None
    return tuple(
        Listed(
            texts(mapping(one).get("alarms")),
            text(mapping(one).get("because") or ""),
            text(mapping(one).get("belongs_to") or ""),
        )
        for one in said
    )
