"""The states of composite alarms, from those of the alarms they name.

INSUFFICIENT_DATA is only the state before the first evaluation. Source: API reference,
PutCompositeAlarm.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from graphlib import CycleError, TopologicalSorter

import numpy as np

from assurance.cloudwatch.alarm import Account, Alarm, CompositeAlarm
from assurance.cloudwatch.composite import merging
from assurance.cloudwatch.composite.doubts import Child, open_times
from assurance.cloudwatch.composite.rule import Rule, parse_rule
from assurance.cloudwatch.composite.truth import truth
from assurance.cloudwatch.history import Course, Transition
from assurance.cloudwatch.state import Instants, State

_Latest = dict[int, list[tuple[Child, Transition]]]
"""By moment, the changes of children that took place then."""


def courses_of(
    account: Account, known: Mapping[str, Course], start: int, end: int
) -> dict[str, Course]:
    """The course of every composite alarm by name, from the courses of all other alarms.

    A composite that is already among the known is not evaluated again.
    Raises AlarmError for a rule that does not follow the grammar.
    """
    alarms = account.by_reference()
    composites = [
        alarm
        for alarm in account.alarms
        if isinstance(alarm, CompositeAlarm) and alarm.name not in known
    ]
    rules = {alarm.name: parse_rule(alarm.rule) for alarm in composites}
    by_name = {alarm.name: alarm for alarm in composites}
    courses = dict(known)
    stuck = circular(alarms, rules)
    for name in stuck:
        courses[name] = Course(by_name[name].initial or State.INSUFFICIENT_DATA)
    for name in _order(alarms, rules, stuck):
        children = [_child(alarms, courses, said) for said in rules[name].children]
        courses[name] = _course(by_name[name], rules[name], children, start, end)
    return courses


def circular(alarms: Mapping[str, Alarm], rules: Mapping[str, Rule]) -> frozenset[str]:
    """The composites in a circle: they are not evaluated. `alarms` are all, by name and by ARN."""
    graph = {name: _named(alarms, rule) & rules.keys() for name, rule in rules.items()}
    stuck = set[str]()
    while True:
        left = {name: inner - stuck for name, inner in graph.items() if name not in stuck}
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            stuck |= set(error.args[1])
        else:
            return frozenset(stuck)


def _order(
    alarms: Mapping[str, Alarm], rules: Mapping[str, Rule], stuck: frozenset[str]
) -> Iterable[str]:
    graph = {
        name: (_named(alarms, rule) & rules.keys()) - stuck
        for name, rule in rules.items()
        if name not in stuck
    }
    return TopologicalSorter(graph).static_order()


def _named(alarms: Mapping[str, Alarm], rule: Rule) -> set[str]:
    found = (alarms.get(child) for child in rule.children)
    return {alarm.name for alarm in found if alarm is not None}


def _child(alarms: Mapping[str, Alarm], courses: Mapping[str, Course], said: str) -> Child:
    alarm = alarms.get(said)
    if alarm is None:
        return Child(said, said, None)
    return Child(said, alarm.arn or alarm.name, courses[alarm.name])


def _course(
    alarm: CompositeAlarm, rule: Rule, children: list[Child], start: int, end: int
) -> Course:
    known = [child.course for child in children if child.course is not None]
    when = merging.moments(known, start, end)
    possible = {child.said: merging.possible(child.course, when) for child in children}
    reported = {
        child.said: possible[child.said]
        if child.course is None
        else (np.uint8(1) << merging.states(child.course, when).astype(np.uint8)).astype(np.uint8)
        for child in children
    }
    main = truth(rule.readings[0].program, reported, len(when))
    # a child nobody knows counts as not deciding: what it leaves open is in the doubts
    states = np.where(main.may_hold & ~main.may_fail, State.ALARM, State.OK)
    initial = alarm.initial or State.INSUFFICIENT_DATA
    latest = _latest_changes(children)
    transitions = tuple(_transitions(initial, states.tolist(), when, latest))
    doubts = tuple(open_times(rule, possible, states == State.ALARM, when, children, end))
    # in order of time, as each reading of the rule has doubts of its own
    doubts = tuple(sorted(doubts, key=lambda doubt: doubt.at))
    unsure = any(child.course is None or child.course.open_at_end for child in children)
    open_at_end = unsure and any(doubt.until > end for doubt in doubts)
    return Course(initial, transitions, doubts, open_at_end)


def _transitions(
    initial: State, states: list[str], when: Instants, latest: _Latest
) -> Iterator[Transition]:
    before = initial
    for at, text in zip(when.tolist(), states, strict=True):
        after = State(text)
        if after is not before:
            yield Transition(at, before, after, _reason(latest, at, after))
            before = after


def _latest_changes(children: list[Child]) -> _Latest:
    found: _Latest = {}
    for child in children:
        for transition in child.course.transitions if child.course else ():
            found.setdefault(transition.at, []).append((child, transition))
    return found


def _reason(latest: _Latest, at: int, after: State) -> str:
    """Source: user guide, "Alarm events and EventBridge"."""
    if at not in latest:
        return "Unchecked: Initial alarm creation"
    alike = (change for change in latest[at] if change[1].after is after)
    child, transition = next(alike, latest[at][0])
    moment = datetime.fromtimestamp(at, UTC)
    return f"{child.shown} transitioned to {transition.after} at {moment:%A %d %B, %Y %H:%M:%S} UTC"
