"""The rule of a composite alarm, read into programs: one for each way AWS may mean it."""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false
# lark annotates its parser and its errors in part only.

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lark import Lark, UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from assurance.cloudwatch.composite.building import BUILDER, Piece
from assurance.cloudwatch.composite.program import Condition, Program, Share
from assurance.cloudwatch.error import AlarmError

_PARSER: Final = Lark.open(
    "grammar.lark", rel_to=__file__, parser="lalr", lexer="contextual", transformer=BUILDER
)
PRECEDENCE: Final = "the precedence of AND and OR without brackets is not published"
ROUNDING: Final = "the rounding of a percentage in AT_LEAST is not published"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a rule."""

    why: str
    program: Program


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that follows the published grammar."""

    text: str
    children: tuple[str, ...]
    """Every alarm it names, by name or ARN, in the order of the text."""
    readings: tuple[Reading, ...]
    """The reading that is reported, AND before OR and percentages rounded up, then every other."""


@lru_cache(maxsize=4096)
def parse_rule(text: str) -> Rule:
    """The rule in a text; raises AlarmError at its first mistake."""
    try:
        piece: object = _PARSER.parse(text)
    except UnexpectedInput as unexpected:
        raise _explained(unexpected, text) from None
    assert isinstance(piece, Piece)
    names = [step.alarm for step in piece.steps if isinstance(step, Condition)]
    shares = [step for step in piece.steps if isinstance(step, Share)]
    names += [condition.alarm for share in shares for condition in share.conditions]
    readings = [Reading("", piece.steps)]
    if piece.steps != piece.in_order:
        readings.append(Reading(PRECEDENCE, piece.in_order))
    if any(share.rounds for share in shares):
        readings += [Reading(ROUNDING, _down(reading.program)) for reading in tuple(readings)]
    return Rule(text, tuple(dict.fromkeys(names)), tuple(readings))


def _down(program: Program) -> Program:
    return tuple(step.rounded_down() if isinstance(step, Share) else step for step in program)


def _explained(unexpected: UnexpectedInput, text: str) -> AlarmError:
    at = unexpected.pos_in_stream if unexpected.pos_in_stream is not None else len(text)
    ended = isinstance(unexpected, UnexpectedToken) and unexpected.token.type == "$END"
    if ended or not isinstance(unexpected, UnexpectedToken | UnexpectedCharacters):
        at, got = len(text), "the end"
    else:
        got = text[at : at + 20].split()[0] if text[at : at + 20].strip() else "a space"
    expected = set[str]()
    if isinstance(unexpected, UnexpectedToken):
        expected = unexpected.accepts or unexpected.expected
    wanted = "AND, OR or the end" if "AND" in expected else "a condition such as ALARM(name)"
    if {"NAME", "QUOTED"} & expected:
        wanted = "the name of an alarm"
    return AlarmError(f"AlarmRule column {at + 1}", wanted, got)
