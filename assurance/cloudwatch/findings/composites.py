"""Composite alarms that cannot work. Source: API reference, PutCompositeAlarm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product
from typing import Final

import numpy as np

from assurance.cloudwatch.alarm import Account, CompositeAlarm
from assurance.cloudwatch.composite.course import circular
from assurance.cloudwatch.composite.program import Condition, Constant, Share
from assurance.cloudwatch.composite.rule import Rule, parse_rule
from assurance.cloudwatch.composite.truth import Possible, truth
from assurance.cloudwatch.findings.finding import Finding, Kind

_MOST_TRIED: Final = 8
"""Children whose states are tried out one with another: 3 states each."""
_REFUSED: Final = (":ec2:", ":automate:", ":autoscaling:", ":swf:")


def in_circles(account: Account) -> frozenset[str]:
    """The composites whose rules lead back to themselves."""
    composites = [alarm for alarm in account.alarms if isinstance(alarm, CompositeAlarm)]
    return circular(
        account.by_reference(), {alarm.name: parse_rule(alarm.rule) for alarm in composites}
    )


def findings(account: Account, alarm: CompositeAlarm, stuck: frozenset[str]) -> Iterator[Finding]:
    """What can be said of a composite without any state; `stuck` are those in circles."""
    rule = parse_rule(alarm.rule)
    for text in _illegal(alarm, rule):
        yield Finding(alarm.name, Kind.ILLEGAL, text)
    if alarm.name in stuck:
        text = "its rule leads back to itself: CloudWatch does not evaluate a circle"
        yield Finding(alarm.name, Kind.ILLEGAL, text)
    for reading in rule.readings[1:]:
        yield Finding(alarm.name, Kind.ADVICE, reading.why)
    unknown = [child for child in rule.children if account.find(child) is None]
    if unknown:
        text = f"{', '.join(unknown)} is not among the alarms: what hangs on it stays open"
        yield Finding(alarm.name, Kind.ADVICE, text)
    outcomes = _outcomes(account, rule)
    if outcomes == {False}:
        yield Finding(alarm.name, Kind.NEVER_FIRES, "no combination of states fulfils its rule")
    if outcomes == {True}:
        yield Finding(alarm.name, Kind.NEVER_CLEARS, "every combination of states fulfils its rule")


def _illegal(alarm: CompositeAlarm, rule: Rule) -> Iterator[str]:
    if len(rule.text) > 10_240:
        yield f"a rule has at most 10240 characters, this one {len(rule.text)}"
    if len(rule.children) > 100:
        yield f"a rule names at most 100 alarms, this one {len(rule.children)}"
    if (elements := _elements(rule)) > 500:
        yield f"a rule has at most 500 elements, this one {elements} without its brackets"
    for step in rule.readings[0].program:
        if isinstance(step, Share) and not 1 <= step.least <= len(step.conditions):
            asked = f"{step.amount}{'%' if step.percent else ''}"
            yield f"AT_LEAST asks for {asked} of {len(step.conditions)} alarms"
    actions = (*alarm.actions.ok, *alarm.actions.alarm, *alarm.actions.insufficient_data)
    for action in actions:
        if any(part in action for part in _REFUSED):
            yield f"a composite takes no EC2 or Auto Scaling action: {action}"


def _elements(rule: Rule) -> int:
    """Alarms and constants, each time they stand there. Brackets count too, and it is not published
    which and how those of AT_LEAST do: so many elements there are at least."""
    found = 0
    for step in rule.readings[0].program:
        if isinstance(step, Share):
            found += len(step.conditions)
        elif isinstance(step, Condition | Constant):
            found += 1
    return found


def crowded(account: Account) -> Iterator[Finding]:
    """Alarms that more composites name than CloudWatch allows."""
    alarms = account.by_reference()
    above: Counter[str] = Counter()
    for alarm in account.alarms:
        if isinstance(alarm, CompositeAlarm):
            children = {
                alarms[one].name for one in parse_rule(alarm.rule).children if one in alarms
            }
            above.update(children)
    for name, count in above.items():
        if count > 150:
            text = f"an alarm may be in the rules of at most 150 composites, this one is in {count}"
            yield Finding(name, Kind.ILLEGAL, text)


def _outcomes(account: Account, rule: Rule) -> set[bool]:
    """What the rule can come to; nothing known where it names too many alarms."""
    if len(rule.children) > _MOST_TRIED:
        return set()
    combinations = list(product(*(_states(account, child) for child in rule.children)))
    possible: dict[str, Possible] = {
        child: np.array([states[place] for states in combinations], dtype=np.uint8)
        for place, child in enumerate(rule.children)
    }
    found = truth(rule.readings[0].program, possible, len(combinations))
    return set(found.may_hold.tolist())


def _states(account: Account, child: str) -> tuple[int, ...]:
    """A composite is in INSUFFICIENT_DATA only before its first evaluation."""
    return (1, 2) if isinstance(account.find(child), CompositeAlarm) else (1, 2, 4)
