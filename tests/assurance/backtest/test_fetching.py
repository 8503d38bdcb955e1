"""The AWS CLI calls that fetch what alarms need. API reference, GetMetricData."""

import json
from dataclasses import replace
from typing import Any

import pytest

from assurance.backtest.fetching import calls
from assurance.backtest.run import Span
from assurance.cloudwatch import Account, Metric, MetricAlarm
from tests.assurance.cloudwatch.lab import START, alarm

SPAN = Span(START, START + 86_400)
DAY = 86_400


def requests(*alarms: MetricAlarm, age_days: int = 1) -> list[dict[str, Any]]:
    text = calls(Account(alarms), SPAN, now=START + age_days * DAY)
    return [json.loads(part.split("\nEND\n")[0]) for part in text.split("<<'END'\n")[1:]]


def asked(*alarms: MetricAlarm, age_days: int = 1) -> list[tuple[str, int]]:
    [request] = requests(*alarms, age_days=age_days)
    stats = [query["MetricStat"] for query in request["MetricDataQueries"]]
    return [(stat["Stat"], stat["Period"]) for stat in stats]


@pytest.mark.parametrize(("age", "period"), [(14, 60), (16, 300), (64, 3600)])
def test_the_finest_data_that_is_kept_is_fetched(age: int, period: int) -> None:
    assert asked(alarm(period=3600), age_days=age) == [("Sum", period)]


def test_an_average_is_fetched_in_its_two_parts() -> None:
    assert asked(alarm(statistic="Average", period=300)) == [("Sum", 60), ("SampleCount", 60)]
    assert asked(alarm(statistic="Average", period=60)) == [("Average", 60)]


def test_a_percentile_is_fetched_at_the_alarms_period() -> None:
    assert asked(alarm(statistic="p99", period=300)) == [("p99", 300)]


def test_a_series_of_two_alarms_is_fetched_once() -> None:
    assert len(asked(alarm(name="a"), alarm(name="b", threshold=9))) == 1


def test_more_than_500_series_take_more_than_one_call() -> None:
    many = [
        alarm(name=f"a{i}", metric=replace(alarm().queries[0].measure.metric, name=f"M{i}"))  # pyright: ignore[reportOptionalMemberAccess]
        for i in range(501)
    ]
    assert [len(request["MetricDataQueries"]) for request in requests(*many)] == [500, 1]


def test_the_time_before_is_fetched_too() -> None:
    [request] = requests(alarm(n=3, period=3600))
    assert request["StartTime"] == "2026-11-01T14:00:00Z"


def test_a_metric_that_only_the_deployment_knows_is_left_out_and_said() -> None:
    token = Metric("Films", "Errors", frozenset({("Queue", "${Stack.Jobs.QueueName}")}))
    text = calls(Account((alarm(metric=token),)), SPAN, now=START)
    assert "# unknown before the deployment: Films Errors {Queue=${Stack.Jobs.QueueName}}" in text
    assert "get-metric-data" not in text
