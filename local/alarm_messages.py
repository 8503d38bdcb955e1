"""What CloudWatch tells an SNS topic when an alarm changes state.

docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import cast
from uuid import uuid4

import botocore.session

from local import hooks
from local.journal import Journal, Kind

ACTIONS = {
    "ALARM": "AlarmActions",
    "OK": "OKActions",
    "INSUFFICIENT_DATA": "InsufficientDataActions",
}
LONGEST_SUBJECT = 100
"""Characters SNS takes."""


@dataclass(frozen=True, slots=True)
class Change:
    """An alarm going from one state to another."""

    alarm: hooks.Json
    """As DescribeAlarms shows it."""
    before: str
    after: str
    reason: str
    at: datetime

    @property
    def subject(self) -> str:
        """`ALARM: "api-errors" in US East (N. Virginia)`, cut as SNS wants it."""
        text = f'{self.after}: "{self.alarm["AlarmName"]}" in {region_name(self._arn[3])}'
        return text if len(text) <= LONGEST_SUBJECT else f"{text[: LONGEST_SUBJECT - 3]}..."

    def message(self) -> hooks.Json:
        """The body: one form for metric alarms, another for composite ones."""
        alarm = self.alarm
        body: hooks.Json = {
            "AlarmName": alarm["AlarmName"],
            "AlarmDescription": alarm.get("AlarmDescription") or None,
            "AWSAccountId": self._arn[4],
            "NewStateValue": self.after,
            "NewStateReason": self.reason,
            "StateChangeTime": _time(self.at),
            "Region": region_name(self._arn[3]),
            "AlarmArn": alarm["AlarmArn"],
            "OldStateValue": self.before,
            **{actions: alarm.get(actions, []) for actions in ("OKActions", "AlarmActions")},
            "InsufficientDataActions": alarm.get("InsufficientDataActions", []),
        }
        if "AlarmRule" in alarm:
            children = json.loads(alarm.get("StateReasonData") or "{}").get("triggeringAlarms", [])
            body["AlarmRule"] = alarm["AlarmRule"]
            body["TriggeringChildren"] = [_child(child) for child in children]
            return body
        configured = datetime.fromtimestamp(alarm["AlarmConfigurationUpdatedTimestamp"], UTC)
        return {
            **body,
            "AlarmConfigurationUpdatedTimestamp": _time(configured),
            "Trigger": _trigger(alarm),
        }

    def event(self) -> hooks.Json:
        """What EventBridge is told, whether or not an action is."""
        state = {"value": self.after, "reason": self.reason, "timestamp": _time(self.at)}
        detail = {
            "alarmName": self.alarm["AlarmName"],
            "state": state,
            "previousState": {"value": self.before},
            "configuration": {"description": self.alarm.get("AlarmDescription", "")},
        }
        return {
            "Source": "aws.cloudwatch",
            "DetailType": "CloudWatch Alarm State Change",
            "Resources": [self.alarm["AlarmArn"]],
            "Detail": json.dumps(detail),
        }

    @property
    def _arn(self) -> list[str]:
        return str(self.alarm["AlarmArn"]).split(":")


@dataclass(frozen=True, slots=True)
class AlarmMessages:
    """Replaces the emulator's own notifications, and its evaluation of alarms.

    Its evaluation pools dimensions and ignores M of N and missing data, so it could page or resolve
    for reasons CloudWatch does not have. An alarm changes by SetAlarmState, and by nothing else;
    a composite follows its children.
    """

    journal: Journal

    def install(self) -> None:
        """Take over."""
        hooks.EVALUATE_ALARM.put(_never)
        hooks.ALARM_ACTIONS.put(self._act)

    def _act(self, alarm: hooks.Json, before: str, after: str, reason: str) -> None:
        change = Change(alarm, before, after, reason, datetime.now(UTC))
        hooks.PUT_EVENTS.get()({"Entries": [change.event()]}, True)
        if not alarm.get("ActionsEnabled", True):
            return
        message = json.dumps(change.message())
        for action in alarm.get(ACTIONS[after]) or ():
            if action.split(":")[2] == "sns":
                hooks.FAN_OUT.get()(action, str(uuid4()), message, change.subject)
            else:
                self.journal.write(Kind.NOT_RUN, alarm["AlarmArn"], action)


@cache
def region_name(region: str) -> str:
    """`US East (N. Virginia)`, from the SDK's own table; the code itself for one it lacks."""
    data = cast("hooks.Json", botocore.session.get_session().get_data("endpoints"))  # pyright: ignore[reportUnknownMemberType]
    for partition in data["partitions"]:
        if region in partition["regions"]:
            return str(partition["regions"][region]["description"])
    return region


def _trigger(alarm: hooks.Json) -> hooks.Json:
    judged = {
        "Period": alarm.get("Period"),
        "EvaluationPeriods": alarm.get("EvaluationPeriods"),
        "DatapointsToAlarm": alarm.get("DatapointsToAlarm"),
        "ComparisonOperator": alarm.get("ComparisonOperator"),
        "Threshold": alarm.get("Threshold"),
        "TreatMissingData": alarm.get("TreatMissingData", "missing"),
        "EvaluateLowSampleCountPercentile": alarm.get("EvaluateLowSampleCountPercentile", ""),
    }
    if "Metrics" in alarm:
        return _said({**judged, "Metrics": [_query(query) for query in alarm["Metrics"]]})
    extended = alarm.get("ExtendedStatistic")
    return _said(
        {
            "MetricName": alarm.get("MetricName"),
            "Namespace": alarm.get("Namespace"),
            "StatisticType": "ExtendedStatistic" if extended else "Statistic",
            "ExtendedStatistic" if extended else "Statistic": extended
            or str(alarm.get("Statistic", "")).upper(),
            "Unit": alarm.get("Unit"),
            "Dimensions": _dimensions(alarm),
            **judged,
        },
        keep=("Unit",),
    )


def _query(query: hooks.Json) -> hooks.Json:
    if "MetricStat" not in query:
        return query
    stat = query["MetricStat"]
    metric = {**stat["Metric"], "Dimensions": _dimensions(stat["Metric"])}
    return {**query, "MetricStat": {**stat, "Metric": metric}}


def _dimensions(metric: hooks.Json) -> list[dict[str, str]]:
    pairs: list[dict[str, str]] = metric.get("Dimensions") or []
    return [{"value": pair["Value"], "name": pair["Name"]} for pair in pairs]


def _child(child: hooks.Json) -> hooks.Json:
    state = child["state"]
    return {
        "Arn": child["arn"],
        "State": {"Value": state["value"], "Timestamp": state["timestamp"]},
    }


def _said(members: hooks.Json, keep: tuple[str, ...] = ()) -> hooks.Json:
    return {name: value for name, value in members.items() if value is not None or name in keep}


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}+0000"


def _never(alarm: hooks.Json) -> None:
    del alarm
