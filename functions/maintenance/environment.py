"""What the functions are told by their environment variables, each read once and checked."""

from collections.abc import Mapping
from datetime import timedelta

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


def names(variables: Variables, name: str) -> tuple[str, ...]:
    """Names that stand apart by commas; none where the variable is absent or empty."""
    said = variables.get(name, "")
    return tuple(one for one in said.split(",") if one)
