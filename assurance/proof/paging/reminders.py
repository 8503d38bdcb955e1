"""Who reminds of status updates: a function that looks on a schedule, and what it is told."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from assurance.assembly import Json, Resource, Stage
from assurance.assembly.values import dig, mapping, text
from assurance.proof.paging.schedules import Scheduled, schedules_of

FUNCTION = "AWS::Lambda::Function"


@dataclass(frozen=True, slots=True, eq=False)
class Reminder:
    """A function that is told of severities and how often each is reported."""

    function: Resource
    looks: tuple[Scheduled, ...]
    """The running schedules that have it look."""

    @property
    def topic(self) -> str:
        """Where it reminds."""
        return text(self._variables.get("TOPIC"))

    @property
    def ahead(self) -> timedelta:
        """How long before an update is due it begins to remind; none where that is unreadable."""
        said = text(self._variables.get("LOOK_SECONDS"))
        return timedelta(seconds=int(said) if said.isdecimal() else 0)

    def every(self, level: str) -> timedelta | None:
        """How often it believes a severity to be reported; None when it knows nothing of it."""
        said = mapping(self._told("LEVELS").get(level)).get("every")
        return timedelta(seconds=said) if isinstance(said, int) else None

    def topics(self, level: str) -> tuple[str, ...]:
        """The topics whose alarms it counts under a severity."""
        said = mapping(self._told("LEVELS").get(level)).get("topics")
        return tuple(text(one) for one in said) if isinstance(said, list) else ()

    def rules(self, region: str) -> Mapping[str, Json]:
        """The rules whose events it counts in a Region, each with its severity."""
        return mapping(self._told("EVENTS").get(region))

    def _told(self, variable: str) -> Mapping[str, Json]:
        return _object(self._variables.get(variable))

    @property
    def _variables(self) -> Mapping[str, Json]:
        return mapping(dig(dict(self.function.properties), "Environment", "Variables"))


def reminders_of(stage: Stage) -> Iterator[Reminder]:
    """Every function that is told levels and events, with the schedules that have it look."""
    regions = dict.fromkeys(stack.region for stack in stage.stacks)
    running = [one for region in regions for one in schedules_of(stage, region)]
    for function in stage.resources(FUNCTION):
        variables = mapping(dig(dict(function.properties), "Environment", "Variables"))
        if not {"LEVELS", "EVENTS"} <= variables.keys():
            continue
        looks = tuple(
            one
            for one in running
            if stage.resource(one.target) is function and _object(one.input).get("step") == "look"
        )
        yield Reminder(function, looks)


def _object(said: Json) -> Mapping[str, Json]:
    try:
        return mapping(cast("Json", json.loads(text(said or ""))))
    except json.JSONDecodeError:
        return {}
