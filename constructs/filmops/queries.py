"""Metric queries as the dictionaries the CDK takes in place of its property objects.

A large catalogue is made of these, and the CDK checks every argument of every property object at
run time; the types here are checked before.
"""

from typing import NotRequired, TypedDict

from filmops.metrics import Expression, Metric


class Dimension(TypedDict):
    """A dimension by name."""

    name: str
    value: str


class Source(TypedDict):
    """Which metric."""

    namespace: str
    metricName: str
    dimensions: list[Dimension]


class Stat(TypedDict):
    """A metric read as one statistic, `period` in seconds."""

    metric: Source
    period: float
    stat: str


class Query(TypedDict):
    """A metric or an expression under an id; an alarm looks at the one that is returned."""

    id: str
    returnData: bool
    metricStat: NotRequired[Stat]
    expression: NotRequired[str]


def of_expression(expression: Expression) -> list[Query]:
    """The answer, then what it is computed from."""
    return of_formula("answer", expression.formula, dict(expression.metrics))


def of_formula(id: str, formula: str, metrics: dict[str, Metric]) -> list[Query]:
    """A formula under an id, then its metrics under their names."""
    inputs = (of_metric(name, metric, returned=False) for name, metric in metrics.items())
    return [{"id": id, "expression": formula, "returnData": True}, *inputs]


def of_metric(id: str, metric: Metric, *, returned: bool) -> Query:
    """One metric."""
    return {
        "id": id,
        "returnData": returned,
        "metricStat": {
            "metric": {
                "namespace": metric.namespace,
                "metricName": metric.name,
                "dimensions": dimensions(metric),
            },
            "period": metric.period.total_seconds(),
            "stat": metric.statistic,
        },
    }


def dimensions(metric: Metric) -> list[Dimension]:
    """A metric's dimensions."""
    return [{"name": name, "value": value} for name, value in metric.dimensions.items()]
