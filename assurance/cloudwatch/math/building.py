"""What the parser makes of each piece of text, from the inside out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from lark import Token, Transformer

from assurance.cloudwatch.math import cautions
from assurance.cloudwatch.math.calling import called
from assurance.cloudwatch.math.error import MathError, column
from assurance.cloudwatch.math.program import Call, Name, Number, Program, Text, Word

_SPELLED: Final = {"&&": "AND", "||": "OR"}
_SURE: Final = frozenset[str]()


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an expression: its program, and what was assumed in reading it."""

    steps: Program
    form: str = ""
    """The loosest operator outside brackets, as far as an assumption hangs on it."""
    assumed: frozenset[str] = _SURE


Part = Token | Piece | list[Piece]
T = TypeVar("T", Token, Piece)


def _all(kind: type[T], parts: Sequence[Part]) -> list[T]:
    return [part for part in parts if isinstance(part, kind)]


def _at(token: Token) -> int:
    return (token.start_pos or 0) + 1


def _applied(operator: Token, *operands: Piece, form: str = "", assumed: str = "") -> Piece:
    function = "unary -" if len(operands) == 1 else _SPELLED.get(operator, str(operator))
    steps = tuple(step for operand in operands for step in operand.steps)
    noted = frozenset({assumed}) if assumed else _SURE
    noted = noted.union(*(operand.assumed for operand in operands))
    return Piece((*steps, Call(function, len(operands), _at(operator))), form, noted)


def _folded(parts: Sequence[Part], *, form: str = "", assumed: str = "") -> Piece:
    """Operators of one precedence, from left to right."""
    piece, *operands = _all(Piece, parts)
    for operator, operand in zip(_all(Token, parts), operands, strict=True):
        piece = _applied(operator, piece, operand, form=form, assumed=assumed)
    return piece


class _Builder(Transformer[Token, Piece]):
    """Called by the parser as each rule of the grammar is complete."""

    def start(self, parts: list[Part]) -> Piece:
        return _all(Piece, parts)[0]

    def group(self, parts: list[Part]) -> Piece:
        [piece] = _all(Piece, parts)
        return Piece(piece.steps, assumed=piece.assumed)

    def number(self, parts: list[Token]) -> Piece:
        [token] = parts
        if (value := float(token)) == float("inf"):
            raise MathError(column(_at(token)), "a finite number", token)
        return Piece((Number(value),))

    def text(self, parts: list[Token]) -> Piece:
        return Piece((Text(parts[0][1:-1], _at(parts[0])),))

    def name(self, parts: list[Token]) -> Piece:
        return Piece((Name(str(parts[0]), _at(parts[0])),))

    def word(self, parts: list[Token]) -> Piece:
        return Piece((Word(str(parts[0]), _at(parts[0])),))

    def disjunction(self, parts: list[Part]) -> Piece:
        mixed = any(piece.form == "and" for piece in _all(Piece, parts))
        return _folded(parts, assumed=cautions.AND_OR if mixed else "")

    def conjunction(self, parts: list[Part]) -> Piece:
        return _folded(parts, form="and")

    def comparison(self, parts: list[Part]) -> Piece:
        return _folded(parts, assumed=cautions.COMPARISONS if len(parts) > 3 else "")

    def sum(self, parts: list[Part]) -> Piece:
        return _folded(parts)

    def product(self, parts: list[Part]) -> Piece:
        return _folded(parts)

    def negation(self, parts: list[Part]) -> Piece:
        [piece] = _all(Piece, parts)
        assumed = cautions.MINUS_POWER if piece.form == "power" else ""
        for sign in reversed(_all(Token, parts)):
            piece = _applied(sign, piece, assumed=assumed)
        return piece

    def power(self, parts: list[Part]) -> Piece:
        base, exponent = _all(Piece, parts)
        assumed = cautions.POWER_POWER if exponent.form == "power" else ""
        return _applied(_all(Token, parts)[0], base, exponent, form="power", assumed=assumed)

    def arguments(self, parts: list[Piece]) -> list[Piece]:
        return parts

    def array(self, parts: list[Part]) -> Piece:
        return _call("[]", *parts)

    def call(self, parts: list[Part]) -> Piece:
        return _call(str(parts[0]), *parts)


def _call(function: str, opening: Part, arguments: Part | None = None) -> Piece:
    pieces = arguments if isinstance(arguments, list) else []
    at = _at(opening) if isinstance(opening, Token) else 1
    program = called(function, at, tuple(piece.steps for piece in pieces))
    return Piece(program, assumed=_SURE.union(*(piece.assumed for piece in pieces)))


BUILDER: Final = _Builder()
