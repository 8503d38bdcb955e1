"""Whether the types of an expression fit together, before anything is computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import starmap
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
    Step,
    Text,
    Word,
)
from assurance.cloudwatch.math.signatures import Overload
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
    pointwise: bool
    """Whether a value needs nothing but the inputs at its own point."""


def check(program: Program, kind_of_id: Mapping[str, str] | None = None) -> Checked:
    """The types of the result; without the types of the ids, those it may have.

    Raises MathError where the types cannot fit together.
    """
    stack: list[Kinds] = []
    used: list[tuple[str, Overload]] = []
    for step in program:
        if isinstance(step, Call):
            first = len(stack) - step.count
            rows = _rows(step, stack[first:])
            stack[first:] = [frozenset(row.gives for row in rows)]
            used += [(step.function, row) for row in rows]
        else:
            stack.append(_kinds(step, kind_of_id or {}))
    words = [step.text for step in program if isinstance(step, Word)]
    always = [
        caution for call, row in used for caution in cautions.ALWAYS.get((call, row.text), ())
    ]
    if any(isinstance(step, Band) for step in program):
        always.append(cautions.BAND_ORDER)
    return Checked(
        _result(stack, program),
        tuple(dict.fromkeys(always)),
        tuple(dict.fromkeys(_perhaps(used, words))),
        not set(words) & set(cautions.WORDS) and all(starmap(signatures.pointwise, used)),
    )


def _perhaps(used: Iterable[tuple[str, Overload]], words: Iterable[str]) -> Iterator[str]:
    for function, row in used:
        yield from cautions.PERHAPS.get((function, row.text), ())
    for word in words:
        yield from cautions.WORDS.get(word, ())


def _kinds(step: Step, kind_of_id: Mapping[str, str]) -> Kinds:
    match step:
        case Name(id=id_):
            return frozenset({kind_of_id[id_]}) if id_ in kind_of_id else _UNKNOWN
        case Number() | Period():
            return frozenset({S})
        case Band() | Metrics():
            return frozenset({ARRAY})
        case Word():
            return _word(step)
        case _:
            return frozenset({"a string"})


def _rows(call: Call, arguments: Sequence[Kinds]) -> tuple[Overload, ...]:
    allowed = (call.count,) if call.function == "[]" else signatures.counts(call.function)
    if call.count not in allowed:
        counts = f"{' or '.join(map(str, allowed))} argument{'s' if allowed != (1,) else ''}"
        raise MathError(column(call.at), f"{call.function} with {counts}", f"{call.count}")
    rows = signatures.matching(call.function, arguments)
    if not rows:
        shown = ", ".join("|".join(sorted(kinds)) for kinds in arguments)
        wanted = f"{call.function} of {signatures.wanted(call.function)}"
        raise MathError(column(call.at), wanted, f"({shown})")
    return rows


def _word(word: Word) -> Kinds:
    if word.text not in signatures.WORDS:
        known = ", ".join(sorted(signatures.WORDS))
        wanted = f"an id, which starts with a lower-case letter, or one of {known}"
        raise MathError(column(word.at), wanted, word.text)
    return frozenset({word.text})


def _result(stack: Sequence[Kinds], program: Program) -> Kinds:
    [kinds] = stack
    if not kinds <= _RESULTS:
        [last] = program
        at = last.at if isinstance(last, Word | Text) else 1
        raise MathError(column(at), "an expression", " ".join(kinds))
    return kinds
