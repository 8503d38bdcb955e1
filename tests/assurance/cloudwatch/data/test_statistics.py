"""The statistics of samples. User guide, "CloudWatch statistics definitions"."""

import numpy as np
import pytest

from assurance.cloudwatch import AlarmError, Samples
from assurance.cloudwatch.data.statistic import bounds, of_samples, parsed

HUNDRED = Samples(np.arange(1.0, 101), np.ones(100))


@pytest.mark.parametrize(
    ("statistic", "value"),
    [
        ("SampleCount", 100),
        ("Sum", 5050),
        ("Average", 50.5),
        ("Minimum", 1),
        ("Maximum", 100),
        ("p50", 50),
        ("p99", 99),
        ("p100", 100),
        ("tm90", 45.5),
        ("tc90", 90),
        ("ts90", 4095),
        ("TM(10%:90%)", 50.5),
        ("TC(10%:90%)", 80),
        ("IQM", 50.5),
        ("TM(10:20)", 15.5),
        ("TM(:20)", 10.5),
        ("TS(80%:)", 1810),
        ("PR(:30)", 30),
        ("PR(10:30)", 20),
        ("PR(95:)", 5),
        ("wm90", (4095 + 10 * 90) / 100),
    ],
)
def test_a_statistic_of_the_numbers_from_1_to_100(statistic: str, value: float) -> None:
    assert of_samples(statistic, HUNDRED) == pytest.approx(value)


def test_a_count_stands_for_as_many_samples() -> None:
    counted = Samples(np.array([1.0, 5.0]), np.array([98.0, 2.0]))
    assert of_samples("p98", counted) == 1
    assert of_samples("p99", counted) == 5
    assert of_samples("Average", counted) == pytest.approx(1.08)


def test_no_samples_have_no_statistic() -> None:
    assert np.isnan(of_samples("p99", Samples(np.array([1.0]), np.array([0.0]))))


@pytest.mark.parametrize("percent", ["p50", "p90", "p99", "p99.9"])
def test_a_percentile_lies_within_its_bounds(percent: str) -> None:
    value, low, high = bounds(percent, HUNDRED)
    assert low <= value <= high
    assert high - low <= 1


@pytest.mark.parametrize("text", ["p101", "median", "TM(:)", "TM(10%:90)", "tm", "PR(x:y)", ""])
def test_cloudwatch_has_no_other_statistic(text: str) -> None:
    with pytest.raises(AlarmError, match="wanted"):
        parsed(text)
