"""What AWS advises against or leaves open is always said, and said of the points it bears on."""

import pytest

from assurance.cloudwatch.math import MathError, parse
from tests.assurance.cloudwatch.math.lab import Points, evaluate, grid, series


@pytest.mark.parametrize(
    "text",
    [
        "m1 - AVG(m1)",
        "m1 - MIN(m1)",
        "m1 / MAX(m1)",
        "m1 / SUM(m1)",
        "m1 / STDDEV(m1)",
        "IF(DATAPOINT_COUNT(m1) == 2, m1)",
        "RUNNING_SUM(m1)",
        "SUM(REMOVE_EMPTY(METRICS()))",
        "FIRST(SORT(METRICS(), AVG, DESC))",
    ],
)
def test_what_changes_with_the_range_is_cautioned_before_and_after(text: str) -> None:
    expression = parse(text)
    fetched = [caution for caution in expression.cautions if "fetches more points" in caution]
    assert fetched
    assert not expression.pointwise
    result = evaluate(text, m1=[1, 2])
    assert set(fetched) <= set(result.cautions)
    assert all(result.doubts[caution].all() for caution in fetched)


@pytest.mark.parametrize(
    "text",
    [
        "IF(requests + rejected >= 70, 100 * (target + balancer) / (requests + rejected))",
        "SUM([m1, m2])",
        "IF(m1 > 1, 1, 0)",
        "MINUTE(m1) + PERIOD(m1) * CEIL(m1)",
    ],
)
def test_what_is_published_has_no_caution(text: str) -> None:
    assert parse(text).cautions == ()
    assert parse(text).pointwise


@pytest.mark.parametrize(
    ("text", "m1", "says", "where"),
    [
        ("FILL(m1, 0)", [None, None], "FILL of a series without any point", [True, True]),
        ("FILL(m1, REPEAT)", [None, 1, None], "REPEAT before the first", [True, False, False]),
        ("FILL(m1, LINEAR)", [None, 1, None], "LINEAR beyond", [True, False, True]),
        ("RATE(m1)", [1, None, 3, 4], "across a gap", [False, False, True, False]),
        ("DIFF(m1)", [1, None, 3, 4], "across a gap", [False, False, True, False]),
        ("AVG([m1, m1 + 1])", [1, None], "", []),
        ("AVG([m1, TIME_SERIES(1)])", [1, None], "AVG over missing points", [False, True]),
        ("m1 - AVG(m1)", [1, None], "AVG over missing points", [True, True]),
        ("MIN([m1, TIME_SERIES(1)])", [1, None], "left out", [False, True]),
        ("MAX([m1, TIME_SERIES(1)])", [1, None], "", []),
        ("SUM([m1, TIME_SERIES(1)])", [1, None], "", []),
        ("IF(m1, m1, FILL(m1, 1) / 0)", [1, 0], "both 0 (here) and a dropped", [False, True]),
        ("TIME_SERIES(1 / 0) + m1", [1, 2], "a scalar without a value", [True, True]),
        ('SUM(METRICS("none")) + m1', [1, 2], "without any series", [True, True]),
    ],
)
def test_a_caution_of_the_data_names_the_points(
    text: str, m1: Points, says: str, where: list[bool]
) -> None:
    result = evaluate(text, m1=m1)
    if says:
        [caution] = [caution for caution in result.cautions if says in caution]
        assert result.doubts[caution].tolist() == where
    else:
        assert result.cautions == ()


@pytest.mark.parametrize(
    "text", ["FILL(m1, 0)", "FILL(m1, REPEAT)", "FILL(m1, LINEAR)", "RATE(m1)"]
)
def test_data_without_a_gap_meets_no_caution(text: str) -> None:
    assert parse(text).cautions
    assert evaluate(text, m1=[1, 2, 3]).cautions == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("-m1 ^ 2", "-a ^ b"),
        ("m1 ^ 2 ^ 3", "a ^ b ^ c"),
        ("m1 AND m2 OR m3", "AND mixed with OR"),
        ("m1 == m2 < m3", "comparisons in a row"),
    ],
)
def test_an_assumed_precedence_is_said_where_an_expression_hangs_on_it(
    text: str, says: str
) -> None:
    [caution] = parse(text).cautions
    assert caution.startswith(says)
    given: dict[str, Points] = {"m1": [1], "m2": [1], "m3": [1]}
    assert caution in evaluate(text, **given).cautions


@pytest.mark.parametrize(
    "text", ["-(m1 ^ 2)", "(-m1) ^ 2", "(m1 ^ 2) ^ 3", "(m1 AND m2) OR m3", "m1 + m2 * m3 > 4"]
)
def test_brackets_and_schoolbook_order_need_no_caution(text: str) -> None:
    assert parse(text).cautions == ()


def test_the_result_of_another_expression_counts_by_what_it_is() -> None:
    expression = parse("SUM(e1)")
    assert expression.cautions  # e1 may be one series
    array = [series([1, 2]), series([3, 4])]
    result = expression.evaluate({"e1": array}, grid(2), expressions={"e1"})
    assert result.one().tolist() == [4, 6]
    assert result.cautions == ()


def test_metrics_leaves_the_results_of_expressions_out() -> None:
    given = {"m1": series([1]), "e1": series([5])}
    result = parse("SUM(METRICS())").evaluate(given, grid(1), expressions={"e1"})
    assert result.one().tolist() == [1]


def test_an_anomaly_band_is_taken_as_it_is_given_and_its_order_is_cautioned() -> None:
    expression = parse("IF(m1 > LAST(ANOMALY_DETECTION_BAND(m1, 2)), 1, 0)")
    assert expression.names == {"m1"}
    band = [series([0, 0]), series([10, 10])]
    result = expression.evaluate({"m1": series([5, 15])}, grid(2), bands={"m1": band})
    assert result.one().tolist() == [0, 1]
    assert any("both orders" in caution for caution in result.cautions)


def test_an_anomaly_band_that_is_not_given_is_refused() -> None:
    with pytest.raises(MathError, match="only AWS can compute ANOMALY_DETECTION_BAND"):
        evaluate("FIRST(ANOMALY_DETECTION_BAND(m1))", m1=[1])


def test_a_band_is_two_series() -> None:
    expression = parse("FIRST(ANOMALY_DETECTION_BAND(m1))")
    with pytest.raises(MathError, match=r"^m1: wanted a band of two series, got 1$"):
        expression.evaluate({"m1": series([5])}, grid(1), bands={"m1": [series([0])]})
