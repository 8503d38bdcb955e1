"""Every window at once gives what one window after the other gives."""

import numpy as np
import pytest

from assurance.cloudwatch import Metric, Samples, Series
from assurance.cloudwatch.data import grid, statistic

GRID = np.geomspace(0.1, 10, 12)


def series() -> Series:
    dice = np.random.default_rng(4)
    counts = dice.integers(0, 4, (30, len(GRID))).astype(np.float64)
    samples = tuple(None if place % 7 == 3 else Samples(GRID, counts[place]) for place in range(30))
    return Series(
        Metric("Films", "Time"), "Distribution", 60, 0, np.full(30, np.nan), None, samples
    )


@pytest.mark.parametrize(
    "wanted", ["SampleCount", "p50", "p95", "p99.9", "PR(:1)", "PR(1:5)", "TC(1:5)"]
)
@pytest.mark.parametrize("length", [1, 5, 40])
def test_every_window_at_once_is_each_window_alone(wanted: str, length: int) -> None:
    one = series()
    ends = np.arange(1, 31, dtype=np.int64)
    windows = grid.windows(one, 60 * (ends - length), 60 * ends)
    assert windows is not None
    found = grid.bounds(wanted, windows)
    assert found is not None
    for place, end in enumerate(ends.tolist()):
        inside = [s for s in one.samples[max(end - length, 0) : end] if s is not None]
        if not inside:
            assert np.isnan(found[:, place]).all()
            continue
        joined = Samples(GRID, np.sum([s.counts for s in inside], axis=0))
        assert found[:, place] == pytest.approx(statistic.bounds(wanted, joined))


def test_other_statistics_and_other_values_are_left_to_the_loop() -> None:
    one = series()
    ends = np.arange(1, 31, dtype=np.int64) * 60
    windows = grid.windows(one, ends - 60, ends)
    assert windows is not None
    assert grid.bounds("TM(10%:90%)", windows) is None
    other = Samples(GRID.copy(), np.ones(len(GRID)))
    mixed = Series(one.metric, one.statistic, 60, 0, one.values, None, (*one.samples[:-1], other))
    assert grid.windows(mixed, ends - 60, ends) is None
