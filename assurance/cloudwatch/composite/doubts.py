"""When the state of a composite is open: as a child's is, or as its rule can be read otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from assurance.cloudwatch.composite.rule import Rule
from assurance.cloudwatch.composite.truth import Possible, truth
from assurance.cloudwatch.history import Course, Doubt
from assurance.cloudwatch.state import Instants, Mask, State


@dataclass(frozen=True, slots=True)
class Child:
    """An alarm as a rule names it."""

    said: str
    shown: str
    course: Course | None


def open_times(
    rule: Rule,
    possible: Mapping[str, Possible],
    alarming: Mask,
    when: Instants,
    children: list[Child],
    end: int,
) -> Iterator[Doubt]:
    """Every time in which some reading of the rule, or of a child, gives another state."""
    for reading in rule.readings:
        found = truth(reading.program, possible, len(when))
        other = np.where(alarming, found.may_fail, found.may_hold)
        why = reading.why or _open_children(children)
        yield from _runs(other, alarming, why, when, end)


def _runs(other: Mask, alarming: Mask, why: str, when: Instants, end: int) -> Iterator[Doubt]:
    signature = np.where(other, 1 + alarming, 0)
    first = np.flatnonzero(np.concatenate(([True], signature[1:] != signature[:-1])))
    last = [*first[1:].tolist(), len(when)]
    for begin, stop in zip(first.tolist(), last, strict=True):
        if other[begin]:
            reported = State.ALARM if alarming[begin] else State.OK
            opposite = State.OK if alarming[begin] else State.ALARM
            until = int(when[stop]) if stop < len(when) else end + 60
            text = f"{reported} as reported, or {opposite} ({why})"
            yield Doubt(int(when[begin]), until, frozenset({reported, opposite}), text)


def _open_children(children: list[Child]) -> str:
    unknown = [child.said for child in children if child.course is None]
    open_ = [child.said for child in children if child.course is not None and child.course.doubts]
    parts = [f"{', '.join(unknown)} is not among the alarms"] if unknown else []
    if open_:
        parts.append(f"the state of {', '.join(open_)} is open")
    return "; ".join(parts)
