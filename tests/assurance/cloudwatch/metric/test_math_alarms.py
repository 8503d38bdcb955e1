"""Alarms on metric math: pointwise, over ranges, and in doubt.

User guide, "Using math expressions with CloudWatch metrics".
"""

import pytest

from assurance.cloudwatch import Data, Metric, State
from assurance.cloudwatch.metric import course_of
from tests.assurance.cloudwatch.lab import START, math_alarm, minute, play, series

ERRORS, REQUESTS = Metric("Films", "Errors"), Metric("Films", "Requests")
METRICS = {"errors": ERRORS, "requests": REQUESTS}
NAN = float("nan")


def test_a_ratio_is_computed_on_sliding_windows() -> None:
    one = math_alarm({"rate": "100 * errors / requests"}, METRICS, period=300)
    errors = series([0] * 7 + [5] + [0] * 7, metric=ERRORS)
    requests = series([20] * 15, metric=REQUESTS)
    history = play(one, errors, requests, start=START + 300)
    assert [minute(t.at) for t in history.transitions] == [5, 8, 13]
    assert history.transitions[1].decided_by == ((START + 180, 5.0),)


def test_expressions_may_build_on_each_other_in_any_order() -> None:
    one = math_alarm({"b": "a * 2", "a": "errors + 0", "c": "b + a"}, {"errors": ERRORS})
    history = play(one, series([1.0], metric=ERRORS), start=START + 60)
    assert history.transitions[0].decided_by == ((START, 3.0),)


def test_a_division_by_zero_is_a_missing_point() -> None:
    one = math_alarm({"rate": "errors / requests"}, METRICS)
    zero = series([0] * 9, metric=REQUESTS)
    history = play(one, series([5] * 9, metric=ERRORS), zero, start=START + 540)
    assert history.state is State.INSUFFICIENT_DATA
    assert not history.transitions


def test_fill_of_a_metric_that_is_silent_throughout_is_unspecified_where_it_decides() -> None:
    one = math_alarm({"e": "FILL(errors, 5)"}, {"errors": ERRORS})
    silent = series([NAN] * 9, metric=ERRORS)
    history = play(one, silent, start=START + 540)
    assert "FILL of a series without any point" in history.unspecified[0].why


def test_fill_is_no_doubt_where_both_readings_agree() -> None:
    one = math_alarm({"e": "FILL(errors, 0) / requests"}, METRICS)
    silent = series([NAN] * 9, metric=ERRORS)
    history = play(one, silent, series([9] * 9, metric=REQUESTS), start=START + 540)
    assert history.state is State.OK
    assert not history.unspecified


def test_a_rate_is_computed_on_each_range_alone() -> None:
    """RATE has nothing at the first point of a range: with N + 2 fetched that is none of the N."""
    one = math_alarm({"r": "RATE(errors) * 60"}, {"errors": ERRORS}, n=2)
    history = play(one, series([0, 0, 0, 5, 10, 15, 15], metric=ERRORS), start=START + 240)
    assert [minute(t.at) for t in history.transitions] == [4, 5, 7]


def test_an_average_over_the_range_hangs_on_its_length() -> None:
    one = math_alarm({"d": "errors - AVG(errors)"}, {"errors": ERRORS}, n=1)
    history = play(one, series([0, 0, 0, 0, 4, 3], metric=ERRORS), start=START + 360)
    assert "an evaluation range" in history.unspecified[0].why


def test_an_assumed_precedence_leaves_the_state_open() -> None:
    one = math_alarm({"a": "errors AND requests OR errors"}, METRICS)
    given = (series([1], metric=ERRORS), series([0], metric=REQUESTS))
    history = play(one, *given, start=START + 60)
    assert "precedence is not published" in history.unspecified[0].why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("SEARCH('{Films}', 'Sum', 60)", "cannot back an alarm"),
        ("SELECT MAX(x) FROM y", "only AWS can run"),
        ("errors +", "got the end"),
        ("unknown + 1", "ids of the alarm's Metrics"),
        ("[errors, requests]", "exactly one time series"),
    ],
)
def test_what_cannot_be_evaluated_is_unspecified_throughout(text: str, why: str) -> None:
    history = play(math_alarm({"a": text}, METRICS), start=START, end=START + 60)
    assert history.state is None
    assert why in history.unspecified[0].why


def test_period_is_that_of_the_alarm() -> None:
    one = math_alarm({"r": "errors / PERIOD(errors)"}, {"errors": ERRORS}, period=300)
    course = course_of(one, Data([series([120] * 9, metric=ERRORS)]), START + 540, START + 540)
    assert course.transitions[0].decided_by == ((START + 240, 2.0),)
