"""The message an alarm publishes to SNS.

Source: user guide, "Notifying users on alarm changes"; the subject and the form of the children are
those of published captures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from assurance.cloudwatch.alarm import Alarm, CompositeAlarm, MetricAlarm
from assurance.cloudwatch.data.statistic import SIMPLE
from assurance.cloudwatch.history import Transition
from assurance.cloudwatch.measure import Measure, Query
from assurance.cloudwatch.notifying.regions import name

Json = object
_LONGEST_SUBJECT = 100
"""Of an SNS message, in characters."""


@dataclass(frozen=True, slots=True)
class Sender:
    """The account and Region that an alarm is in."""

    account: str
    region: str


def subject(alarm: Alarm, change: Transition, sender: Sender) -> str:
    """The subject. Where CloudWatch cuts a long name is not published; its start and end are."""
    start, tail = f'{change.after}: "', f'" in {name(sender.region)}'
    room = _LONGEST_SUBJECT - len(start) - len(tail)
    shown = alarm.name if len(alarm.name) <= room else f"{alarm.name[: room - 3]}..."
    return f"{start}{shown}{tail}"


def body(
    alarm: Alarm,
    change: Transition,
    sender: Sender,
    children: Iterable[tuple[Alarm, Transition]] = (),
) -> dict[str, Json]:
    """The body, as the JSON object in the envelope's Message.

    `children` are the alarms whose changes a composite tells about.
    """
    message: dict[str, Json] = {
        "AlarmName": alarm.name,
        "AlarmDescription": alarm.description,
        "AWSAccountId": sender.account,
        "NewStateValue": str(change.after),
        "NewStateReason": change.reason,
        "StateChangeTime": _time(change.at),
        "Region": name(sender.region),
        "AlarmArn": arn(alarm, sender),
        "OldStateValue": str(change.before),
        "OKActions": list(alarm.actions.ok),
        "AlarmActions": list(alarm.actions.alarm),
        "InsufficientDataActions": list(alarm.actions.insufficient_data),
    }
    if isinstance(alarm, CompositeAlarm):
        message["AlarmRule"] = alarm.rule
        message["TriggeringChildren"] = [
            {"Arn": arn(child, sender), "State": {"Value": str(t.after), "Timestamp": _time(t.at)}}
            for child, t in children
        ]
    if isinstance(alarm, MetricAlarm):
        message["Trigger"] = _trigger(alarm)
    return message


def arn(alarm: Alarm, sender: Sender) -> str:
    """The ARN of an alarm."""
    return alarm.arn or f"arn:aws:cloudwatch:{sender.region}:{sender.account}:alarm:{alarm.name}"


def _time(at: int) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%S}.000+0000"


def _trigger(alarm: MetricAlarm) -> Mapping[str, Json]:
    decided: dict[str, Json] = {
        "Period": alarm.period,
        "EvaluationPeriods": alarm.evaluation_periods,
        "DatapointsToAlarm": alarm.datapoints_to_alarm,
        "ComparisonOperator": alarm.comparison,
        "Threshold": alarm.threshold,
        "TreatMissingData": alarm.missing,
        "EvaluateLowSampleCountPercentile": "" if alarm.low_samples == "evaluate" else "ignore",
    }
    [first, *_] = alarm.queries
    if alarm.is_math or first.measure is None:
        return {"Metrics": [_query(query) for query in alarm.queries], **decided}
    return {**_measured(first.measure), **decided}


def _measured(measure: Measure) -> Mapping[str, Json]:
    simple = measure.statistic in SIMPLE
    return {
        "MetricName": measure.metric.name,
        "Namespace": measure.metric.namespace,
        "StatisticType": "Statistic" if simple else "ExtendedStatistic",
        "Statistic" if simple else "ExtendedStatistic": (
            _upper(measure.statistic) if simple else measure.statistic
        ),
        "Unit": measure.unit,
        "Dimensions": [{"value": v, "name": n} for n, v in sorted(measure.metric.dimensions)],
    }


def _upper(statistic: str) -> str:
    return "SAMPLE_COUNT" if statistic == "SampleCount" else statistic.upper()


def _query(query: Query) -> Mapping[str, Json]:
    if query.measure is None:
        return {"Id": query.id, "Expression": query.expression, "ReturnData": query.returned}
    metric = query.measure.metric
    dimensions = [{"value": value, "name": name} for name, value in sorted(metric.dimensions)]
    return {
        "Id": query.id,
        "MetricStat": {
            "Metric": {
                "Dimensions": dimensions,
                "MetricName": metric.name,
                "Namespace": metric.namespace,
            },
            "Period": query.measure.period,
            "Stat": query.measure.statistic,
        },
        "ReturnData": query.returned,
    }
