"""JSON values as templates hold them, and the visible tokens of what cannot be resolved.

A token is written as CloudFormation's own Sub writes it: `${Stack.LogicalId}` for a Ref and
`${Stack.LogicalId.Attribute}` for a GetAtt, so that equal references are equal text in any stack.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

ABSENT = "${AWS::NoValue}"
TOKEN = re.compile(r"\$\{[^{}]*\}|\{\{resolve:[^{}]*\}\}")


def is_literal(value: Json) -> bool:
    """Whether the value is fully known: no token anywhere in it."""
    if isinstance(value, str):
        return "${" not in value and "{{resolve:" not in value
    if isinstance(value, list):
        return all(is_literal(item) for item in value)
    if isinstance(value, dict):
        return all(is_literal(item) for item in value.values())
    return True


def token(function: str, argument: Json) -> str:
    """The visible text of an intrinsic nobody can resolve before the deployment."""
    return f"${{{function}({compact(argument)})}}"


def compact(value: Json) -> str:
    """The value as JSON on one line."""
    return json.dumps(value, separators=(",", ":"), sort_keys=True)


def text(value: Json) -> str:
    """The value as CloudFormation writes it into a string."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return compact(value)


def mapping(value: Json) -> Mapping[str, Json]:
    """The value if it is an object, else nothing."""
    return value if isinstance(value, dict) else {}


def items(value: Json) -> list[Json]:
    """A list as it is, one value as a list of one, nothing as no items."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def texts(value: Json) -> tuple[str, ...]:
    """A list of strings, where CloudFormation takes one string or several."""
    return tuple(text(item) for item in items(value))


def strings(value: Json) -> Iterator[str]:
    """Every string in the value, however deep; no keys."""
    if isinstance(value, str):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from strings(one)


def dig(value: Json, *keys: str) -> Json:
    """What lies under the keys, or None where a step is missing."""
    for key in keys:
        value = mapping(value).get(key)
    return value
