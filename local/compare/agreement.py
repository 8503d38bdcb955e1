"""Whether two values of a property say the same: the template's, and the one an API shows."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import cast

from assurance.assembly.values import TOKEN

SECRET = "{{resolve:"
OPEN = "\0"
"""Stands for what is open: no property has this character."""


def agree(wanted: object, shown: object) -> bool:
    """Everything the template says is there. The API may show more: its defaults.

    Lists of statements, actions and targets have no order; a list of one is as good as its item;
    an open part of a text may have become anything; "300" is 300 and "true" is true.
    """
    wanted, shown = _parsed(wanted), _parsed(shown)
    if _is_list(wanted) or _is_list(shown):
        return _lists_agree(_listed(wanted), _listed(shown))
    said, there = _members(wanted), _members(shown)
    if said is None or there is None:
        return said is there and _texts_agree(_text(wanted), _text(shown))
    return all(name in there and agree(said[name], there[name]) for name in said)


def in_words(value: object) -> str:
    """The value on one line; a dynamic reference stays a reference."""
    return value if isinstance(value, str) else json.dumps(value, default=str, sort_keys=True)


def has_secret(value: object) -> bool:
    """Whether a dynamic reference is in it, so that the deployed value must not be printed."""
    return SECRET in in_words(value)


def _parsed(value: object) -> object:
    if isinstance(value, str) and value[:1] in ("{", "[") and not TOKEN.match(value):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _members(value: object) -> Mapping[str, object] | None:
    return cast("Mapping[str, object]", value) if isinstance(value, Mapping) else None


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _listed(value: object) -> list[object]:
    return list(cast("Sequence[object]", value)) if _is_list(value) else [value]


def _lists_agree(wanted: list[object], shown: list[object]) -> bool:
    left = list(shown)
    for item in wanted:
        found = next((other for other in left if agree(item, other)), None)
        if found is None:
            return False
        left.remove(found)
    return not left


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _texts_agree(wanted: str, shown: str) -> bool:
    before = None
    while before != wanted:  # a token may stand inside another
        before, wanted = wanted, TOKEN.sub(OPEN, wanted)
    known = re.split(f"{OPEN}+", wanted)
    return re.fullmatch(".+".join(map(re.escape, known)), shown, re.DOTALL) is not None
