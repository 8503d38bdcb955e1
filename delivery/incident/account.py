"""What an AWS account remembers: alarm history, deployments, updates, attained objectives."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from delivery.incident.record import Budget, Said, Span, Speaking, Transition
from delivery.record import DIMENSION, METRIC, NAMESPACE
from promises import Level

if TYPE_CHECKING:
    from mypy_boto3_cloudwatch import CloudWatchClient
    from mypy_boto3_cloudwatch.type_defs import MetricDataQueryTypeDef
    from mypy_boto3_dynamodb import DynamoDBClient

MINUTE = timedelta(minutes=1)
MOST = 500
"""Series of one GetMetricData (API reference)."""
AROUND = timedelta(minutes=15)
"""How far before and after an incident an objective is read: it is published every few minutes."""
_STATES = ("ALARM", "OK", "INSUFFICIENT_DATA")


@dataclass(frozen=True, slots=True)
class Region:
    """One Region's CloudWatch."""

    name: str
    cloudwatch: "CloudWatchClient"

    def transitions(
        self, span: Span, speaking: Mapping[tuple[str, str], Speaking]
    ) -> Iterator[Transition]:
        """Every change of state of an alarm that speaks; CloudWatch remembers 30 days."""
        kinds: tuple[Literal["MetricAlarm", "CompositeAlarm"], ...] = (
            "MetricAlarm",
            "CompositeAlarm",
        )
        pages = self.cloudwatch.get_paginator("describe_alarm_history").paginate(
            AlarmTypes=list(kinds),
            HistoryItemType="StateUpdate",
            StartDate=span.begin,
            EndDate=span.end,
            ScanBy="TimestampAscending",
        )
        for page in pages:
            for item in page["AlarmHistoryItems"]:
                alarm = speaking.get((self.name, item.get("AlarmName", "")))
                at, state = item.get("Timestamp"), _state(item.get("HistorySummary", ""))
                if alarm and at and state:
                    yield Transition(alarm, at, state)

    def deployments(self, span: Span, environment: str) -> tuple[datetime, ...]:
        """The minutes in which something was deployed."""
        series = self._series(
            [("d0", NAMESPACE, METRIC, {DIMENSION: environment}, "Sum", 60)], span
        )
        return tuple(at for at, _ in series["d0"])

    def budgets(self, span: Span, goals: Mapping[str, float]) -> tuple[Budget, ...]:
        """How each objective stood before and after."""
        named = dict(enumerate(goals))
        asked = [
            (
                f"o{number}",
                "AWS/ApplicationSignals",
                "AttainmentRate",
                {"SloName": name},
                "Average",
                60,
            )
            for number, name in named.items()
        ]
        around = Span(span.begin - AROUND, span.end + AROUND)
        series = self._series(asked, around)
        return tuple(
            Budget(
                objective=name,
                goal=goals[name],
                before=_last([v for at, v in series[f"o{number}"] if at <= span.begin]),
                after=_last([v for _, v in series[f"o{number}"]]),
            )
            for number, name in named.items()
        )

    def _series(
        self, asked: list[tuple[str, str, str, dict[str, str], str, int]], span: Span
    ) -> dict[str, list[tuple[datetime, float]]]:
        found: dict[str, list[tuple[datetime, float]]] = {one[0]: [] for one in asked}
        for first in range(0, len(asked), MOST):
            pages = self.cloudwatch.get_paginator("get_metric_data").paginate(
                MetricDataQueries=[_query(*one) for one in asked[first : first + MOST]],
                StartTime=span.begin,
                EndTime=span.end + MINUTE,
                ScanBy="TimestampAscending",
            )
            for page in pages:
                for result in page["MetricDataResults"]:
                    points = zip(
                        result.get("Timestamps", []), result.get("Values", []), strict=False
                    )
                    found[result.get("Id", "")] += list(points)
        return found


@dataclass(frozen=True, slots=True)
class Updates:
    """The table of updates (functions/incident_updates)."""

    dynamodb: "DynamoDBClient"
    table: str

    def said(self, span: Span) -> Iterator[Said]:
        """Every update in the span."""
        for level in Level:
            pages = self.dynamodb.get_paginator("query").paginate(
                TableName=self.table,
                KeyConditionExpression="#level = :level AND #at BETWEEN :begin AND :end",
                ExpressionAttributeNames={"#level": "level", "#at": "at"},
                ExpressionAttributeValues={
                    ":level": {"S": level.value},
                    ":begin": {"S": _sortable(span.begin)},
                    ":end": {"S": _sortable(span.end)},
                },
            )
            for page in pages:
                for item in page["Items"]:
                    read = {name: str(value.get("S")) for name, value in item.items()}
                    at = datetime.fromisoformat(read["at"])
                    yield Said(level, at, read["status"], read["text"])


def _query(
    id: str, namespace: str, metric: str, dimensions: Mapping[str, str], stat: str, period: int
) -> "MetricDataQueryTypeDef":
    named = [{"Name": name, "Value": value} for name, value in dimensions.items()]
    return {
        "Id": id,
        "MetricStat": {
            "Metric": {"Namespace": namespace, "MetricName": metric, "Dimensions": named},  # pyright: ignore[reportReturnType]
            "Period": period,
            "Stat": stat,
        },
    }


def _state(summary: str) -> str | None:
    """`Alarm updated from OK to ALARM`."""
    after = summary.rpartition(" to ")[2]
    return after if after in _STATES else None


def _last(values: list[float]) -> float | None:
    return values[-1] if values else None


def _sortable(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
