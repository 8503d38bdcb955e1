"""The rule of a composite alarm, worked out from the states of its children.

The grammar is that of the CloudWatch user guide, "Combining alarms": NOT binds tighter than AND,
AND tighter than OR.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from assurance.proof.paging.alarm_rule import mentions, words_of

StateOf = Callable[[str], str]


def holds(rule: str, state_of: StateOf) -> bool:
    """Whether the rule is true, given every alarm's state by its name or ARN.

    Raises UnreadableError when the rule does not follow the grammar.
    """
    mentions(rule)
    return _Reader(words_of(rule), state_of).either()


@dataclass(slots=True)
class _Reader:
    """Works out a rule that is known to follow the grammar."""

    words: list[str]
    state_of: StateOf
    at: int = 0

    def either(self) -> bool:
        found = self._both()
        while self._peek() == "OR":
            self._next()
            found = self._both() or found
        return found

    def _both(self) -> bool:
        found = self._one()
        while self._peek() == "AND":
            self._next()
            found = self._one() and found
        return found

    def _one(self) -> bool:
        word = self._next()
        if word == "NOT":
            return not self._one()
        if word in ("TRUE", "FALSE"):
            return word == "TRUE"
        if word == "AT_LEAST":
            return self._at_least()
        if word == "(":
            found = self.either()
        else:
            self._next()
            found = self._is(self._next(), word)
        self._next()
        return found

    def _at_least(self) -> bool:
        self._next()
        wanted, _ = self._next(), self._next()
        wished = self._peek() != "NOT"
        if not wished:
            self._next()
        state, _, _ = self._next(), self._next(), self._next()
        found = [self._is(self._next(), state) == wished]
        while self._next() == ",":
            found.append(self._is(self._next(), state) == wished)
        self._next()
        least = ceil(len(found) * int(wanted[:-1]) / 100) if wanted.endswith("%") else int(wanted)
        return sum(found) >= least

    def _is(self, name: str, state: str) -> bool:
        bare = name[1:-1].replace('\\"', '"') if name.startswith('"') else name
        return self.state_of(bare) == state

    def _peek(self) -> str:
        return self.words[self.at] if self.at < len(self.words) else ""

    def _next(self) -> str:
        word = self._peek()
        self.at += 1
        return word
