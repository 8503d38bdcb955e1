"""Which actions of an alarm run, and what keeps the others back.

Source: user guide, "Alarm actions", "Alarm suppression" and "How alarm mute rules behave".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from assurance.cloudwatch.alarm import Alarm, CompositeAlarm
from assurance.cloudwatch.composite.suppression import Attempt, suppressed
from assurance.cloudwatch.history import Course, Notification, Unspecified
from assurance.cloudwatch.muting.schedule import Window
from assurance.cloudwatch.state import State

MUTED_OK = (
    "whether actions other than those of ALARM, muted, run at the end of the window "
    "is not published; here they do not"
)


def notifications(
    alarm: Alarm, course: Course, by: Course | None, mutes: Sequence[Window], end: int
) -> tuple[tuple[Notification, ...], tuple[Unspecified, ...]]:
    """Every action up to the end, in order; `by` is the course of the alarm's suppressor."""
    attempts, unspecified = _attempts(alarm, course, by, end)
    told: list[Notification] = []
    open_: list[Unspecified] = list(unspecified)
    for attempt in attempts:
        if actions := alarm.actions.of(attempt.state):
            why = attempt.withheld_by or _withheld(alarm, mutes, attempt.at)
            told.append(Notification(attempt.at, attempt.state, actions, why))
    for later in _after_mutes(course, told, mutes, end):
        (told if isinstance(later, Notification) else open_).append(later)  # pyright: ignore[reportArgumentType]
    return tuple(sorted(told, key=lambda n: n.at)), tuple(open_)


def _attempts(
    alarm: Alarm, course: Course, by: Course | None, end: int
) -> tuple[Iterable[Attempt], Iterable[Unspecified]]:
    if isinstance(alarm, CompositeAlarm) and alarm.suppressor is not None:
        return suppressed(alarm.suppressor, course, by, end)
    return [Attempt(transition.at, transition.after) for transition in course.transitions], ()


def _withheld(alarm: Alarm, mutes: Sequence[Window], at: int) -> str | None:
    if not alarm.actions.enabled:
        return "actions_disabled"
    return "mute" if any(window.start <= at < window.end for window in mutes) else None


def _after_mutes(
    course: Course, told: Sequence[Notification], mutes: Sequence[Window], end: int
) -> Iterator[Notification | Unspecified]:
    """At the end of a window: the actions kept back in it, if the alarm is still in that state."""
    for window in mutes:
        if window.end > end:
            continue
        kept = [n for n in told if n.withheld_by == "mute" and window.start <= n.at < window.end]
        if not kept or kept[-1].state is not _state(course, window.end):
            continue
        if kept[-1].state is State.ALARM:
            yield Notification(window.end, State.ALARM, kept[-1].actions)
        else:
            yield Unspecified(window.end, MUTED_OK)


def _state(course: Course, at: int) -> State:
    """The state at a moment, what changes at that very moment included."""
    place = bisect_right([transition.at for transition in course.transitions], at)
    return course.transitions[place - 1].after if place else course.initial
