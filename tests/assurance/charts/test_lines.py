"""Lines that a chart can draw."""

import numpy as np
import pytest

from assurance.charts.lines import MOST, line


def test_a_short_line_keeps_every_value_and_its_gaps() -> None:
    found = line(np.array([0, 60, 120]), np.array([1.0, np.nan, 3.00004])).written()
    assert found == {"start": 0, "step": 60, "values": [1.0, None, 3.0], "of_each": 1}


def test_uneven_times_are_kept() -> None:
    found = line(np.array([0, 60, 3600]), np.array([1.0, 2.0, 3.0])).written()
    assert found["times"] == [0, 60, 3600]


@pytest.mark.parametrize(("keep", "extreme"), [(np.max, 99.0), (np.min, -99.0)])
def test_a_long_line_keeps_the_values_nearest_to_an_alarm(keep: np.ufunc, extreme: float) -> None:
    values = np.zeros(10 * MOST)
    values[1234] = extreme
    found = line(60 * np.arange(10 * MOST), values, keep)
    assert len(found.values) <= MOST
    assert found.values[1234 // found.of_each] == extreme
    assert found.times[1] == 60 * found.of_each


def test_a_slice_without_any_value_is_a_gap() -> None:
    values = np.full(2 * MOST, np.nan)
    assert set(line(60 * np.arange(2 * MOST), values).values) == {None}
