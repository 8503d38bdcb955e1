"""EventBridge patterns against events, as the EventBridge user guide defines them.

"Creating Amazon EventBridge event patterns": what is not known here matches nothing, so that a
pattern nobody can read never counts as covering an event.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping

from assurance.assembly import Json
from assurance.assembly.values import items

_COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    ">=": operator.ge,
    ">": operator.gt,
}


def matches(pattern: Json, event: Json) -> bool:
    """Whether the event matches: every field of the pattern, one of its alternatives each."""
    if not isinstance(pattern, dict):
        return False
    if isinstance(event, list):  # an array of objects matches when one of them does
        return any(matches(pattern, one) for one in event)
    if not isinstance(event, dict):
        return False
    return all(_field(name, wanted, event) for name, wanted in pattern.items())


def _field(name: str, wanted: Json, event: dict[str, Json]) -> bool:
    if name == "$or":
        return any(matches(one, event) for one in items(wanted))
    if isinstance(wanted, dict):
        return matches(wanted, event.get(name))
    if not isinstance(wanted, list):
        return False
    if name not in event:
        return any(one == {"exists": False} for one in wanted)
    return any(_alternative(one, value) for one in wanted for value in _values(event[name]))


def _values(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]


def _alternative(wanted: Json, value: Json) -> bool:
    if not isinstance(wanted, dict):
        return wanted == value and isinstance(wanted, bool) == isinstance(value, bool)
    if len(wanted) != 1:
        return False
    [(test, argument)] = wanted.items()
    return test in _TESTS and _TESTS[test](argument, value)


def _prefix(argument: Json, value: Json) -> bool:
    return isinstance(argument, str) and isinstance(value, str) and value.startswith(argument)


def _suffix(argument: Json, value: Json) -> bool:
    return isinstance(argument, str) and isinstance(value, str) and value.endswith(argument)


def _wildcard(argument: Json, value: Json) -> bool:
    if not isinstance(argument, str) or not isinstance(value, str):
        return False
    return re.fullmatch(".*".join(map(re.escape, argument.split("*"))), value) is not None


def _ignore_case(argument: Json, value: Json) -> bool:
    both = isinstance(argument, str) and isinstance(value, str)
    return both and str(argument).lower() == str(value).lower()


def _anything_but(argument: Json, value: Json) -> bool:
    if isinstance(argument, dict):
        return argument.keys() <= _TESTS.keys() and not _alternative(argument, value)
    return value not in items(argument)


def _exists(argument: Json, value: Json) -> bool:
    del value  # it is there, or nobody would ask
    return argument is True


def _numeric(argument: Json, value: Json) -> bool:
    tests = items(argument)
    if isinstance(value, bool) or not isinstance(value, int | float) or len(tests) % 2:
        return False
    pairs = zip(tests[::2], tests[1::2], strict=True)
    return all(
        isinstance(limit, int | float)
        and str(sign) in _COMPARISONS
        and _COMPARISONS[str(sign)](value, limit)
        for sign, limit in pairs
    )


_TESTS: Mapping[str, Callable[[Json, Json], bool]] = {
    "prefix": _prefix,
    "suffix": _suffix,
    "wildcard": _wildcard,
    "equals-ignore-case": _ignore_case,
    "anything-but": _anything_but,
    "exists": _exists,
    "numeric": _numeric,
}
