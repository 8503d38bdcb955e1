"""Composite alarms as logic: whether one fires when exactly these metric alarms do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from assurance.assembly.values import text
from assurance.proof.paging.alarms import METRIC, Alarm
from assurance.proof.paging.walk import Walk

_WORD = re.compile(
    r'\s*(\(|\)|AND\b|OR\b|NOT\b|TRUE\b|FALSE\b|[A-Z_]+\(\s*(?:"[^"]*"|[^\s()",]+)\s*\))'
)
_STATE = re.compile(r'([A-Z_]+)\(\s*"?([^"]*?)"?\s*\)')


class Truth:
    """The alarm rules of one environment. An alarm that is not in ALARM is in OK."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk

    def fires(self, alarm: Alarm, on: frozenset[Alarm], above: tuple[Alarm, ...] = ()) -> bool:
        """Whether the alarm is in ALARM while of all metric alarms exactly `on` are.

        A rule that cannot be read, or that leads back to itself, never fires.
        """
        if alarm in on:
            return True
        if alarm.resource.type == METRIC or alarm in above:
            return False
        words = _words(text(alarm.resource.properties.get("AlarmRule")))
        return _Reader(words, lambda name: self._named(name, alarm, on, above)).whole()

    def leaves(self, alarm: Alarm, above: tuple[Alarm, ...] = ()) -> frozenset[Alarm]:
        """The metric alarms below a composite, itself when it is one."""
        if alarm.resource.type == METRIC:
            return frozenset({alarm})
        children = (self._walk.find(one.alarm, alarm) for one in alarm.mentions)
        inner = [one for one in children if one and one not in above]
        return frozenset(leaf for one in inner for leaf in self.leaves(one, (*above, alarm)))

    def suppressor(self, alarm: Alarm) -> Alarm | None:
        """The alarm that keeps a composite quiet."""
        by = alarm.resource.properties.get("ActionsSuppressor")
        return self._walk.find(text(by), alarm) if by is not None else None

    def is_quiet_during(self, alarm: Alarm, cause: Alarm) -> bool:
        """Whether nothing is sent about the alarm while the cause is in ALARM, whatever part of
        it fired."""
        by = self.suppressor(alarm)
        if by is None:
            return False
        return all(self.fires(by, on) for on in self.firings(cause))

    def firings(self, alarm: Alarm) -> Iterator[frozenset[Alarm]]:
        """Ways to make an alarm fire: each of its metric alarms alone where that is enough, else
        all of them."""
        leaves = self.leaves(alarm)
        single = [on for one in leaves if self.fires(alarm, on := frozenset({one}))]
        return iter(single or [leaves])

    def _named(
        self, name: tuple[str, str], near: Alarm, on: frozenset[Alarm], above: tuple[Alarm, ...]
    ) -> bool:
        state, reference = name
        found = self._walk.find(reference, near)
        firing = found is not None and self.fires(found, on, (*above, near))
        return firing if state == "ALARM" else not firing if state == "OK" else False


class _Reader:
    """Reads one rule; where AND and OR stand side by side without parentheses it says no."""

    def __init__(
        self, words: tuple[str, ...] | None, named: Callable[[tuple[str, str]], bool]
    ) -> None:
        self._words = list(words or ())
        self._named = named

    def whole(self) -> bool:
        try:
            value = self._expression()
        except IndexError:
            return False
        return value and not self._words

    def _expression(self) -> bool:
        values, joint = [self._term()], ""
        while self._words and self._words[0] in ("AND", "OR"):
            word = self._words.pop(0)
            if joint not in ("", word):
                raise IndexError
            joint = word
            values.append(self._term())
        return all(values) if joint != "OR" else any(values)

    def _term(self) -> bool:
        word = self._words.pop(0)
        if word == "NOT":
            return not self._term()
        if word in ("TRUE", "FALSE"):
            return word == "TRUE"
        if word == "(":
            value = self._expression()
            if self._words.pop(0) != ")":
                raise IndexError
            return value
        found = _STATE.fullmatch(word)
        if not found:
            raise IndexError
        return self._named((found[1], found[2]))


@cache
def _words(rule: str) -> tuple[str, ...] | None:
    """The words of a rule; None when something in it is none."""
    words: list[str] = []
    at, end = 0, len(rule.rstrip())
    while at < end:
        found = _WORD.match(rule, at)
        if not found:
            return None
        words.append(found[1])
        at = found.end()
    return tuple(words)
