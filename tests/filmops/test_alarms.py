from datetime import timedelta

import pytest

from filmops.alarms import Links, MissingData, Story, lasting
from filmops.delivery import STUBBORN, Retries
from filmops.metrics import Expression, Metric
from filmops.watching import Unit, Watched, alarm_on
from promises import load_handbook

HANDBOOK = load_handbook()
LINKS = Links("https://example.org/board", "https://example.org/runbooks")
MINUTE = timedelta(minutes=1)


def metric(period: timedelta = MINUTE) -> Metric:
    return Metric("AWS/SQS", "Depth", {"QueueName": "jobs"}, "Maximum", period)


def test_a_description_says_what_broke_how_urgent_it_is_and_where_to_look() -> None:
    text = Story("Queue piles up", "Users wait", "queue-depth").told(HANDBOOK.severities.P2, LINKS)
    assert text == (
        "Queue piles up. Users wait. P2: respond within 1 h. "
        "Dashboard: https://example.org/board Runbook: https://example.org/runbooks#queue-depth"
    )


def test_a_description_longer_than_cloudwatch_takes_is_refused() -> None:
    with pytest.raises(ValueError, match="wanted at most 1024 characters"):
        Story("x" * 1024, "nobody", "r").told(HANDBOOK.severities.P2, LINKS)


def test_a_breach_of_five_minutes_is_five_periods_of_one() -> None:
    assert lasting(timedelta(minutes=5), MINUTE) == 5


@pytest.mark.parametrize("seconds", [90, 30, 0])
def test_a_breach_of_no_whole_number_of_periods_is_refused(seconds: int) -> None:
    with pytest.raises(ValueError, match="wanted a whole number of periods"):
        lasting(timedelta(seconds=seconds), MINUTE)


def test_metrics_of_different_periods_make_no_expression() -> None:
    Expression("a / b", {"a": metric(), "b": metric()})
    with pytest.raises(ValueError, match="wanted metrics of one period"):
        Expression("a / b", {"a": metric(), "b": metric(timedelta(minutes=5))})


def test_an_alert_in_jobs_watches_a_count() -> None:
    alert = HANDBOOK.thresholds.queue_depth.alert
    story = Story("Queue piles up", "Users wait", "queue-depth")
    watched = Watched("jobs", metric(), Unit.COUNT, MissingData.HEALTHY)
    spec = alarm_on(alert, watched, story, HANDBOOK.severities)
    assert (spec.threshold, spec.datapoints, spec.window) == (100, 10, 10)
    assert spec.detection == timedelta(minutes=10)


def test_an_alert_in_jobs_on_a_metric_in_seconds_is_refused() -> None:
    alert = HANDBOOK.thresholds.queue_depth.alert
    watched = Watched("jobs", metric(), Unit.SECONDS, MissingData.HEALTHY)
    with pytest.raises(ValueError, match="wanted a limit in seconds"):
        alarm_on(alert, watched, Story("a", "b", "c"), HANDBOOK.severities)


def retries(late: int) -> Retries:
    minute = timedelta(minutes=1)
    return Retries(at_once=0, early=30, between=10, late=late, soonest=minute, slowest=2 * minute)


def test_retries_as_long_as_sns_allows_are_taken() -> None:
    assert retries(late=5).at_most == timedelta(hours=1)


def test_retries_longer_than_sns_allows_are_refused() -> None:
    with pytest.raises(ValueError, match="wanted retries of at most 1:00:00, got: 1:02:00"):
        retries(late=6)


def test_a_page_is_tried_often_while_it_can_still_be_acknowledged_in_time() -> None:
    first_minutes = STUBBORN.at_once + STUBBORN.early
    assert STUBBORN.early * STUBBORN.soonest <= HANDBOOK.on_call.acknowledge_within
    assert first_minutes >= 10
