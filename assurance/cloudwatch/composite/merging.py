"""The states of several alarms, at every moment at which one of them changes."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from assurance.cloudwatch.composite.truth import Possible
from assurance.cloudwatch.history import Course
from assurance.cloudwatch.state import Codes, Instants, State, code

ANY = np.uint8(0b111)


def moments(courses: Iterable[Course], start: int, end: int) -> Instants:
    """Every moment from start to end at which a state, or what is open of it, changes."""
    times = [start]
    for course in courses:
        times += [transition.at for transition in course.transitions]
        times += [edge for doubt in course.doubts for edge in (doubt.at, doubt.until)]
    found = np.unique(np.array(times, dtype=np.int64))
    return found[(found >= start) & (found <= end)]


def states(course: Course, when: Instants) -> Codes:
    """The reported state at each moment."""
    times = np.array([transition.at for transition in course.transitions], dtype=np.int64)
    after = [code(course.initial), *(code(t.after) for t in course.transitions)]
    return np.array(after, dtype=np.int8)[np.searchsorted(times, when, side="right")]


def possible(course: Course | None, when: Instants) -> Possible:
    """The states it may be in at each moment; an alarm nobody knows may be in any."""
    if course is None:
        return np.full(len(when), ANY)
    result = (np.uint8(1) << states(course, when).astype(np.uint8)).astype(np.uint8)
    for doubt in course.doubts:
        first, last = np.searchsorted(when, [doubt.at, doubt.until], side="left")
        result[first:last] |= np.uint8(bits(doubt.states))
    return result


def bits(states_: Iterable[State]) -> int:
    """A set of states as bits."""
    return sum({1 << code(state) for state in states_})
