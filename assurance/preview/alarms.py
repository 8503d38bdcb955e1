"""The alarms of an environment, and what each one watches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assurance.assembly import Json, Resource, Stage
from assurance.assembly.values import text
from assurance.preview.alarm_queries import rows_of
from assurance.preview.annotations import number
from assurance.preview.limits import Limit
from assurance.preview.lines import DEFAULT_PERIOD, DEFAULT_STAT, Defaults, Line, lines_of
from assurance.proof.paging.alarms import COMPOSITE, METRIC


@dataclass(frozen=True, slots=True, eq=False)
class Alarm:
    """One alarm of the templates."""

    resource: Resource
    name: str
    line: Line | None
    """What it watches; None for a composite, and where that cannot be said."""
    limit: Limit | None
    rule: str
    """Of a composite; else empty."""

    @property
    def condition(self) -> str:
        """What it waits for, as CloudWatch words it."""
        properties = self.resource.properties
        if self.limit is None:
            return ""
        comparison = {("above", False): ">", ("above", True): "≥"}.get(
            (self.limit.bad, self.limit.inclusive), "≤" if self.limit.inclusive else "<"
        )
        label = self.line.label if self.line else ""
        of = number(properties.get("EvaluationPeriods")) or 1
        points = number(properties.get("DatapointsToAlarm")) or of
        period = self.line.operand.period if self.line and self.line.operand else 0
        within = f" within {lasting(int(of * period))}" if period else ""
        plural = "" if points == 1 else "s"
        return f"{label} {comparison} {short(self.limit.value)} for {points:g} datapoint{plural}{within}"


def alarms_in(stage: Stage) -> tuple[Alarm, ...]:
    """Every alarm of the environment, stack by stack."""
    return tuple(_alarm(resource) for resource in stage.resources(METRIC, COMPOSITE))


def by_reference(alarms: Sequence[Alarm]) -> Mapping[str, Alarm]:
    """The alarms by every text that means one of them."""
    found: dict[str, Alarm] = {}
    for alarm in alarms:
        for reference in (alarm.name, *alarm.resource.references):
            found.setdefault(reference, alarm)
    return found


def _alarm(resource: Resource) -> Alarm:
    properties = resource.properties
    name = text(properties.get("AlarmName") or resource.logical_id)
    if resource.type == COMPOSITE:
        return Alarm(resource, name, None, None, text(properties.get("AlarmRule") or "FALSE"))
    rows = tuple(rows_of(properties))
    defaults = Defaults(resource.stack.region, DEFAULT_STAT, DEFAULT_PERIOD)
    lines = [line for line in lines_of(rows, defaults, lambda period: period) if line.visible]
    return Alarm(resource, name, lines[0] if lines else None, _limit(properties), "")


def _limit(properties: Mapping[str, Json]) -> Limit | None:
    threshold = number(properties.get("Threshold"))
    operator = text(properties.get("ComparisonOperator"))
    if threshold is None or not operator.startswith(("GreaterThan", "LessThan")):
        return None
    bad = "above" if operator.startswith("GreaterThan") else "below"
    return Limit(threshold, bad, inclusive="OrEqualTo" in operator)


def lasting(seconds: int) -> str:
    """A duration in its largest whole unit."""
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second")):
        if seconds % size == 0:
            count = seconds // size
            return f"{count} {unit}{'' if count == 1 else 's'}"
    raise AssertionError("every duration has whole seconds")


def short(value: float) -> str:
    """A number with few digits, large ones in thousands, millions and so on."""
    for size, letter in ((1e12, "T"), (1e9, "G"), (1e6, "M")):
        if abs(value) >= size:
            return f"{value / size:.3g}{letter}"
    return f"{value:.6g}"
