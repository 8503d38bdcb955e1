"""Series at a finer period, added up to an alarm's."""

import numpy as np
import pytest

from assurance.cloudwatch import AlarmError, Data, Measure, Samples, Series, State
from assurance.cloudwatch.data import aggregated, source
from tests.assurance.cloudwatch.lab import METRIC, START, alarm, play, series

NAN = float("nan")


def over_five_minutes(statistic: str, *given: Series) -> list[float]:
    measure = Measure(METRIC, statistic, 300)
    starts = np.array([START, START + 60])
    return aggregated(
        measure, source(measure, Data(given), "errors"), starts, starts + 300
    ).values.tolist()


@pytest.mark.parametrize(
    ("statistic", "wanted"),
    [("Sum", [15, 20]), ("SampleCount", [15, 20]), ("Minimum", [1, 2]), ("Maximum", [5, 6])],
)
def test_what_can_be_added_up(statistic: str, wanted: list[float]) -> None:
    data = series([1, 2, 3, 4, 5, 6], statistic=statistic)
    assert over_five_minutes(statistic, data) == wanted


def test_an_average_is_weighted_by_its_samples() -> None:
    count = series([1, 1, 1, 1, 6, 0], statistic="SampleCount")
    total = series([0, 0, 0, 0, 60, 0], statistic="Sum")
    mean = series([0, 0, 0, 0, 10, NAN], statistic="Average")
    assert over_five_minutes("Average", total, count)[0] == 6
    assert over_five_minutes("Average", mean, count)[0] == 6
    assert over_five_minutes("Sum", mean, count)[0] == 60


def test_missing_periods_are_left_out() -> None:
    assert over_five_minutes("Sum", series([NAN, 7, NAN, NAN, NAN, 3])) == [7, 10]


def test_a_window_without_any_period_is_missing() -> None:
    assert np.isnan(over_five_minutes("Sum", series([NAN] * 6))).all()


def test_samples_give_any_statistic() -> None:
    each = tuple(Samples(np.array([float(i)]), np.array([1.0])) for i in range(6))
    data = Series(METRIC, "Distribution", 60, START, np.full(6, np.nan), None, each)
    assert over_five_minutes("p50", data) == [2, 3]
    assert over_five_minutes("Average", data) == [2, 3]


@pytest.mark.parametrize("statistic", ["Average", "p99", "tm90"])
def test_what_cannot_be_added_up_is_an_error(statistic: str) -> None:
    with pytest.raises(AlarmError, match=f"as {statistic} at 300 s.*got {statistic} at 60 s"):
        over_five_minutes(statistic, series([1] * 6, statistic=statistic))


def test_a_coarser_series_is_an_error() -> None:
    with pytest.raises(AlarmError, match="got Sum at 3600 s"):
        over_five_minutes("Sum", series([1], period=3600))


def test_a_metric_without_series_has_no_data() -> None:
    history = play(alarm(n=1, missing="breaching"), start=START, end=START + 60)
    assert history.state is State.ALARM


def test_percentiles_between_two_samples_leave_the_verdict_open() -> None:
    """How CloudWatch interpolates is not published."""
    sample = Samples(np.array([0.0, 2.0]), np.array([1.0, 1.0]))
    data = Series(METRIC, "Distribution", 60, START, np.full(1, np.nan), None, (sample,))
    history = play(alarm(n=1, statistic="p50", initial=State.OK), data, start=START + 60)
    assert "interpolates" in history.unspecified[0].why


def test_pieces_of_a_series_are_joined() -> None:
    history = play(
        alarm(n=2, initial=State.OK), series([9]), series([9], start=START + 60), start=START + 120
    )
    assert history.state is State.ALARM


def test_two_values_for_one_period_are_an_error() -> None:
    with pytest.raises(AlarmError, match="one value for each period"):
        Data([series([1, 2]), series([1, 2])])


def test_p99_may_be_written_as_p99_0() -> None:
    history = play(
        alarm(n=1, statistic="p99", initial=State.OK), series([9], statistic="p99.0"), start=START
    )
    assert history.state is State.ALARM


@pytest.mark.parametrize("value", [2.0**361, -(2.0**361), float("inf"), float("-inf")])
def test_a_value_that_no_metric_has_is_an_error(value: float) -> None:
    """User guide, "CloudWatch limits"."""
    with pytest.raises(AlarmError, match=r"wanted values from -2\^360 to 2\^360"):
        Data([series([1, value])])
    assert Data([series([1, 2.0**360, NAN])]).metrics == {METRIC}
