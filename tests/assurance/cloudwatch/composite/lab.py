"""Courses and composites by hand. Time is in the units of the user guide's examples."""

from collections.abc import Mapping, Sequence

from assurance.cloudwatch import Account, Alarm, CompositeAlarm, State, Suppressor
from assurance.cloudwatch.composite import courses_of
from assurance.cloudwatch.history import Course, Doubt, Transition
from tests.assurance.cloudwatch.lab import alarm


def course(initial: State, *changes: tuple[int, State], doubts: Sequence[Doubt] = ()) -> Course:
    transitions: list[Transition] = []
    before = initial
    for at, after in changes:
        transitions.append(Transition(at, before, after, "by hand"))
        before = after
    return Course(initial, tuple(transitions), tuple(doubts))


def composite(
    rule: str,
    name: str = "whole",
    *,
    initial: State | None = None,
    suppressor: Suppressor | None = None,
) -> CompositeAlarm:
    return CompositeAlarm(name=name, rule=rule, initial=initial, suppressor=suppressor)


def played(
    alarms: Sequence[CompositeAlarm], children: Mapping[str, Course], end: int = 100
) -> dict[str, Course]:
    parts: list[Alarm] = [alarm(name=name) for name in children]
    return courses_of(Account((*parts, *alarms)), children, 0, end)


def told(of: Course) -> list[tuple[int, State]]:
    return [(transition.at, transition.after) for transition in of.transitions]
