"""What an alarm or a chart looks at: a CloudWatch metric, or an expression over several."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Metric:
    """One CloudWatch metric, read as one statistic over one period.

    `dimensions` must be exactly those the publisher writes: CloudWatch treats another set as
    another metric, and an alarm on it waits for ever. `statistic` is "Sum", "Maximum", "p95", ...
    """

    namespace: str
    name: str
    dimensions: Mapping[str, str]
    statistic: str
    period: timedelta

    def over(self, period: timedelta) -> "Metric":
        """The same metric over another period."""
        return replace(self, period=period)

    def read_as(self, statistic: str) -> "Metric":
        """The same metric, read as another statistic."""
        return replace(self, statistic=statistic)


@dataclass(frozen=True, slots=True)
class Expression:
    """CloudWatch metric math over named metrics that share one period.

    Raises ValueError when the periods differ: CloudWatch refuses such an alarm at deployment.
    """

    formula: str
    metrics: Mapping[str, Metric]

    def __post_init__(self) -> None:
        periods = {metric.period for metric in self.metrics.values()}
        if len(periods) != 1:
            raise ValueError(f"{self.formula}: wanted metrics of one period, got: {periods}")

    @property
    def period(self) -> timedelta:
        """The one period of all the metrics."""
        return next(iter(self.metrics.values())).period
