"""What an alarm looks at: metrics, their statistics, and expressions over them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric by its full name."""

    namespace: str
    name: str
    dimensions: frozenset[tuple[str, str]] = frozenset()

    def __str__(self) -> str:
        named = ", ".join(f"{name}={value}" for name, value in sorted(self.dimensions))
        return f"{self.namespace} {self.name}" + (f" {{{named}}}" if named else "")


@dataclass(frozen=True, slots=True)
class Measure:
    """A statistic of a metric over each period."""

    metric: Metric
    statistic: str
    """As CloudWatch writes it: Sum, p99, TM(10%:90%), PR(:300)."""
    period: int
    """In seconds."""
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """One entry of an alarm's Metrics: a measure, or an expression over other entries."""

    id: str
    measure: Measure | None
    expression: str | None
    returned: bool
