"""The alarms of an environment, Region by Region, and the severity each of them speaks at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from assurance.assembly import Resource, Stage
from assurance.cloudwatch import Account, Alarm, AlarmError, Metric, MetricAlarm, MuteRule, State
from assurance.cloudwatch.properties import Identity, composite_alarm, metric_alarm, mute_rule
from promises import InputError, InputErrors

METRIC, COMPOSITE, MUTE = (
    "AWS::CloudWatch::Alarm",
    "AWS::CloudWatch::CompositeAlarm",
    "AWS::CloudWatch::AlarmMuteRule",
)
_TAG: Final = "severity"
_IN_TOPIC: Final = re.compile(r"(?<![a-z0-9])p([1-4])(?![a-z0-9])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """The alarms that are evaluated together, all in OK before anything happens."""

    name: str
    account: Account
    severities: Mapping[str, str]
    """By alarm: P1 to P4 from its tag `severity`, else from the topic it tells."""

    @property
    def metric_alarms(self) -> tuple[MetricAlarm, ...]:
        """Those on metrics."""
        return tuple(one for one in self.account.alarms if isinstance(one, MetricAlarm))

    @property
    def metrics(self) -> frozenset[Metric]:
        """Every metric that an alarm reads."""
        return frozenset(metric for alarm in self.metric_alarms for metric in alarm.metrics)


def regions_of(stage: Stage, assembly: Path) -> tuple[Region, ...]:
    """The alarms of an environment. Raises InputErrors for alarms that cannot be read."""
    by_region: dict[str, list[Resource]] = {}
    for resource in stage.resources(METRIC, COMPOSITE, MUTE):
        by_region.setdefault(resource.stack.region, []).append(resource)
    errors: list[InputError] = []
    found = [_region(name, resources, errors) for name, resources in by_region.items()]
    if errors:
        raise InputErrors(errors)
    if not found:
        raise InputErrors([InputError(assembly, None, stage.name, "alarms", "none")])
    return tuple(found)


def names_in(stages: Iterable[Stage]) -> frozenset[str]:
    """The name of every alarm that has one in the templates."""
    found = (one for stage in stages for one in stage.resources(METRIC, COMPOSITE))
    return frozenset(str(one.properties.get("AlarmName", one.logical_id)) for one in found)


def _region(name: str, resources: list[Resource], errors: list[InputError]) -> Region:
    alarms: list[Alarm] = []
    mutes: list[MuteRule] = []
    severities: dict[str, str] = {}
    for resource in resources:
        try:
            if resource.type == MUTE:
                mutes.append(mute_rule(resource.properties, resource.logical_id))
                continue
            alarm = replace(_alarm(resource), initial=State.OK)
        except AlarmError as error:
            template = resource.stack.template
            errors.append(InputError(template, None, error.place, error.wanted, error.got))
            continue
        alarms.append(alarm)
        if severity := _severity(resource, alarm):
            severities[alarm.name] = severity
    return Region(name, Account(tuple(alarms), tuple(mutes)), severities)


def _alarm(resource: Resource) -> Alarm:
    given = {key: one for key, one in resource.properties.items() if one != "${AWS::NoValue}"}
    who = Identity(resource.logical_id, resource.arns[0], frozenset(resource.references))
    return (composite_alarm if resource.type == COMPOSITE else metric_alarm)(given, who)


def _severity(resource: Resource, alarm: Alarm) -> str | None:
    if tag := resource.tags.get(_TAG):
        return tag
    topics = (_IN_TOPIC.search(arn.rpartition(":")[2]) for arn in alarm.actions.alarm)
    return next((f"P{found[1]}" for found in topics if found), None)
