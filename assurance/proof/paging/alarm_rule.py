"""The rule of a composite alarm: which alarms it listens to.

The grammar is that of the CloudWatch user guide, "Combining alarms". Precedence does not matter
here: only who is mentioned, and whether as alarming.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assurance.policy.unreadable import UnreadableError

_WORDS = re.compile(r'\s*("(?:\\.|[^"\\])*"|[(),]|[^\s(),"]+)')
_STATES = ("ALARM", "OK", "INSUFFICIENT_DATA")


@dataclass(frozen=True, slots=True)
class Mention:
    """An alarm a rule names; `speaks` when that alarm's going into ALARM counts for the rule."""

    alarm: str
    speaks: bool


def mentions(rule: str) -> tuple[Mention, ...]:
    """The alarms a rule names, by name or ARN.

    Raises UnreadableError when the rule does not follow the grammar.
    """
    reader = _Reader(rule)
    found = tuple(reader.expression(speaks=True))
    reader.expect("")
    return found


class _Reader:
    """Reads one rule, word by word."""

    def __init__(self, rule: str) -> None:
        self._rule = rule
        self._words = words_of(rule)
        self._at = 0

    def expression(self, *, speaks: bool) -> Iterator[Mention]:
        yield from self._term(speaks=speaks)
        while self._peek() in ("AND", "OR"):
            self._next()
            yield from self._term(speaks=speaks)

    def expect(self, word: str) -> None:
        if (got := self._next()) != word:
            wanted = word or "the end"
            raise UnreadableError(f"alarm rule: wanted {wanted}, got {got or 'the end'}")

    def _term(self, *, speaks: bool) -> Iterator[Mention]:
        word = self._next()
        if word == "NOT":
            yield from self._term(speaks=not speaks)
        elif word == "(":
            yield from self.expression(speaks=speaks)
            self.expect(")")
        elif word in _STATES:
            self.expect("(")
            yield self._alarm(word, speaks=speaks)
            self.expect(")")
        elif word == "AT_LEAST":
            yield from self._at_least(speaks=speaks)
        elif word not in ("TRUE", "FALSE"):
            raise UnreadableError(f"alarm rule: wanted a condition, got {word or 'the end'}")

    def _at_least(self, *, speaks: bool) -> Iterator[Mention]:
        self.expect("(")
        if not re.fullmatch(r"\d+%?", count := self._next()):
            raise UnreadableError(f"alarm rule: wanted a count or a percentage, got {count}")
        self.expect(",")
        if self._peek() == "NOT":
            self._next()
            speaks = not speaks
        state = self._next()
        self.expect(",")
        self.expect("(")
        yield self._alarm(state, speaks=speaks)
        while self._peek() == ",":
            self._next()
            yield self._alarm(state, speaks=speaks)
        self.expect(")")
        self.expect(")")

    def _alarm(self, state: str, *, speaks: bool) -> Mention:
        name = self._next()
        if state not in _STATES or not name or name in "(),":
            raise UnreadableError(f"alarm rule: wanted a state of an alarm, got {state} {name}")
        if name.startswith('"'):
            name = re.sub(r"\\(.)", r"\1", name[1:-1])
        return Mention(name, speaks if state == "ALARM" else state == "OK" and not speaks)

    def _peek(self) -> str:
        return self._words[self._at] if self._at < len(self._words) else ""

    def _next(self) -> str:
        word = self._peek()
        self._at += 1
        return word


def words_of(rule: str) -> list[str]:
    """The words of a rule, names still in their quotes.

    Raises UnreadableError where there is none.
    """
    words: list[str] = []
    at, end = 0, len(rule.rstrip())
    while at < end:
        found = _WORDS.match(rule, at)
        if not found:
            raise UnreadableError(f"alarm rule: wanted a word, got {rule[at : at + 20]}")
        words.append(found[1])
        at = found.end()
    return words
