"""Alarms and series for the tests, written as the user guide's tables write them."""

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np

from assurance.cloudwatch import (
    Account,
    Actions,
    Alarm,
    Data,
    History,
    Measure,
    Metric,
    MetricAlarm,
    Query,
    Series,
    State,
    WarmUp,
    evaluate,
)

START = int(datetime(2026, 11, 2, tzinfo=UTC).timestamp())
"""A Monday, midnight UTC."""
METRIC = Metric("Films", "Errors", frozenset({("Service", "api")}))
VALUES = {"-": np.nan, "0": 0.0, "X": 9.0}
TOPIC = "arn:aws:sns:us-east-1:111122223333:oncall"


def points(text: str) -> list[float]:
    """`0 - X`: a healthy point, a missing one, one that breaches."""
    return [VALUES[point] for point in text.split()]


def series(
    values: Sequence[float],
    *,
    period: int = 60,
    start: int = START,
    statistic: str = "Sum",
    metric: Metric = METRIC,
) -> Series:
    return Series(metric, statistic, period, start, np.array(values, dtype=np.float64))


def alarm(
    *,
    n: int = 3,
    m: int | None = None,
    missing: str = "missing",
    period: int = 60,
    statistic: str = "Sum",
    initial: State | None = None,
    comparison: str = "GreaterThanThreshold",
    threshold: float = 1.0,
    wall_clock: str | None = None,
    warm_up: WarmUp | None = None,
    low_samples: str = "evaluate",
    metric: Metric = METRIC,
    name: str = "errors",
) -> MetricAlarm:
    return MetricAlarm(
        name=name,
        actions=Actions((TOPIC,), (TOPIC,), (TOPIC,)),
        initial=initial,
        queries=(Query("metric", Measure(metric, statistic, period), None, returned=True),),
        is_math=False,
        comparison=comparison,
        threshold=threshold,
        period=period,
        evaluation_periods=n,
        datapoints_to_alarm=n if m is None else m,
        missing=missing,
        low_samples=low_samples,
        wall_clock=wall_clock,
        warm_up=warm_up,
    )


def math_alarm(
    expressions: dict[str, str], metrics: dict[str, Metric], **options: int
) -> MetricAlarm:
    """The last expression is the answer."""
    period = options.get("period", 60)
    queries = [
        Query(id_, Measure(metric, "Sum", period), None, returned=False)
        for id_, metric in metrics.items()
    ]
    answer = list(expressions)[-1]
    queries += [Query(id_, None, text, returned=id_ == answer) for id_, text in expressions.items()]
    return MetricAlarm(
        name="errors",
        queries=tuple(queries),
        is_math=True,
        comparison="GreaterThanThreshold",
        threshold=1.0,
        period=period,
        evaluation_periods=options.get("n", 1),
        datapoints_to_alarm=options.get("m", options.get("n", 1)),
    )


def play(
    one: Alarm,
    *given: Series,
    start: int = START,
    end: int | None = None,
    evaluation_range: int | None = None,
) -> History:
    """What one alarm does on its own, by default up to the end of the data."""
    last = max((s.end for s in given), default=start) if end is None else end
    [history] = evaluate(Account((one,)), Data(given), start, last, evaluation_range)
    return history


def at_the_end(one: MetricAlarm, text: str, evaluation_range: int | None = None) -> History:
    """What an alarm makes of points, evaluated once, when the last of them is over."""
    data = series(points(text), period=one.period)
    return play(one, data, start=data.end, evaluation_range=evaluation_range)


def minute(at: int) -> int:
    """Minutes since the start."""
    return (at - START) // 60
