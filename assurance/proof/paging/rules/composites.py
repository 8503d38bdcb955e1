"""What composite alarms may refer to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from assurance.assembly import Resource
from assurance.assembly.values import compact
from assurance.proof.paging.alarms import COMPOSITE, Alarm
from assurance.proof.paging.walk import Walk
from assurance.proof.rule import Finding, at, rule

MOST_CHILDREN = 100
"""https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html"""
_PERIODS = ("ActionsSuppressorWaitPeriod", "ActionsSuppressorExtensionPeriod")


@rule(
    "paging.composites",
    "On-Call Responsibilities",
    "composite alarms listen to alarms of these templates and can be evaluated",
    "composites",
)
def composites(walk: Walk) -> Iterator[Finding]:
    """Known children, at most 100, no circle, a suppressor with both periods."""
    circle = _circle(walk)
    for alarm in walk.alarms:
        if alarm.resource.type == COMPOSITE:
            path, fault, fix = _fault(walk, alarm, circle)
            where = at(alarm.resource, f"Properties.{path}")
            yield Finding(where, fault and f"composite {alarm.resource.logical_id} {fault}", fix)


def _fault(walk: Walk, alarm: Alarm, circle: tuple[Alarm, ...]) -> tuple[str, str, str]:
    rule_path = "AlarmRule"
    if alarm.unreadable:
        return (
            rule_path,
            f"cannot be read: {alarm.unreadable}",
            "Write the rule as CloudWatch does.",
        )
    names = {one.alarm for one in alarm.mentions}
    strange = [name for name in sorted(names) if walk.find(name, alarm) is None]
    if strange:
        fix = "Name alarms of the same Region that the templates define."
        return rule_path, f"listens to {', '.join(strange)}, no alarm of these templates", fix
    if len(names) > MOST_CHILDREN:
        fault = f"has {len(names)} children, CloudWatch allows {MOST_CHILDREN}"
        return rule_path, fault, "Split it into composites of composites."
    if alarm in circle:
        chain = " -> ".join(one.resource.logical_id for one in circle)
        return rule_path, f"is never evaluated: {chain}", "Break the circle."
    return _suppressor_fault(walk, alarm)


def _suppressor_fault(walk: Walk, alarm: Alarm) -> tuple[str, str, str]:
    properties = alarm.resource.properties
    suppressor = properties.get("ActionsSuppressor")
    if suppressor is None:
        return "AlarmRule", "", ""
    if walk.find(str(suppressor), alarm) is None:
        fix = "Name an alarm of the templates as suppressor."
        return "ActionsSuppressor", f"is suppressed by {suppressor}, an unknown alarm", fix
    missing = [name for name in _PERIODS if properties.get(name) is None]
    fix = "Set both periods, in seconds; AWS advises 60."
    return "ActionsSuppressor", f"has no {' and no '.join(missing)}" if missing else "", fix


def _circle(walk: Walk) -> tuple[Alarm, ...]:
    graph: dict[Alarm, set[Alarm]] = {}
    for alarm in walk.alarms:
        found = (walk.find(one.alarm, alarm) for one in alarm.mentions)
        graph[alarm] = {child for child in found if child is not None}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return tuple(error.args[1])
    return ()


@rule(
    "paging.composite_order",
    "On-Call Responsibilities",
    "a composite is made after the alarms of its stack that it names",
    "composites that name alarms of their stack",
)
def order(walk: Walk) -> Iterator[Finding]:
    """CloudWatch refuses a composite over an alarm that is not there yet; a rule names it as text."""
    for alarm in walk.alarms:
        beside = [one for one in _named(walk, alarm) if one.stack is alarm.resource.stack]
        if not beside:
            continue
        late = [one.logical_id for one in beside if not _comes_after(alarm.resource, one)]
        fault = f"composite {alarm.resource.logical_id} may be made before {', '.join(late)}"
        fix = "Name them in its DependsOn."
        where = at(alarm.resource, "DependsOn")
        yield Finding(where, fault, fix) if late else Finding(where)


def _named(walk: Walk, alarm: Alarm) -> list[Resource]:
    suppressor = alarm.resource.properties.get("ActionsSuppressor")
    names = [*(one.alarm for one in alarm.mentions), *([suppressor] if suppressor else [])]
    found = (walk.find(str(name), alarm) for name in names)
    return list(dict.fromkeys(one.resource for one in found if one))


def _comes_after(resource: Resource, other: Resource) -> bool:
    """Told by DependsOn, or by a reference in the rule itself."""
    referred = compact(resource.raw.get("Properties"))
    reference = re.compile(rf'["{{]{re.escape(other.logical_id)}["}}.]')
    return other.logical_id in resource.depends_on or bool(reference.search(referred))


RULES = (composites, order)
