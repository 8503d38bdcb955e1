"""From the text of an expression to its program."""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# lark annotates its parser and its errors in part only.

from __future__ import annotations

import re
from typing import Final

from lark import Lark, UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from assurance.cloudwatch.math.building import BUILDER, Piece
from assurance.cloudwatch.math.error import MathError, column

_PARSER: Final = Lark.open(
    "grammar.lark", rel_to=__file__, parser="lalr", lexer="basic", transformer=BUILDER
)
_VALUE: Final = "a number, an id, a function or '('"
_CLOSERS: Final = {"COMMA": "','", "RPAR": "')'", "RSQB": "']'", "$END": "the end"}


def read(text: str) -> Piece:
    """The program of an expression, and what was assumed in reading it."""
    if re.match(r"\s*SELECT\s", text, re.IGNORECASE):
        raise MathError(
            column(1), "metric math", "a Metrics Insights query, which only AWS can run"
        )
    try:
        piece: object = _PARSER.parse(text)
    except UnexpectedInput as unexpected:
        raise _explained(unexpected, text) from None
    assert isinstance(piece, Piece)
    return piece


def _explained(unexpected: UnexpectedInput, text: str) -> MathError:
    at = unexpected.pos_in_stream if unexpected.pos_in_stream is not None else len(text)
    if isinstance(unexpected, UnexpectedCharacters):
        got = text[at]
        wanted = "a closing quote" if got in "\"'" else "a value or an operator"
        return MathError(column(at + 1), wanted, f"'{got}'")
    if not isinstance(unexpected, UnexpectedToken):
        return MathError(column(len(text) + 1), _VALUE, "the end")
    accepted = unexpected.accepts or unexpected.expected
    if "NUMBER" in accepted:
        wanted = _VALUE
    else:
        closers = [shown for token, shown in _CLOSERS.items() if token in accepted]
        wanted = " or ".join(["an operator", *closers])
    if unexpected.token.type == "$END":
        return MathError(column(len(text) + 1), wanted, "the end")
    return MathError(column(at + 1), wanted, f"'{unexpected.token}'")
