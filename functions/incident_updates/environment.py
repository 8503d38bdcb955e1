"""What the function is told by its environment variables, read once and checked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Self, cast


@dataclass(frozen=True, slots=True)
class Level:
    """A severity whose incidents are reported: its topics of alarms, one a Region; how often."""

    name: str
    topics: tuple[str, ...]
    every: timedelta


@dataclass(frozen=True, slots=True)
class Environment:
    """Which alarms to look at, whom to remind, where to record; `look` is the time between looks.

    `events` names for each Region the rules of EventBridge that page, and as which severity.
    """

    name: str
    alarm_prefix: str
    levels: tuple[Level, ...]
    events: Mapping[str, Mapping[str, str]]
    look: timedelta
    topic: str
    table: str
    metric_namespace: str
    status_page: str
    runbook: str

    @classmethod
    def read(cls, variables: Mapping[str, str]) -> Self:
        """Raises ValueError that names the variable, what was wanted, and what came."""
        return cls(
            name=_required(variables, "ENVIRONMENT"),
            alarm_prefix=_required(variables, "ALARM_PREFIX"),
            levels=_levels(_required(variables, "LEVELS")),
            events=_events(_required(variables, "EVENTS")),
            look=timedelta(seconds=_seconds("LOOK_SECONDS", _required(variables, "LOOK_SECONDS"))),
            topic=_required(variables, "TOPIC"),
            table=_required(variables, "TABLE"),
            metric_namespace=_required(variables, "METRIC_NAMESPACE"),
            status_page=_required(variables, "STATUS_PAGE"),
            runbook=_required(variables, "RUNBOOK"),
        )


def _required(variables: Mapping[str, str], name: str) -> str:
    if not variables.get(name):
        raise ValueError(f"{name}: wanted a value, got nothing")
    return variables[name]


def _seconds(name: str, value: object) -> int:
    text = str(value)
    if not text.isdecimal() or int(text) == 0:
        raise ValueError(f"{name}: wanted whole seconds above zero, got {text!r}")
    return int(text)


def _levels(text: str) -> tuple[Level, ...]:
    wanted = '{"P1": {"topics": [ARN, ...], "every": SECONDS}, ...}'
    try:
        said = cast("dict[str, dict[str, object]]", json.loads(text))
        return tuple(
            Level(
                name,
                tuple(cast("list[str]", one["topics"])),
                timedelta(seconds=_seconds("LEVELS", one["every"])),
            )
            for name, one in said.items()
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"LEVELS: wanted {wanted}, got {text!r}") from error


def _events(text: str) -> Mapping[str, Mapping[str, str]]:
    wanted = '{"us-east-1": {RULE: "P1", ...}, ...}'
    try:
        said = cast("dict[str, dict[str, str]]", json.loads(text))
        return {region: dict(rules) for region, rules in said.items()}
    except (AttributeError, TypeError, ValueError) as error:
        raise ValueError(f"EVENTS: wanted {wanted}, got {text!r}") from error
