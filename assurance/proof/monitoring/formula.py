"""What metric math makes of single points; None where there is no value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache

import numpy as np

from assurance.cloudwatch.math import Grid, MathError, parse
from assurance.policy.unreadable import UnreadableError

Point = float | None
# No formula here asks for the time of a point, so any will do.
_START, _PERIOD = datetime(2026, 1, 1, tzinfo=UTC), timedelta(minutes=1)


def answers(text: str, points: Mapping[str, Sequence[Point]], count: int) -> list[Point]:
    """What the formula comes to for each of `count` points, each id with its value at each.

    Raises UnreadableError for what is no formula, or gives no series.
    """
    try:
        formula = _parsed(text)
        given = {
            name: np.array([np.nan if value is None else value for value in values])
            for name, values in points.items()
            if name in formula.names or formula.reads_metrics
        }
        found = formula.evaluate(given, Grid(_START, _PERIOD, count)).one()
    except MathError as error:
        raise UnreadableError(str(error)) from None
    return [None if np.isnan(value) else float(value) for value in found]


_parsed = cache(parse)


@cache
def names_in(text: str) -> frozenset[str]:
    """The ids a formula reads; none where it cannot be read."""
    try:
        return _parsed(text).names
    except MathError:
        return frozenset()
