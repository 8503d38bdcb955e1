"""When the actions of a composite alarm run, given what its suppressor does.

Source: user guide, "Alarm suppression", with its six worked examples. What the examples do not show
is read as the same machine: every change outside of suppression starts a wait of its own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from assurance.cloudwatch.alarm import Suppressor
from assurance.cloudwatch.history import Course, Unspecified
from assurance.cloudwatch.state import State


@dataclass(frozen=True, slots=True)
class Attempt:
    """A moment at which actions run, or would have run but for the suppressor."""

    at: int
    state: State
    withheld_by: str | None = None
    """suppressor, wait or extension."""


NO_DATA = "what a suppressor in INSUFFICIENT_DATA does is not published; here it does not suppress"
AT_ONCE = (
    "the suppressor leaves ALARM at the moment of the change: which comes first is not published"
)
TIE = "a period ends at the moment of this change: whether its actions still run is not published"
UNKNOWN = "the suppressor is not among the alarms; here it does not suppress"
OPEN = "the state of the suppressor is open"


@dataclass(slots=True)
class _Machine:
    """The periods that run, as time goes on."""

    suppressor: Suppressor
    state: State
    by: State
    kind: str = ""
    until: int = 0
    attempts: list[Attempt] = field(default_factory=list[Attempt])
    unspecified: list[Unspecified] = field(default_factory=list[Unspecified])
    left_alarm: int | None = None
    ended: int | None = None

    def pass_time(self, now: int) -> None:
        """End the period that is over by now: the actions of the current state run."""
        if self.kind and self.until <= now:
            self.kind = ""
            self.ended = self.until
            self.attempts.append(Attempt(self.until, self.state))

    def suppressor_goes(self, at: int, to: State) -> None:
        before, self.by = self.by, to
        if self.ended == at and to is State.ALARM:
            self.unspecified.append(Unspecified(at, TIE))
        if to is State.ALARM:
            self.kind = ""
        elif before is State.ALARM:
            self._start("extension", at, self.suppressor.extension)
            self.left_alarm = at
        if to is State.INSUFFICIENT_DATA and before is State.ALARM:
            self.unspecified.append(Unspecified(at, NO_DATA))

    def alarm_goes(self, at: int, to: State) -> None:
        self.state = to
        if self.ended == at:
            self.unspecified.append(Unspecified(at, TIE))
        if self.by is State.ALARM:
            self.attempts.append(Attempt(at, to, "suppressor"))
            return
        if self.by is State.INSUFFICIENT_DATA:
            self.unspecified.append(Unspecified(at, NO_DATA))
        if self.left_alarm == at:
            self.unspecified.append(Unspecified(at, AT_ONCE))
        self.attempts.append(Attempt(at, to, "wait"))
        self._start("wait", at, self.suppressor.wait)

    def _start(self, kind: str, at: int, seconds: int) -> None:
        self.kind, self.until = kind, at + seconds


def suppressed(
    suppressor: Suppressor, alarm: Course, by: Course | None, end: int
) -> tuple[tuple[Attempt, ...], tuple[Unspecified, ...]]:
    """Every attempt to act up to the end, and where the published examples do not decide."""
    machine = _Machine(suppressor, alarm.initial, by.initial if by else State.OK)
    for at, order, to in sorted(_events(alarm, by), key=lambda event: event[:2]):
        machine.pass_time(at)
        (machine.suppressor_goes if order == 0 else machine.alarm_goes)(at, to)
    machine.pass_time(end)
    unspecified = machine.unspecified + list(_open(alarm, by))
    return tuple(sorted(machine.attempts, key=lambda a: a.at)), tuple(unspecified)


def _events(alarm: Course, by: Course | None) -> Iterator[tuple[int, int, State]]:
    for transition in by.transitions if by else ():
        yield transition.at, 0, transition.after
    for transition in alarm.transitions:
        yield transition.at, 1, transition.after


def _open(alarm: Course, by: Course | None) -> Iterator[Unspecified]:
    starts = [doubt.at for doubt in by.doubts] if by else []
    for transition in alarm.transitions:
        if by is None:
            yield Unspecified(transition.at, UNKNOWN)
            continue
        # doubts come in order of time; each reading of a rule has some of its own
        place = bisect_right(starts, transition.at)
        if any(transition.at < doubt.until for doubt in by.doubts[max(0, place - 4) : place]):
            yield Unspecified(transition.at, OPEN)
