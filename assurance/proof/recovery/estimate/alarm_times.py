"""How long an alarm takes until somebody is told, when what it watches falls silent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from assurance.assembly import Json
from assurance.assembly.values import items, mapping, text
from assurance.proof.paging.alarms import Alarm
from assurance.proof.paging.walk import Walk
from assurance.proof.recovery.estimate.figures import EVALUATED
from assurance.proof.recovery.figures import whole


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric an alarm looks at, alone or in a formula."""

    namespace: str
    name: str
    dimensions: Mapping[str, str]
    period: timedelta


def metrics_of(alarm: Alarm) -> Iterator[Metric]:
    """Every metric of an alarm; none for a composite."""
    properties = alarm.resource.properties
    if "MetricName" in properties:
        yield _metric(properties, properties.get("Period"))
    for query in items(properties.get("Metrics")):
        stat = mapping(mapping(query).get("MetricStat"))
        if stat:
            yield _metric(mapping(stat.get("Metric")), stat.get("Period"))


def datapoints(alarm: Alarm) -> int:
    """How many periods have to breach."""
    said = alarm.resource.properties
    return whole(said.get("DatapointsToAlarm")) or whole(said.get("EvaluationPeriods")) or 1


def period(alarm: Alarm) -> timedelta:
    """The longest period it looks at."""
    return max((one.period for one in metrics_of(alarm)), default=timedelta(0))


def takes_silence_for_a_breach(alarm: Alarm) -> bool:
    """Whether missing data alarms."""
    return alarm.resource.properties.get("TreatMissingData") == "breaching"


def silent_for(alarm: Alarm) -> timedelta:
    """How long there must be no data before it alarms."""
    return (datapoints(alarm) + EVALUATED) * period(alarm)


def held_back(walk: Walk, alarm: Alarm, below: tuple[Alarm, ...] = ()) -> timedelta | None:
    """How long its composite waits for a suppressor; None when nobody speaks for it."""
    if alarm in below:
        return None
    if alarm.enabled and any(not told.fault for told in walk.told[alarm]):
        return timedelta(0)
    parents = walk.parents.get(alarm, ())
    waits = (held_back(walk, parent, (*below, alarm)) for parent in parents)
    known = [
        one + _wait(parent) for one, parent in zip(waits, parents, strict=True) if one is not None
    ]
    return min(known, default=None)


def _wait(composite: Alarm) -> timedelta:
    written = composite.resource.properties.get("ActionsSuppressorWaitPeriod")
    return timedelta(seconds=whole(written) or 0)


def _metric(said: Mapping[str, Json], seconds: Json) -> Metric:
    dimensions = {
        text(mapping(one).get("Name")): text(mapping(one).get("Value"))
        for one in items(said.get("Dimensions"))
    }
    every = timedelta(seconds=whole(seconds) or 0)
    return Metric(text(said.get("Namespace")), text(said.get("MetricName")), dimensions, every)
