"""What a composite rests on: the alarms whose data decide about it."""

from __future__ import annotations

from collections.abc import Sequence

from assurance.cloudwatch import Account, Alarm, CompositeAlarm, MetricAlarm
from assurance.cloudwatch.composite.rule import parse_rule
from assurance.rehearsal.alarms import Region
from assurance.rehearsal.judging import Judged


def behind(alarm: Alarm, account: Account) -> frozenset[str]:
    """The metric alarms that a composite rests on, by name; none for any other alarm."""
    found: set[str] = set()
    known: set[str] = set()
    waiting = [alarm]
    while waiting:
        one = waiting.pop()
        # rules may lead back to themselves
        if not isinstance(one, CompositeAlarm) or one.name in known:
            continue
        known.add(one.name)
        children = [account.find(name) for name in parse_rule(one.rule).children]
        found |= {child.name for child in children if isinstance(child, MetricAlarm)}
        waiting += [child for child in children if child is not None]
    return frozenset(found)


def concerned(judged: Judged, regions: Sequence[Region]) -> tuple[str, ...]:
    """The alarms of everything that is unmet, each with those it rests on."""
    names = dict.fromkeys(name for unmet in judged.unmet for name in unmet.alarms)
    for region in regions:
        for alarm in region.account.alarms:
            if alarm.name in names:
                names |= dict.fromkeys(sorted(behind(alarm, region.account)))
    return tuple(names)
