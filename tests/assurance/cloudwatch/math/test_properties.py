"""What holds of every expression and every series."""

import re
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assurance.cloudwatch.math import MathError, Result, Series, parse
from tests.assurance.cloudwatch.math.lab import MINUTE, START, grid, scalar, series

COUNT = 12
VALUES = st.one_of(
    st.none(), st.integers(-3, 3).map(float), st.floats(-1e6, 1e6, allow_subnormal=False)
)
SERIES = st.lists(VALUES, min_size=COUNT, max_size=COUNT).map(series)
GIVEN = st.fixed_dictionaries({"m1": SERIES, "m2": SERIES, "m3": SERIES})
Inputs = dict[str, Series]


def _operation(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    operators = st.sampled_from(["+", "-", "*", "/", "^", "<", ">=", "==", "AND", "OR"])
    return st.one_of(
        st.builds("({} {} {})".format, inner, operators, inner),
        st.builds("ABS({})".format, inner),
        st.builds("FILL({}, m2)".format, inner),
        st.builds("-{}".format, inner),
        st.builds("IF({}, {}, {})".format, inner, inner, inner),
        st.builds("IF({}, {}, 3)".format, inner, inner),
        st.builds("{}([{}, {}])".format, st.sampled_from(["SUM", "MAX", "AVG"]), inner, inner),
    )


POINTWISE = st.recursive(st.sampled_from(["m1", "m2", "m3", "m1 * 2"]), _operation, max_leaves=6)
WINDOWED = st.sampled_from(
    ["RATE(m1)", "FILL(m1, REPEAT)", "FILL(m1, LINEAR)", "RUNNING_SUM(m1)", "m1 - AVG(m2)"]
)
ALL = st.one_of(POINTWISE, WINDOWED)


def evaluated(text: str, values: Inputs, first: int = 0) -> Result:
    start = START + first * MINUTE
    return parse(text).evaluate(values, grid(len(values["m1"]), start=start))


def mistake(text: str) -> str:
    try:
        parse(text)
    except MathError as error:
        return str(error)
    return ""


def same(one: Series, other: Series) -> bool:
    return np.array_equal(one, other, equal_nan=True)


@given(POINTWISE, GIVEN, st.integers(0, COUNT), st.integers(0, COUNT))
def test_a_pointwise_expression_of_a_cut_is_the_cut_of_the_expression(
    text: str, values: Inputs, one: int, other: int
) -> None:
    assert parse(text).pointwise
    cut = slice(min(one, other), max(one, other))
    whole = evaluated(text, values)
    part = evaluated(text, {name: value[cut] for name, value in values.items()}, cut.start)
    assert same(part.one(), whole.one()[cut])
    for caution, where in whole.doubts.items():
        if where[cut].any():
            assert part.doubts[caution][where[cut]].all()


@given(ALL, GIVEN, st.integers(-10_000, 10_000))
def test_a_shift_in_time_shifts_the_result(text: str, values: Inputs, periods: int) -> None:
    here, there = evaluated(text, values), evaluated(text, values, periods)
    assert same(here.one(), there.one())


@given(ALL, GIVEN, st.integers(1, 6))
def test_a_longer_silence_before_the_data_changes_no_point_of_it(
    text: str, values: Inputs, silent: int
) -> None:
    if "AVG(m2)" in text:
        return
    before = np.full(silent, np.nan)
    padded = {name: np.concatenate((before, value)) for name, value in values.items()}
    assert same(evaluated(text, padded, -silent).one()[silent:], evaluated(text, values).one())


@given(SERIES)
def test_zero_everywhere_added_fills_with_zero(m1: Series) -> None:
    values = {"m1": m1, "zero": np.zeros(COUNT)}
    assert same(evaluated("m1 + zero", values).one(), np.nan_to_num(m1))


@given(SERIES)
def test_a_scalar_zero_added_changes_nothing(m1: Series) -> None:
    for text in ("m1 + 0", "0 + m1", "m1 * 1", "m1 / 1", "m1 ^ 1", "--m1", "m1 - 0"):
        assert same(evaluated(text, {"m1": m1}).one(), m1)


@given(GIVEN, st.sampled_from(["+", "*", "==", "!=", "AND", "OR"]))
def test_a_symmetric_operator_does_not_mind_the_order(values: Inputs, operator: str) -> None:
    one = evaluated(f"m1 {operator} m2", values).one()
    assert same(one, evaluated(f"m2 {operator} m1", values).one())


@given(GIVEN)
def test_a_point_without_any_value_stays_missing(values: Inputs) -> None:
    nothing = np.logical_and.reduce([np.isnan(value) for value in values.values()])
    for text in ("m1 + m2 * m3", "m1 > m2 OR m3", "SUM(METRICS())", "IF(m1, m2, m3)"):
        assert np.isnan(evaluated(text, values).one()[nothing]).all()


@given(SERIES)
def test_no_result_is_infinite(m1: Series) -> None:
    for text in ("1 / m1", "LOG(m1)", "m1 ^ m1", "m1 ^ -0.5", "LOG10(m1)", "1e300 * m1 ^ 9"):
        assert not np.isinf(evaluated(text, {"m1": m1}).one()).any()


@given(SERIES)
def test_differences_sum_up_to_the_whole_change(m1: Series) -> None:
    real = m1[~np.isnan(m1)]
    if len(real) > 1:
        total = scalar("SUM(DIFF(m1))", m1=m1.tolist())
        assert np.isclose(total, real[-1] - real[0], atol=1e-6)


@given(SERIES)
def test_filling_what_is_full_changes_nothing(m1: Series) -> None:
    full = evaluated("FILL(m1, 7)", {"m1": m1}).one()
    for filler in ("0", "REPEAT", "LINEAR"):
        assert same(evaluated(f"FILL(m1, {filler})", {"m1": full}).one(), full)


@given(ALL, GIVEN)
def test_evaluating_leaves_the_given_series_alone(text: str, values: Inputs) -> None:
    before = {name: value.copy() for name, value in values.items()}
    evaluated(text, values)
    assert all(same(values[name], before[name]) for name in before)


@settings(max_examples=300)
@given(st.text("mM1 +-*/^()[],<>=&|.'\"eAIF", max_size=25))
def test_any_text_is_an_expression_or_one_clear_line(text: str) -> None:
    assert re.fullmatch(r"|.+: wanted .+, got .+", mistake(text))


@pytest.mark.parametrize("text", ["IF(m1 + m2 >= 70, 100 * m3 / (m1 + m2))"])
def test_thirty_days_at_one_minute_take_milliseconds(text: str) -> None:
    count = int(timedelta(days=30) / MINUTE)
    generator = np.random.default_rng(1)
    values = {name: generator.uniform(0, 100, count) for name in ("m1", "m2", "m3")}
    result = evaluated(text, values).one()
    assert len(result) == count
