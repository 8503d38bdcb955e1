"""Percentiles of few samples. User guide, "Percentile-based alarms and low data samples"."""

from dataclasses import replace

import pytest

from assurance.cloudwatch import State
from assurance.cloudwatch.data.statistic import few
from tests.assurance.cloudwatch.lab import METRIC, START, alarm, math_alarm, play, series


@pytest.mark.parametrize(
    ("percent", "samples"), [(0.99, 1000), (0.95, 200), (0.5, 20), (0.9, 100), (0.1, 100)]
)
def test_the_published_number_of_samples(percent: float, samples: int) -> None:
    """10/(1-p) for p from 0.5, so 1000 for p99; 10/p below."""
    assert few(percent) == pytest.approx(samples)


def p99(low_samples: str, counts: list[float]) -> list[State]:
    slow = series([9.0] * len(counts), statistic="p99")
    counted = series(counts, statistic="SampleCount")
    one = alarm(n=1, statistic="p99", low_samples=low_samples, initial=State.OK)
    return [t.after for t in play(one, slow, counted, start=START + 60).transitions]


def test_few_samples_change_nothing_when_they_are_to_be_ignored() -> None:
    assert p99("ignore", [999] * 3) == []
    assert p99("ignore", [999, 1000]) == [State.ALARM]


def test_by_default_they_are_evaluated() -> None:
    assert p99("evaluate", [3]) == [State.ALARM]


def test_without_a_count_of_samples_the_state_is_unspecified() -> None:
    one = alarm(n=1, statistic="p99", low_samples="ignore", initial=State.OK)
    history = play(one, series([9.0], statistic="p99"), start=START + 60)
    assert "how many samples" in history.unspecified[0].why


def test_some_points_of_few_samples_and_some_of_many_are_unspecified() -> None:
    slow = series([9.0] * 2, statistic="p99")
    counted = series([5, 2000], statistic="SampleCount")
    one = alarm(n=2, statistic="p99", low_samples="ignore", initial=State.OK)
    history = play(one, slow, counted, start=START + 120)
    assert "have few samples, others not" in history.unspecified[0].why


def test_metric_math_knows_no_samples() -> None:
    one = replace(math_alarm({"e": "m + n"}, {"m": METRIC, "n": METRIC}), low_samples="ignore")
    assert play(one, series([9.0]), start=START + 60).state is State.ALARM
