"""Polls the guards until the time is over, one trips, or nothing can be seen any more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from botocore.exceptions import BotoCoreError, ClientError

from assurance.watch.guard import OK, Guard

POLL = timedelta(seconds=15)
BLIND = timedelta(minutes=3)
"""How long nothing may be seen: three evaluations of an alarm."""


class Verdict(StrEnum):
    """How a watch ended."""

    QUIET = "quiet"
    TRIPPED = "tripped"
    BLIND = "blind"


class Clock(Protocol):
    """Time that passes."""

    def now(self) -> datetime:
        """The moment, with its zone."""
        ...

    def sleep(self, time: timedelta) -> None:
        """Let it pass."""
        ...


@dataclass(frozen=True, slots=True)
class Ended:
    """What a watch saw at its end. `why` is empty unless it went blind."""

    verdict: Verdict
    started: datetime
    lasted: timedelta
    guards: tuple[Guard, ...]
    why: str = ""

    @property
    def tripped(self) -> tuple[Guard, ...]:
        """The guards in ALARM."""
        return tuple(one for one in self.guards if one.tripped)


def missing(published: Mapping[str, str], found: Sequence[Guard]) -> tuple[str, ...]:
    """Published names that no alarm has."""
    names = {name for listed in published.values() for name in listed.split(",") if name}
    return tuple(sorted(names - {one.name for one in found}))


def watch(
    look: Callable[[], tuple[Guard, ...]],
    lasting: timedelta,
    clock: Clock,
    tell: Callable[[timedelta, Sequence[Guard]], None],
) -> Ended:
    """Look every few seconds. `tell` hears how much time has passed and what the guards say.

    AWS may fail to answer for a while; longer than `BLIND` and the watch is worth nothing.
    """
    start = seen_at = clock.now()
    seen: tuple[Guard, ...] = ()
    why = ""
    while True:
        try:
            seen, seen_at, why = look(), clock.now(), ""
        except (BotoCoreError, ClientError) as error:
            why = " ".join(str(error).split())
        passed = clock.now() - start
        if any(one.tripped for one in seen):
            return Ended(Verdict.TRIPPED, start, passed, seen)
        if clock.now() - seen_at >= BLIND:
            return Ended(Verdict.BLIND, start, passed, seen, why)
        tell(passed, seen)
        if passed >= lasting:
            verdict = Verdict.BLIND if why else Verdict.QUIET
            return Ended(verdict, start, passed, seen, why)
        clock.sleep(min(POLL, lasting - passed))


def states(guards: Sequence[Guard]) -> str:
    """How many are in which state: `7 OK, 2 INSUFFICIENT_DATA`."""
    counts: dict[str, int] = {OK: 0}
    for one in guards:
        counts[one.state] = counts.get(one.state, 0) + 1
    return ", ".join(f"{count} {state}" for state, count in counts.items())
