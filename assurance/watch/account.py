"""The account's side: which guards there are, their states, their series, and the state before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from assurance.assembly import Json
from assurance.proof.monitoring.formula import Point
from assurance.proof.monitoring.sight import Series
from assurance.watch.before import Before, Span, written_down
from assurance.watch.guard import BEFORE, NAMESPACE, OF, Guard, guards_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from mypy_boto3_cloudwatch import CloudWatchClient
    from mypy_boto3_cloudwatch.type_defs import MetricDataQueryTypeDef, MetricDatumTypeDef
    from mypy_boto3_ssm import SSMClient

_ALARMS, _POINTS = 100, 1000
"""The most that DescribeAlarms and PutMetricData take at once (API references)."""


_One = TypeVar("_One")


@dataclass(frozen=True, slots=True)
class Account:
    """One Region of an account. Every method raises botocore's errors."""

    ssm: SSMClient
    cloudwatch: CloudWatchClient
    path: str
    """Where the lists of guards stand: `/filmops-prod/deployment-guards`."""

    def published(self) -> Mapping[str, str]:
        """The names of the guards by service, with commas between."""
        pages = self.ssm.get_paginator("get_parameters_by_path").paginate(Path=self.path)
        listed = (one for page in pages for one in page["Parameters"])
        return {one.get("Name", "").rpartition("/")[2]: one.get("Value", "") for one in listed}

    def guards(self, published: Mapping[str, str]) -> tuple[Guard, ...]:
        """The published alarms that are there, with their states now."""
        names = sorted({name for listed in published.values() for name in listed.split(",")})
        return guards_of(published, self._described(names))

    def _described(self, names: Sequence[str]) -> Iterator[Mapping[str, Json]]:
        for some in _parts(names, _ALARMS):
            answer = self.cloudwatch.describe_alarms(
                AlarmNames=list(some), AlarmTypes=["MetricAlarm", "CompositeAlarm"]
            )
            yield from cast("list[Mapping[str, Json]]", answer["MetricAlarms"])
            yield from cast("list[Mapping[str, Json]]", answer["CompositeAlarms"])

    def children(self, guard: Guard) -> tuple[Guard, ...]:
        """The alarms a composite looks at, as they are now."""
        names = dict.fromkeys(guard.children)
        return guards_of(dict.fromkeys(guard.services, ",".join(names)), self._described([*names]))

    def points(self, series: Mapping[str, Series], span: Span) -> Mapping[str, Sequence[Point]]:
        """What series were in each period of a span."""
        answer = self.cloudwatch.get_metric_data(
            MetricDataQueries=[_query(key, one) for key, one in series.items()],
            StartTime=span.start,
            EndTime=span.end,
            ScanBy="TimestampAscending",
        )
        found: dict[str, list[Point]] = {key: [None] * span.count for key in series}
        for result in answer["MetricDataResults"]:
            pairs = zip(result.get("Timestamps", ()), result.get("Values", ()), strict=True)
            for moment, value in pairs:
                found[result.get("Id", "")][span.place(moment)] = value
        return found

    def write_down(self, found: Sequence[Before], now: datetime) -> int:
        """Publish the state before for the next two hours; how many points that makes."""
        points = written_down(found, now)
        for some in _parts(points, _POINTS):
            data = [_datum(*one) for one in some]
            self.cloudwatch.put_metric_data(Namespace=NAMESPACE, MetricData=data)
        return len(points)


def _parts(every: Sequence[_One], most: int) -> Iterator[Sequence[_One]]:
    return (every[start : start + most] for start in range(0, len(every), most))


def _query(key: str, series: Series) -> MetricDataQueryTypeDef:
    return {
        "Id": key,
        "MetricStat": {
            "Metric": {
                "Namespace": series.namespace,
                "MetricName": series.metric,
                "Dimensions": [{"Name": name, "Value": value} for name, value in series.dimensions],
            },
            "Period": series.period,
            "Stat": series.statistic,
        },
    }


def _datum(alarm: str, moment: datetime, value: float) -> MetricDatumTypeDef:
    return {
        "MetricName": BEFORE,
        "Dimensions": [{"Name": OF, "Value": alarm}],
        "Timestamp": moment,
        "Value": value,
    }
