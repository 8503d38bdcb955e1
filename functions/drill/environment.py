"""What the steps are told by their environment variables, each read once and checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

Variables = Mapping[str, str]


def required(variables: Variables, name: str) -> str:
    """A variable that must be there; raises ValueError that names it."""
    if not variables.get(name):
        raise ValueError(f"{name}: wanted a value, got nothing")
    return variables[name]


def seconds(variables: Variables, name: str) -> timedelta:
    """A duration in whole seconds above zero; raises ValueError."""
    text = required(variables, name)
    if not text.isdecimal() or int(text) == 0:
        raise ValueError(f"{name}: wanted whole seconds above zero, got {text!r}")
    return timedelta(seconds=int(text))


@dataclass(frozen=True, slots=True)
class Room:
    """Where an instance is restored to: what RDS would choose by itself reaches too far."""

    subnet_group: str
    parameter_group: str
    security_group: str
    instance_class: str
    port: int

    @classmethod
    def read(cls, variables: Variables) -> Self:
        """Raises ValueError that names the variable."""
        return cls(
            subnet_group=required(variables, "SUBNET_GROUP"),
            parameter_group=required(variables, "PARAMETER_GROUP"),
            security_group=required(variables, "SECURITY_GROUP"),
            instance_class=required(variables, "INSTANCE_CLASS"),
            port=int(required(variables, "PORT")),
        )
