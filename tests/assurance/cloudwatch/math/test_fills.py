"""FILL of a series without any point: the two readings, and cautions about ranges alone."""

import numpy as np

from assurance.cloudwatch.math import Series, parse
from assurance.cloudwatch.math.cautions import FILL_EMPTY, SPARSE, of_range
from tests.assurance.cloudwatch.math.lab import grid, series, shown

SILENT, BUSY = series([None, None]), series([1, 2])


def evaluated(text: str, *, fills: bool) -> Series:
    return parse(text).evaluate({"m": SILENT, "n": BUSY}, grid(2), fills=fills).one()


def test_fill_fills_by_default_and_leaves_the_gaps_otherwise() -> None:
    assert shown(evaluated("FILL(m, 7)", fills=True)) == [7, 7]
    assert np.isnan(evaluated("FILL(m, 7)", fills=False)).all()


def test_the_other_reading_goes_on_from_there() -> None:
    assert shown(evaluated("FILL(m, 7) + n", fills=False)) == [1, 2]


def test_some_cautions_are_about_the_range_alone() -> None:
    assert of_range(SPARSE)
    assert not of_range(FILL_EMPTY)
    assert all(
        of_range(caution) for caution in parse("SUM(m) + 0 * n").cautions if "range" in caution
    )
