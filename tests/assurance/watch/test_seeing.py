"""A guard without a point to look at is quiet whatever happens."""

from dataclasses import replace

import pytest

from assurance.proof.monitoring.formula import Point
from assurance.watch.seeing import saw
from tests.assurance.watch.lab import guards, rising

[RISE] = guards(rising())


@pytest.mark.parametrize(
    ("requests", "before", "seen"),
    [(100.0, 1.0, True), (5.0, 1.0, False), (100.0, None, False), (None, 1.0, False)],
)
def test_it_sees_only_with_enough_events_and_a_state_before(
    requests: Point, before: Point, seen: bool
) -> None:
    points = {"n": [None, requests], "bad": [None, 1.0], "before": [None, before]}
    assert saw(RISE, points, 2) is seen


def test_a_formula_that_cannot_be_read_saw_what_its_series_had() -> None:
    assert RISE.sight
    strange = replace(RISE, sight=replace(RISE.sight, formulas={"answer": "WHAT(n)"}))
    assert saw(strange, {"n": [1.0]}, 1)
    assert not saw(strange, {"n": [None]}, 1)
