"""Which alarms fire in some scenario and clear again, and which never do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assurance.cloudwatch import History, State
from assurance.rehearsal.alarms import Region
from assurance.rehearsal.player import Played


@dataclass(frozen=True, slots=True)
class Coverage:
    """Alarms by name, in the order of the templates."""

    alarms: tuple[str, ...]
    silent: tuple[str, ...]
    """Those that fire in no scenario."""
    stuck: tuple[str, ...]
    """Those that fire and clear in none."""


def coverage(regions: Sequence[Region], played: Iterable[Played]) -> Coverage:
    """What the scenarios together make the alarms do."""
    fired, cleared = set[str](), set[str]()
    for one in played:
        for _, history in one.each():
            fires, clears = _course(history)
            fired |= {history.name} if fires else set()
            cleared |= {history.name} if clears else set()
    names = tuple(alarm.name for region in regions for alarm in region.account.alarms)
    silent = tuple(name for name in names if name not in fired)
    stuck = tuple(name for name in names if name in fired - cleared)
    return Coverage(names, silent, stuck)


def _course(history: History) -> tuple[bool, bool]:
    fires = any(one.after is State.ALARM for one in history.transitions)
    clears = any(one.before is State.ALARM and one.after is State.OK for one in history.transitions)
    return fires, clears
