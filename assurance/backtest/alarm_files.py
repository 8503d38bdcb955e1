"""Alarms from a CloudFormation template, or from the JSON of `aws cloudwatch describe-alarms`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assurance.assembly import Json, read_lone_template
from assurance.assembly.files import read_object, unusable
from assurance.assembly.values import items, mapping, text
from assurance.backtest.settings import Setting, applied
from assurance.cloudwatch import Account, Alarm, AlarmError, MuteRule
from assurance.cloudwatch.properties import (
    Identity,
    composite_alarm,
    metric_alarm,
    mute_rule,
    opaque_alarm,
)
from promises import InputError, InputErrors

_LOG_ALARM = "a log alarm, whose query only AWS can run"
_ALERT = "an alert of CloudWatch Omni, which is no alarm"


@dataclass(frozen=True, slots=True)
class Written:
    """One alarm or mute rule as a file has it."""

    type: str
    identity: Identity
    properties: Mapping[str, Json]


def read_alarms(file: Path, settings: tuple[Setting, ...] = ()) -> Account:
    """The alarms and mute rules of a file, with some of their properties set to other values.

    Raises InputErrors, one line for each alarm that cannot be read.
    """
    written = applied(tuple(_written(file)), settings)
    alarms: list[Alarm] = []
    mutes: list[MuteRule] = []
    errors: list[InputError] = []
    for one in written:
        try:
            if one.type == "AWS::CloudWatch::AlarmMuteRule":
                mutes.append(mute_rule(one.properties, one.identity.name))
            else:
                alarms.append(_READERS[one.type](one.properties, one.identity))
        except AlarmError as error:
            errors.append(InputError(file, None, error.place, error.wanted, error.got))
    if errors:
        raise InputErrors(errors)
    _refuse_twins(file, alarms)
    return Account(tuple(alarms), tuple(mutes))


def _written(file: Path) -> Iterator[Written]:
    content = read_object(file)
    if "Resources" in content:
        yield from _in_template(file)
    elif {"MetricAlarms", "CompositeAlarms", "LogAlarms"} & content.keys():
        yield from _described(content)
    else:
        wanted = "Resources of a template, or MetricAlarms and CompositeAlarms"
        raise unusable(file, "", wanted, ", ".join(sorted(content)) or "an empty object")


def _in_template(file: Path) -> Iterator[Written]:
    for resource in read_lone_template(file).resources():
        known = resource.type in _READERS or resource.type == "AWS::CloudWatch::AlarmMuteRule"
        if known and resource.stack.template == file:
            properties = {k: v for k, v in resource.properties.items() if v != "${AWS::NoValue}"}
            arn, aliases = resource.arns[0], frozenset(resource.references)
            yield Written(resource.type, Identity(resource.logical_id, arn, aliases), properties)


def _described(content: Mapping[str, Json]) -> Iterator[Written]:
    kinds = {
        "MetricAlarms": "AWS::CloudWatch::Alarm",
        "CompositeAlarms": "AWS::CloudWatch::CompositeAlarm",
        "LogAlarms": "AWS::CloudWatch::LogAlarm",
        "AlarmMuteRules": "AWS::CloudWatch::AlarmMuteRule",
    }
    for key, kind in kinds.items():
        for place, item in enumerate(items(content.get(key))):
            properties = mapping(item)
            name = text(properties.get("AlarmName", properties.get("Name", f"{key}[{place}]")))
            arn = properties.get("AlarmArn")
            yield Written(kind, Identity(name, arn if isinstance(arn, str) else ""), properties)


def _refuse_twins(file: Path, alarms: list[Alarm]) -> None:
    seen = set[str]()
    for alarm in alarms:
        if alarm.name in seen:
            raise unusable(file, alarm.name, "alarms of different names", "two of this name")
        seen.add(alarm.name)


_READERS: Mapping[str, Callable[[Mapping[str, Json], Identity], Alarm]] = {
    "AWS::CloudWatch::Alarm": metric_alarm,
    "AWS::CloudWatch::CompositeAlarm": composite_alarm,
    "AWS::CloudWatch::LogAlarm": lambda values, who: opaque_alarm(values, who, _LOG_ALARM),
    "AWS::CloudWatch::Alert": lambda values, who: opaque_alarm(values, who, _ALERT),
}
