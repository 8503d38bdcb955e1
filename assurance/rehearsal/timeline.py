"""What happened in a scenario, moment by moment, and the data that decided it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assurance.cloudwatch import History
from assurance.rehearsal.player import Played


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened. Seconds since 1970."""

    at: int
    what: str
    why: str = ""


def timeline(played: Played, alarms: Sequence[str]) -> tuple[Moment, ...]:
    """Faults, everything told, and the states of some alarms with what decided them."""
    moments = [*_faults(played), *_told(played)]
    for _, history in played.each():
        if history.name in alarms:
            moments += _states(history)
    return tuple(sorted(moments, key=lambda one: one.at))


def _faults(played: Played) -> Iterator[Moment]:
    scenario = played.scenario
    for fault in scenario.written.faults:
        begins = scenario.start + int(fault.after.total_seconds())
        yield Moment(begins, f"fault: {fault.fault}")
        yield Moment(begins + int(fault.lasting.total_seconds()), f"mended: {fault.fault}")


def _told(played: Played) -> Iterator[Moment]:
    for one in played.told:
        yield Moment(one.at, f"{'over' if one.over else 'told'}: {one.severity} {one.alarm}")


def _states(history: History) -> Iterator[Moment]:
    for one in history.transitions:
        yield Moment(one.at, f"state: {history.name} {one.after}", one.reason)
    for one in history.notifications:
        if one.withheld_by:
            yield Moment(one.at, f"kept back: {history.name} {one.state}", f"by {one.withheld_by}")
    for one in history.unspecified:
        yield Moment(one.at, f"unspecified: {history.name}", one.why)
