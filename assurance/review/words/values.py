"""Values before and after, as a sentence shows them: JSON by its parts, long text where it differs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final, cast

from assurance.assembly import Json
from assurance.review.resources.change import leaves_between

_LONGEST: Final = 120
"""Characters of a value that a sentence shows."""
_LEAD: Final = 20
"""Of long values, so many before the place where they begin to differ."""


def finer(leaves: Iterable[tuple[str, Json, Json]]) -> Iterator[tuple[str, Json, Json]]:
    """The same, and of JSON that is written as text its own values."""
    for path, before, after in leaves:
        inner = _written(before), _written(after)
        if None in inner:
            yield path, before, after
        else:
            yield from leaves_between(*inner, path)


def _written(value: Json) -> Json:
    """What JSON as text says; None where it is none."""
    if not isinstance(value, str) or not value.startswith(("{", "[")):
        return None
    try:
        return cast("Json", json.loads(value))
    except ValueError:
        return None


def apart(before: str, after: str) -> tuple[str, str]:
    """Both values; of long ones the part in which they differ."""
    if max(len(before), len(after)) <= _LONGEST:
        return before, after
    pairs = enumerate(zip(before, after, strict=False))
    alike = next((at for at, (one, other) in pairs if one != other), min(len(before), len(after)))
    start = max(alike - _LEAD, 0)
    return _cut(before, start), _cut(after, start)


def _cut(value: str, start: int) -> str:
    shown = value[start : start + _LONGEST]
    return f"{'…' * (start > 0)}{shown}{'…' * (start + _LONGEST < len(value))}"
