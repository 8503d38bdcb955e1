"""Whether the types of an expression fit together, before anything is computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assurance.cloudwatch.math import cautions, signatures
from assurance.cloudwatch.math.error import MathError, column
from assurance.cloudwatch.math.program import (
    Band,
    Call,
    Metrics,
    Name,
    Number,
    Period,
    Program,
    Text,
    Word,
)
from assurance.cloudwatch.math.values import ARRAY, TS, S

Kinds = frozenset[str]
"""The types a value may turn out to have."""
_UNKNOWN: Final = frozenset({TS, ARRAY})
_RESULTS: Final = frozenset({S, TS, ARRAY})


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of an expression from the types alone."""

    kinds: Kinds
    always: tuple[str, ...]
    """Cautions that hold whatever the data."""
    perhaps: tuple[str, ...]
    """Cautions that hold of some data."""


def check(program: Program, kind_of_id: Mapping[str, str] | None = None) -> Checked:
    """The types of the result; without the types of the ids, those it may have.

    Raises MathError where the types cannot fit together.
    """
    known: Mapping[str, str] = kind_of_id or {}
    stack: list[Kinds] = []
    always: dict[str, None] = {}
    perhaps: dict[str, None] = {}
    for step in program:
        match step:
            case Name(id=id_):
                stack.append(frozenset({known[id_]}) if id_ in known else _UNKNOWN)
            case Call(function=function, count=count):
                arguments = stack[len(stack) - count :]
                rows = _rows(step, arguments)
                stack[len(stack) - count :] = [frozenset(row.gives for row in rows)]
                for row in rows:
                    always |= dict.fromkeys(cautions.ALWAYS.get((function, row.gives), ()))
                perhaps |= dict.fromkeys(cautions.PERHAPS.get(function, ()))
            case Word(text=text):
                stack.append(frozenset({text}))
                perhaps |= dict.fromkeys(cautions.PERHAPS.get(text, ()))
            case Band():
                stack.append(frozenset({ARRAY}))
                always[cautions.BAND_ORDER] = None
            case Number() | Period():
                stack.append(frozenset({S}))
            case Metrics():
                stack.append(frozenset({ARRAY}))
            case Text():
                stack.append(frozenset({"a string"}))
    return Checked(_result(stack, program), tuple(always), tuple(perhaps))


def _rows(call: Call, arguments: Sequence[Kinds]) -> tuple[signatures.Overload, ...]:
    allowed = (call.count,) if call.function == "[]" else signatures.counts(call.function)
    if call.count not in allowed:
        counts = " or ".join(map(str, allowed))
        raise MathError(
            column(call.at), f"{call.function} with {counts} arguments", f"{call.count}"
        )
    rows = signatures.matching(call.function, arguments)
    if not rows:
        shown = ", ".join("|".join(sorted(kinds)) for kinds in arguments)
        wanted = f"{call.function} of {signatures.wanted(call.function)}"
        raise MathError(column(call.at), wanted, f"({shown})")
    return rows


def _result(stack: Sequence[Kinds], program: Program) -> Kinds:
    [kinds] = stack
    if not kinds <= _RESULTS:
        [last] = program
        at = last.at if isinstance(last, Word | Text) else 1
        raise MathError(column(at), "an id, which starts with a lower-case letter", *kinds)
    return kinds
