"""The tables and examples of the CloudWatch user guide, "Using math expressions with CloudWatch
metrics" (UG/using-metric-math.html), and field reports where it is silent."""

import pytest

from assurance.cloudwatch.math import parse
from tests.assurance.cloudwatch.math.lab import Points, arrays, evaluate, points

# "Comparison and logical operators"
COMPARED: dict[str, Points] = {"metric1": [30, 20, 0, 0], "metric2": [20, None, 20, None]}
# "Using IF expressions"
CHOSEN: dict[str, Points] = {
    "metric1": [1, 1, 0, 0, None],
    "metric2": [30, None, 0, 0, 30],
    "metric3": [0, 0, 20, None, 20],
}


@pytest.mark.parametrize(
    ("expression", "output"),
    [
        ("(metric1 < metric2)", [0, 0, 1, 0]),
        ("(metric1 >= 30)", [1, 0, 0, 0]),
        ("(metric1 > 15 AND metric2 > 15)", [1, 0, 0, 0]),
    ],
)
def test_comparisons_give_the_rows_of_the_guide(expression: str, output: Points) -> None:
    given = {name: values for name, values in COMPARED.items() if name in expression}
    assert points(expression, **given) == output


@pytest.mark.parametrize(
    ("expression", "output"),
    [
        ("IF(metric1, 5, metric3)", [5, 5, 20, None, None]),
        ("IF(metric1, metric2, 5)", [30, 0, 5, 5, None]),
    ],
)
def test_if_gives_the_rows_of_the_guide(expression: str, output: Points) -> None:
    assert points(expression, **CHOSEN) == output


def test_if_of_three_series_gives_the_row_of_the_guide_and_says_where_its_versions_differ() -> None:
    result = evaluate("IF(metric1, metric2, metric3)", **CHOSEN)
    # the fourth point: 0 in the guide as of 2026-11, dropped in its version of 2023-06
    assert points("IF(metric1, metric2, metric3)", **CHOSEN) == [30, 0, 20, 0, None]
    [(caution, where)] = result.doubts.items()
    assert "both 0 (here) and a dropped point" in caution
    assert where.tolist() == [False, False, False, True, False]


def test_an_omitted_false_value_drops_the_point() -> None:
    assert points("IF(metric1, metric2)", **CHOSEN) == [30, 0, None, None, None]
    assert points("IF(metric1, 5)", **CHOSEN) == [5, 5, None, None, None]


def test_any_condition_but_zero_is_true_also_a_negative_one() -> None:
    assert points("IF(m1, 1, 2)", m1=[-3, 0, 0.5, None]) == [1, 2, 1, None]


def test_a_scalar_condition_chooses_a_whole_series() -> None:
    m1, m2 = [1, None, 3], [4, 5, None]
    assert points("IF(1, m1, m2)", m1=m1, m2=m2) == m1
    assert points("IF(0, m1, m2)", m1=m1, m2=m2) == m2
    assert points("IF(0, m1)", m1=m1) == [None, None, None]


def test_the_use_cases_for_if_work() -> None:
    m1: Points = [300, 400, 500, None]
    assert points("IF(metric1<400, metric1)", metric1=m1) == [300, None, None, None]
    assert points("IF(metric1<400, 10, 2)", metric1=m1) == [10, 2, 2, None]
    latency: Points = [5, 10, 15, None]
    assert points("IF(latency>10, 1, 0)", latency=latency) == [0, 0, 1, None]


def test_a_missing_side_counts_as_zero_where_the_other_has_a_value() -> None:
    m1: Points = [1, None, 3, None]
    m2: Points = [10, 20, None, None]
    assert points("m1 + m2", m1=m1, m2=m2) == [11, 20, 3, None]
    assert points("m1 - m2", m1=m1, m2=m2) == [-9, -20, 3, None]
    assert points("m1 * m2", m1=m1, m2=m2) == [10, 0, 0, None]
    assert points("m1 ^ m2", m1=m1, m2=m2) == [1, 0, 1, None]


def test_a_division_by_zero_drops_the_point() -> None:
    errors: Points = [1, None, 5, 0]
    requests: Points = [10, 10, None, 0]
    given = {"errors": errors, "requests": requests}
    assert points("errors / requests", **given) == [0.1, 0, None, None]


def test_missing_plus_zero_is_zero() -> None:
    # compiler-explorer/infra pull request 1661: two series, one missing, gave a false alarm
    assert points("blue + green", blue=[None, 3], green=[0, 3]) == [0, 6]


@pytest.mark.parametrize(
    ("expression", "output"),
    [
        ("SUM(100/[m1, m2])", [100 / 1 + 100 / 4, 100 / 2 + 100 / 5]),
        ("AVG([m1,m2]/m3)", [0.25, 0.35]),
        ("5 * m1", [5, 10]),
        ("PERIOD(m1)/60 * m1", [1, 2]),
        ("-5*m1", [-5, -10]),
        ("SUM(-[m1, m2])", [-5, -7]),
        ("MIN(ABS([m1, -m2]))", [1, 2]),
        ("m1/METRIC_COUNT(METRICS())", [1 / 3, 2 / 3]),
        ("SUM(CEIL(METRICS()/10))", [3, 3]),
        ("SUM([m1,m2])/AVG(m2)", [5 / 4.5, 7 / 4.5]),
        ("MAX(m1)/m1", [2, 1]),
        ("m1-MIN(m1)", [0, 1]),
        ("TIME_SERIES(MAX(m1))", [2, 2]),
        ("FIRST(SORT(METRICS(), AVG, DESC))", [10, 10]),
        ("LAST(SORT(METRICS(), MAX, DESC))", [1, 2]),
        ("IF(FIRST(SORT(METRICS(), AVG, DESC))>100, 1, 0)", [0, 0]),
        ("m1/PERIOD(m1)", [1 / 60, 2 / 60]),
        ("SUM(m1) / DATAPOINT_COUNT(m1) * m1", [1.5, 3]),
    ],
)
def test_an_example_of_the_function_table_gives_one_series(
    expression: str, output: list[float]
) -> None:
    given: dict[str, Points] = {"m1": [1, 2], "m2": [4, 5], "m3": [10, 10]}
    assert points(expression, **given) == pytest.approx(output)  # pyright: ignore[reportUnknownMemberType]


def test_metrics_takes_those_whose_id_contains_the_text() -> None:
    given: dict[str, Points] = {"errors4xx": [1], "errors5xx": [2], "requests": [50]}
    assert points('SUM(METRICS("errors"))', **given) == [3]
    assert points('SUM([METRICS("4xx"), METRICS("5xx")])', **given) == [3]
    assert points('SUM(METRICS("errors"))/SUM(METRICS("requests"))*100', **given) == [6]
    assert arrays("METRICS()*100", **given) == [[100], [200], [5000]]


def test_the_expression_that_keeps_weekdays_only_is_the_guides() -> None:
    assert parse("IF(DAY(m1)<6,m1)").pointwise
    # 2026-11-01 is a Sunday
    assert points("IF(DAY(m1)<6,m1)", m1=[5, 5]) == [None, None]
    assert points("IF(MONTH(m1) == 11,m1)", m1=[5, 5]) == [5, 5]


def test_the_business_hours_of_the_metric_math_blog_are_read() -> None:
    # AWS blog, "Enhance CloudWatch metrics with metric math functions"
    text = "IF((DAY(m1)<6 AND (HOUR(m1)>=9 AND HOUR(m1)<17)),m1)"
    assert points(text, m1=[7]) == [None]


def test_a_very_small_number_in_a_divisor_is_a_number() -> None:
    # aws-cdk issue 27932
    assert points("errors / (errors + ok + 1e-36)", errors=[0, 1], ok=[0, 1]) == [0, 0.5]
