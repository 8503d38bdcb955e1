"""Polls the guards until the time is over, one trips, or nothing can be seen any more."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
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
    UNMENDED = "unmended"
    """What was in ALARM before the deployment still is, and nothing else."""


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
    """What a watch saw at its end. `why` is empty unless it went blind.

    `known` were in ALARM before and have been ever since; `unseeing` had nothing to look at.
    """

    verdict: Verdict
    started: datetime
    lasted: timedelta
    guards: tuple[Guard, ...]
    why: str = ""
    known: frozenset[str] = frozenset()
    unseeing: tuple[Guard, ...] = ()

    @property
    def tripped(self) -> tuple[Guard, ...]:
        """The guards in ALARM that this deployment brought there."""
        return tuple(one for one in self.guards if one.tripped and one.name not in self.known)


def missing(published: Mapping[str, str], found: Sequence[Guard]) -> tuple[str, ...]:
    """Published names that no alarm has."""
    names = {name for listed in published.values() for name in listed.split(",") if name}
    return tuple(sorted(names - {one.name for one in found}))


def watch(
    look: Callable[[], tuple[Guard, ...]],
    lasting: timedelta,
    clock: Clock,
    tell: Callable[[timedelta, Sequence[Guard]], None],
    known: Collection[str] = (),
) -> Ended:
    """Look every few seconds. `tell` hears how much time has passed and what the guards say.

    AWS may fail to answer for a while; longer than `BLIND` and the watch is worth nothing.
    Guards in `known` were in ALARM before: they trip only once they had been left in peace.
    """
    start = seen_at = clock.now()
    seen: tuple[Guard, ...] = ()
    why = ""
    left = frozenset(known)
    while True:
        try:
            seen, seen_at, why = look(), clock.now(), ""
            left &= {one.name for one in seen if one.tripped}
        except (BotoCoreError, ClientError) as error:
            why = " ".join(str(error).split())
        passed = clock.now() - start
        ended = Ended(Verdict.QUIET, start, passed, seen, why, left)
        if ended.tripped:
            return replace(ended, verdict=Verdict.TRIPPED, why="")
        if clock.now() - seen_at >= BLIND:
            return replace(ended, verdict=Verdict.BLIND)
        tell(passed, seen)
        if passed >= lasting:
            return replace(ended, verdict=_last(ended))
        clock.sleep(min(POLL, lasting - passed))


def _last(ended: Ended) -> Verdict:
    if ended.why:
        return Verdict.BLIND
    return Verdict.UNMENDED if ended.known else Verdict.QUIET


def states(guards: Sequence[Guard]) -> str:
    """How many are in which state: `7 OK, 2 INSUFFICIENT_DATA`."""
    counts: dict[str, int] = {OK: 0}
    for one in guards:
        counts[one.state] = counts.get(one.state, 0) + 1
    return ", ".join(f"{count} {state}" for state, count in counts.items())
