"""What the parser makes of each piece of a rule, from the inside out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lark import Token, Transformer

from assurance.cloudwatch.composite.program import (
    Condition,
    Constant,
    Operator,
    Program,
    Share,
)
from assurance.cloudwatch.state import State


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a rule."""

    steps: Program
    """With AND before OR."""
    in_order: Program
    """With AND and OR from left to right."""


Part = Token | Piece | str | tuple[bool, State]


def _pieces(parts: Sequence[Part]) -> list[Piece]:
    return [part for part in parts if isinstance(part, Piece)]


def _joined(programs: Sequence[Program], operator: str) -> Program:
    steps = list(programs[0])
    for program in programs[1:]:
        steps += [*program, Operator(operator)]
    return tuple(steps)


class _Builder(Transformer[Token, Piece]):
    """Called by the parser as each rule of the grammar is complete."""

    def start(self, parts: list[Part]) -> Piece:
        return _pieces(parts)[0]

    def group(self, parts: list[Part]) -> Piece:
        return _pieces(parts)[0]

    def chain(self, parts: list[Part]) -> Piece:
        first, *rest = _pieces(parts)
        operators = [str(part) for part in parts if isinstance(part, Token)]
        in_order = list(first.in_order)
        conjunctions = [[first.steps]]
        for operator, piece in zip(operators, rest, strict=True):
            in_order += [*piece.in_order, Operator(operator)]
            if operator == "AND":
                conjunctions[-1].append(piece.steps)
            else:
                conjunctions.append([piece.steps])
        both = [_joined(programs, "AND") for programs in conjunctions]
        tight = _joined(both, "OR")
        # "a AND b OR c" is the same in both: only an AND after an OR can differ
        differs = "OR" in operators and "AND" in operators[operators.index("OR") :]
        inner = any(piece.steps != piece.in_order for piece in (first, *rest))
        return Piece(tight, tuple(in_order) if differs or inner else tight)

    def negation(self, parts: list[Part]) -> Piece:
        [piece] = _pieces(parts)
        return Piece((*piece.steps, Operator("NOT")), (*piece.in_order, Operator("NOT")))

    def true(self, _: list[Part]) -> Piece:
        return _one(Constant(value=True))

    def false(self, _: list[Part]) -> Piece:
        return _one(Constant(value=False))

    def condition(self, parts: list[str]) -> Piece:
        state, alarm = parts
        return _one(Condition(State(state), alarm))

    def at_least(self, parts: list[Part]) -> Piece:
        amount, which, *alarms = parts
        assert isinstance(which, tuple)
        negated, state = which
        conditions = tuple(Condition(state, str(alarm), negated) for alarm in alarms)
        text = str(amount)
        return _one(Share(int(text.removesuffix("%")), text.endswith("%"), conditions))

    def amount(self, parts: list[Token]) -> str:
        return str(parts[0])

    def state(self, parts: list[Token]) -> tuple[bool, State]:
        return len(parts) == 2, State(str(parts[-1]))

    def name(self, parts: list[Token]) -> str:
        text = str(parts[0])
        return re.sub(r"\\(.)", r"\1", text[1:-1]) if text.startswith('"') else text


def _one(step: Condition | Constant | Share) -> Piece:
    return Piece((step,), (step,))


BUILDER: Final = _Builder()
