"""Each function on its own, with gaps."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from assurance.cloudwatch.math import Grid, parse
from tests.assurance.cloudwatch.math.lab import Points, arrays, grid, points, scalar, series, shown


@pytest.mark.parametrize(
    ("filler", "filled"),
    [
        ("0", [0, 2, 0, 0, 8, 0]),
        ("MIN(m1)", [2, 2, 2, 2, 8, 2]),
        ("m2", [1, 2, 3, None, 8, 6]),
        ("REPEAT", [None, 2, 2, 2, 8, 8]),
        ("LINEAR", [None, 2, 4, 6, 8, None]),
    ],
)
def test_fill_puts_the_filler_into_the_gaps(filler: str, filled: Points) -> None:
    m1, m2 = [None, 2, None, None, 8, None], [1, 2, 3, None, 5, 6]
    assert points(f"FILL(m1, {filler})", m1=m1, m2=m2) == filled


def test_fill_of_an_array_fills_each() -> None:
    filled = arrays("FILL(METRICS(), REPEAT)", m1=[1, None], m2=[None, 2])
    assert filled == [[1, 1], [None, 2]]


def test_changes_are_taken_against_the_last_real_point() -> None:
    m1 = [None, 10, 40, None, 100]
    assert points("DIFF(m1)", m1=m1) == [None, None, 30, None, 60]
    assert points("DIFF_TIME(m1)", m1=m1) == [None, None, 60, None, 120]
    assert points("RATE(m1)", m1=m1) == [None, None, 0.5, None, 0.5]


def test_a_rate_is_per_second_at_any_period() -> None:
    five_minutes = grid(2, period=timedelta(minutes=5))
    rate = parse("RATE(m1)").evaluate({"m1": series([0, 300])}, five_minutes).one()
    assert shown(rate) == [None, 1]


def test_a_running_sum_keeps_the_gaps() -> None:
    assert points("RUNNING_SUM(m1)", m1=[1, None, 2, 3]) == [1, None, 3, 6]


@pytest.mark.parametrize(
    ("statistic", "of_one", "across"),
    [
        ("AVG", 3, [2.5, 2, None]),
        ("MIN", 1, [1, 4, None]),
        ("MAX", 8, [4, 4, None]),
        ("SUM", 9, [5, 4, None]),
        ("DATAPOINT_COUNT", 2, [2, 1, None]),
        ("STDDEV", 3.5, [1.5, 0, None]),
    ],
)
def test_a_statistic_of_one_series_is_a_scalar_and_of_an_array_a_series(
    statistic: str, of_one: float, across: Points
) -> None:
    assert scalar(f"{statistic}(m1)", m1=[1, None, 8]) == of_one
    m1, m2 = [1, None, None], [4, 4, None]
    assert points(f"{statistic}([m1, m2])", m1=m1, m2=m2) == across


def test_a_statistic_of_nothing_is_nothing_but_the_count() -> None:
    empty: Points = [None, None]
    for statistic in ("AVG", "MIN", "MAX", "SUM", "STDDEV"):
        assert np.isnan(scalar(f"{statistic}(m1)", m1=empty))
    assert scalar("DATAPOINT_COUNT(m1)", m1=empty) == 0
    assert points('SUM(METRICS("none"))', m1=empty) == [None, None]


def test_rounding_and_logarithms_work_point_by_point() -> None:
    assert points("CEIL(m1)", m1=[1.2, -1.2, None]) == [2, -1, None]
    assert points("FLOOR(m1)", m1=[1.2, -1.2, None]) == [1, -2, None]
    assert points("ABS(m1)", m1=[-1, None]) == [1, None]
    assert points("LOG10(m1)", m1=[100, None]) == [2, None]
    assert points("LOG(m1)", m1=[1, None]) == [0, None]


def test_what_is_no_number_is_dropped() -> None:
    assert points("LOG(m1)", m1=[0, -1, 1]) == [None, None, 0]
    assert points("m1 ^ 0.5", m1=[-1, 4]) == [None, 2]
    assert points("m1 ^ m1", m1=[1e300, 2]) == [None, 4]


def test_clocks_show_utc_at_every_point() -> None:
    at = datetime(2024, 2, 29, 23, 59, tzinfo=UTC)  # a leap day, a Thursday
    midnight = Grid(at, timedelta(minutes=1), 2)
    clocks = ["MINUTE", "HOUR", "DAY", "DATE", "MONTH", "YEAR", "EPOCH"]
    text = f"[{', '.join(f'{clock}(m1)' for clock in clocks)}]"
    result = parse(text).evaluate({"m1": series([None, None])}, midnight).value
    assert isinstance(result, list)
    stamp = at.timestamp()
    assert [shown(one) for one in result] == [
        [59, 0],
        [23, 0],
        [4, 5],
        [29, 1],
        [2, 3],
        [2024, 2024],
        [stamp, stamp + 60],
    ]


def test_sunday_is_the_seventh_day() -> None:
    assert points("DAY(m1)", m1=[None]) == [7]


def test_a_grid_in_another_zone_shows_utc() -> None:
    kathmandu = datetime.fromisoformat("2026-11-01T05:45:00+05:45")
    hours = parse("HOUR(m1)").evaluate({"m1": series([1])}, grid(1, start=kathmandu)).one()
    assert shown(hours) == [0]


def test_slice_counts_from_zero_and_leaves_the_end_out() -> None:
    given: dict[str, Points] = {"m1": [1], "m2": [2], "m3": [3]}
    assert arrays("SLICE(METRICS(), 1)", **given) == [[2], [3]]
    assert arrays("SLICE(METRICS(), 0, 2)", **given) == [[1], [2]]
    assert arrays("SLICE(METRICS(), 5)", **given) == []


def test_sort_ranks_by_the_statistic_and_takes_the_first() -> None:
    given: dict[str, Points] = {"m1": [1, 9], "m2": [6, 6], "m3": [None, None], "m4": [0, 2]}
    assert arrays("SORT(METRICS(), SUM, DESC, 2)", **given) == [[6, 6], [1, 9]]
    by_max = arrays("SORT(METRICS(), MAX, ASC)", **given)
    assert by_max == [[0, 2], [6, 6], [1, 9], [None, None]]
    assert arrays("SORT(METRICS(), MIN, DESC)", **given)[0] == [6, 6]


def test_remove_empty_leaves_the_series_with_points() -> None:
    given: dict[str, Points] = {"m1": [None, None], "m2": [None, 2]}
    assert arrays("REMOVE_EMPTY(METRICS())", **given) == [[None, 2]]


def test_logic_takes_both_spellings() -> None:
    m1: Points = [0, 1, 0, 1, None, None]
    m2: Points = [0, 0, -2, 1, 1, None]
    for word in ("AND", "&&"):
        assert points(f"m1 {word} m2", m1=m1, m2=m2) == [0, 0, 0, 1, 0, None]
    for word in ("OR", "||"):
        assert points(f"m1 {word} m2", m1=m1, m2=m2) == [0, 1, 1, 1, 1, None]


def test_scalars_compute_with_scalars() -> None:
    assert scalar("2 + 3 * 4 - 10 / 5") == 12
    assert scalar("(2 + 3) * 4") == 20
    assert scalar("2 > 1") == 1
    assert scalar("2 == 1 OR 0.5") == 1


def test_the_conventional_precedence_is_assumed() -> None:
    assert scalar("-2 ^ 2") == -4
    assert scalar("2 ^ 3 ^ 2") == 512
    assert scalar("2 ^ -1") == 0.5
    assert scalar("2 ^ -1 ^ 2") == 0.5
    assert scalar("8 - 4 - 2") == 2
    assert scalar("8 / 4 / 2") == 1
    assert scalar("1 OR 0 AND 0") == 1
    assert scalar("1 + 1 == 2 AND 3 > 2") == 1
    assert scalar("--2") == 2
