"""Alarms as they stand in the templates: what they watch, whom they tell, who speaks for them."""

from __future__ import annotations

from dataclasses import dataclass

from assurance.assembly import Json, Resource, Stage
from assurance.assembly.values import items, mapping, text, texts
from assurance.policy.unreadable import UnreadableError
from assurance.proof.paging.alarm_rule import Mention, mentions
from promises import Level

METRIC, COMPOSITE = "AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm"


@dataclass(frozen=True, slots=True)
class Watched:
    """The one metric an alarm looks at."""

    namespace: str
    metric: str
    dimensions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Alarm:
    """One alarm of the templates."""

    resource: Resource
    severity: Level | None
    """From its tag `severity`; None when that is missing or no level."""
    mentions: tuple[Mention, ...] = ()
    """For a composite: the alarms its rule names."""
    unreadable: str = ""
    """Why the rule of a composite cannot be read."""

    @property
    def enabled(self) -> bool:
        """Whether its actions run at all."""
        return text(self.resource.properties.get("ActionsEnabled", True)).lower() == "true"

    def actions(self, state: str = "Alarm") -> tuple[str, ...]:
        """What it does on entering a state: Alarm, OK or InsufficientData."""
        return texts(self.resource.properties.get(f"{state}Actions"))

    @property
    def watched(self) -> Watched | None:
        """Its metric; None for a composite or for metric math."""
        properties = self.resource.properties
        queries = [mapping(query) for query in items(properties.get("Metrics"))]
        if len(queries) == 1:
            properties = mapping(mapping(queries[0].get("MetricStat")).get("Metric"))
        if "MetricName" not in properties:
            return None
        dimensions = tuple(
            (text(mapping(one).get("Name")), text(mapping(one).get("Value")))
            for one in items(properties.get("Dimensions"))
        )
        namespace, metric = properties.get("Namespace"), properties["MetricName"]
        return Watched(text(namespace), text(metric), tuple(sorted(dimensions)))

    @property
    def fires_on_one(self) -> bool:
        """Whether a metric of 1 is enough to alarm."""
        threshold: Json = self.resource.properties.get("Threshold")
        if isinstance(threshold, bool) or not isinstance(threshold, int | float):
            return False
        operator = self.resource.properties.get("ComparisonOperator")
        return (operator == "GreaterThanThreshold" and 0 <= threshold < 1) or (
            operator == "GreaterThanOrEqualToThreshold" and 0 < threshold <= 1
        )


def alarms_of(stage: Stage) -> tuple[Alarm, ...]:
    """Every alarm of the environment."""
    return tuple(_alarm(resource) for resource in stage.resources(METRIC, COMPOSITE))


def _alarm(resource: Resource) -> Alarm:
    tag = resource.tags.get("severity", "")
    severity = Level(tag) if tag in tuple(Level) else None
    if resource.type == METRIC:
        return Alarm(resource, severity)
    try:
        named = mentions(text(resource.properties.get("AlarmRule")))
    except UnreadableError as error:
        return Alarm(resource, severity, unreadable=str(error))
    return Alarm(resource, severity, named)
