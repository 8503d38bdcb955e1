"""Series as the user guide writes them: None is its hyphen, a timestamp without a value."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from assurance.cloudwatch.math import Grid, Result, Series, parse

START = datetime(2026, 11, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
Points = Sequence[float | None]


def series(points: Points) -> Series:
    return np.array([np.nan if point is None else point for point in points], dtype=np.float64)


def shown(result: Series) -> list[float | None]:
    return [None if np.isnan(point) else float(point) for point in result]


def grid(count: int, *, start: datetime = START, period: timedelta = MINUTE) -> Grid:
    return Grid(start, period, count)


def evaluate(text: str, **given: Points) -> Result:
    """The result on a one-minute grid as long as the series."""
    [count] = {len(points) for points in given.values()} or {3}
    values = {name: series(points) for name, points in given.items()}
    return parse(text).evaluate(values, grid(count))


def points(text: str, **given: Points) -> list[float | None]:
    return shown(evaluate(text, **given).one())


def arrays(text: str, **given: Points) -> list[list[float | None]]:
    value = evaluate(text, **given).value
    assert isinstance(value, list)
    return [shown(one) for one in value]


def scalar(text: str, **given: Points) -> float:
    value = evaluate(text, **given).value
    assert isinstance(value, float)
    return value
