"""Bad input: one line with the place, what was wanted and what was got."""

import re
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from assurance.cloudwatch.math import Grid, MathError, parse
from tests.assurance.cloudwatch.math.lab import Points, evaluate, grid, points, series


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "column 1: wanted a number, an id, a function or '(', got the end"),
        ("m1 +", "column 5: wanted a number, an id, a function or '(', got the end"),
        ("m1 + * 2", "column 6: wanted a number, an id, a function or '(', got '*'"),
        ("m1\n+ )", "column 6: wanted a number, an id, a function or '(', got ')'"),
        ("m1 m2", "column 4: wanted an operator or the end, got 'm2'"),
        ("(m1", "column 4: wanted an operator or ')', got the end"),
        ("[m1", "column 4: wanted an operator or ',' or ']', got the end"),
        ("[]", "column 2: wanted a number, an id, a function or '(', got ']'"),
        ("AVG(m1", "column 7: wanted an operator or ',' or ')', got the end"),
        ("m1)", "column 3: wanted an operator or the end, got ')'"),
        ("m1 % 2", "column 4: wanted a value or an operator, got '%'"),
        ("m1 = 2", "column 4: wanted a value or an operator, got '='"),
        ('METRICS("4xx)', "column 9: wanted a closing quote, got '\"'"),
        ("1e999", "column 1: wanted a finite number, got 1e999"),
    ],
)
def test_a_slip_in_the_text_is_one_line(text: str, message: str) -> None:
    with pytest.raises(MathError) as error:
        parse(text)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("if(m1, 1, 0)", "column 1: wanted IF(, as functions are upper case, got if("),
        ("1 + Avg(m1)", "column 5: wanted AVG(, as functions are upper case, got Avg("),
        ("MEDIAN(m1)", "column 1: wanted a function of metric math, got MEDIAN("),
        ("ABS(m1, m2)", "column 1: wanted ABS with 1 argument, got 2"),
        ("ABS()", "column 1: wanted ABS with 1 argument, got 0"),
        ("IF(m1)", "column 1: wanted IF with 2 or 3 arguments, got 1"),
        ("PERIOD(m1 + m2)", "column 1: wanted PERIOD(id of a metric), got PERIOD(an expression)"),
        ("METRICS(m1)", 'column 1: wanted METRICS() or METRICS("part of an id"), got METRICS(m1)'),
        ("FIRST(5)", "column 1: wanted FIRST of (TS[]), got (S)"),
        ("ABS('a')", "column 1: wanted ABS of (TS) or (TS[]), got (a string)"),
        ("METRICS() + METRICS()", "column 11: wanted + of "),
        ("METRICS() > 5", "column 11: wanted > of "),
        ("IF(1, 2, 3)", "column 1: wanted IF of "),
        ("IF(m1, METRICS())", "column 1: wanted IF of "),
        ("[m1, 2]", "column 1: wanted [] of (TS|TS[]), got (TS|TS[], S)"),
        ("SORT(METRICS(), AVG, UP)", "column 22: wanted an id, "),
        ("M1 + 1", "column 1: wanted an id, which starts with a lower-case letter"),
        ("REPEAT", "column 1: wanted an expression, got REPEAT"),
        ("'a'", "column 1: wanted an expression, got a string"),
    ],
)
def test_a_call_that_does_not_fit_is_one_line(text: str, message: str) -> None:
    with pytest.raises(MathError) as error:
        parse(text)
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "SEARCH('{AWS/EC2,InstanceId} CPUUtilization', 'Average', 300)",
        "SUM(SEARCH('{AWS/EC2,InstanceId} CPUUtilization', 'Average', 300))",
        "INSIGHT_RULE_METRIC('rule', 'UniqueContributors')",
        "LAMBDA('connector', 'argument')",
        "DB_PERF_INSIGHTS('RDS', 'db-1', 'os.cpuUtilization.user.avg')",
        "m1 / SERVICE_QUOTA(m1) * 100",
        'SELECT AVG(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId)',
    ],
)
def test_what_only_aws_can_compute_is_refused_by_name(text: str) -> None:
    name = re.sub(r"^.*?\b([A-Z_]{6,}).*$", r"\1", text).replace("SELECT", "a Metrics Insights")
    with pytest.raises(MathError, match=rf"^column \d+: wanted .*, got {name}"):
        parse(text)


def test_an_array_where_a_series_is_wanted_is_found_once_the_ids_are_known() -> None:
    text = "FIRST(m1)"
    parse(text)
    with pytest.raises(MathError, match=r"column 1: wanted FIRST of \(TS\[\]\), got \(TS\)"):
        evaluate(text, m1=[1])
    array = [series([1]), series([2])]
    assert parse(text).evaluate({"m1": array}, grid(1)).one() is array[0]


def test_a_series_that_is_not_given_is_named() -> None:
    with pytest.raises(MathError, match=r"^m2: wanted its series, got none$"):
        evaluate("m1 + m2", m1=[1])


def test_a_series_of_another_length_is_named() -> None:
    with pytest.raises(MathError, match=r"^m1: wanted 3 points, got an array of shape \(2,\)$"):
        parse("m1").evaluate({"m1": series([1, 2])}, grid(3))


def test_an_infinite_value_is_refused_as_cloudwatch_does() -> None:
    with pytest.raises(MathError, match=r"^m1: wanted numbers, .* got an infinite value$"):
        evaluate("m1", m1=[1, np.inf])


@pytest.mark.parametrize("text", ["5", "AVG(m1)", "METRICS()", 'METRICS("none")'])
def test_an_alarm_takes_one_time_series_only(text: str) -> None:
    given: dict[str, Points] = {"m1": [1], "m2": [2]}
    with pytest.raises(MathError, match="an alarm needs exactly one time series"):
        points(text, **given)


def test_an_array_of_one_series_is_one_series() -> None:
    assert points("SLICE(METRICS(), 0, 1)", m1=[1], m2=[2]) == [1]


@pytest.mark.parametrize("bound", ["0.5", "-1"])
def test_a_bound_is_a_whole_number(bound: str) -> None:
    with pytest.raises(MathError, match=f"^SLICE: wanted a whole number from 0, got {bound}$"):
        evaluate(f"SLICE(METRICS(), {bound})", m1=[1])


def test_period_of_an_expression_is_refused_as_the_guide_says() -> None:
    with pytest.raises(MathError, match="column 1: wanted PERIOD of a metric, got the expression"):
        parse("PERIOD(e1)").evaluate({"e1": series([1])}, grid(1), expressions={"e1"})


@pytest.mark.parametrize(
    ("start", "period", "count", "wanted"),
    [
        (datetime(2026, 11, 1), timedelta(minutes=1), 1, "a start with a time zone"),  # noqa: DTZ001
        (datetime(2026, 11, 1, tzinfo=UTC), timedelta(0), 1, "a period of whole seconds"),
        (datetime(2026, 11, 1, tzinfo=UTC), timedelta(seconds=1.5), 1, "a period of whole"),
        (datetime(2026, 11, 1, tzinfo=UTC), timedelta(minutes=1), -1, "a count of points"),
    ],
)
def test_a_grid_is_made_of_points_in_time(
    start: datetime, period: timedelta, count: int, wanted: str
) -> None:
    with pytest.raises(MathError, match=f"^grid: wanted {wanted}"):
        Grid(start, period, count)


def test_no_length_and_no_nesting_exhausts_the_stack() -> None:
    assert evaluate("+".join(["m1"] * 2000), m1=[1]).one()[0] == 2000
    assert evaluate("(" * 2000 + "m1" + ")" * 2000, m1=[1]).one()[0] == 1
    assert evaluate("ABS(" * 500 + "m1" + ")" * 500, m1=[-1]).one()[0] == 1
    assert evaluate("m1^" * 500 + "1", m1=[1]).one()[0] == 1
    assert evaluate("-" * 2000 + "m1", m1=[1]).one()[0] == 1
