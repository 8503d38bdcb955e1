"""What a composite rests on: the alarms whose data decide about it."""

from __future__ import annotations

from collections.abc import Sequence

from assurance.cloudwatch import Account, Alarm, CompositeAlarm, MetricAlarm
from assurance.cloudwatch.composite.rule import parse_rule
from assurance.rehearsal.alarms import Region
from assurance.rehearsal.judging import Judged


def behind(alarm: Alarm, account: Account) -> frozenset[str]:
    """The metric alarms that a composite rests on, by name; none for any other alarm."""
    if not isinstance(alarm, CompositeAlarm):
        return frozenset()
    children = [account.find(name) for name in parse_rule(alarm.rule).children]
    found = frozenset(one.name for one in children if isinstance(one, MetricAlarm))
    return found.union(*(behind(one, account) for one in children if one is not None))


def concerned(judged: Judged, regions: Sequence[Region]) -> tuple[str, ...]:
    """The alarms of everything that is unmet, each with those it rests on."""
    names = dict.fromkeys(name for unmet in judged.unmet for name in unmet.alarms)
    for region in regions:
        for alarm in region.account.alarms:
            if alarm.name in names:
                names |= dict.fromkeys(sorted(behind(alarm, region.account)))
    return tuple(names)
