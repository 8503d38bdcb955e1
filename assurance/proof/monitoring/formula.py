"""One point of a formula: what metric math makes of one value a metric; None where there is none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache

import numpy as np

from assurance.cloudwatch.math import Grid, MathError, parse
from assurance.policy.unreadable import UnreadableError

Point = float | None
# No formula here asks for the time of its one point.
_MOMENT = Grid(datetime(2026, 1, 1, tzinfo=UTC), timedelta(minutes=1), 1)


def answer(text: str, points: Mapping[str, Point]) -> Point:
    """What the formula comes to at one moment; None where it gives nothing.

    Raises UnreadableError for what is no formula, or gives no series.
    """
    try:
        formula = _parsed(text)
        given = {
            name: np.array([np.nan if value is None else value])
            for name, value in points.items()
            if name in formula.names or formula.reads_metrics
        }
        value = float(formula.evaluate(given, _MOMENT).one()[0])
    except MathError as error:
        raise UnreadableError(str(error)) from None
    return None if np.isnan(value) else value


_parsed = cache(parse)


def names_in(text: str) -> frozenset[str]:
    """The ids a formula reads; none where it cannot be read."""
    try:
        return _parsed(text).names
    except MathError:
        return frozenset()
