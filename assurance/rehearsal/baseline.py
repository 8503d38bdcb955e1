"""What a calm day looks like: the parts of a platform and the metrics they publish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from typing import Literal

from pydantic import Field

from assurance.cloudwatch import Metric
from assurance.rehearsal.described import Described
from assurance.rehearsal.fields import Length, Metrics, Often, Pattern, Share
from promises.units import Percentage

Number = int | float


class Time(Described):
    """How long the events of a flow take, and the objective on it."""

    metric: Metrics
    unit: Literal["s", "ms"]
    p95: Length
    limit: Length
    in_time: Share
    """How many have to stay within the limit."""


class FlowMetrics(Described):
    """Where a flow shows: each role as any number of metrics."""

    all: tuple[Metrics, ...] = ()
    """Counts every event that was taken in."""
    good: tuple[Metrics, ...] = ()
    failed: tuple[Metrics, ...] = ()
    turned_away: tuple[Metrics, ...] = ()
    """Counts events that were refused before they were taken in."""
    failing_percent: tuple[Metrics, ...] = ()
    """The failing share of the events taken in, in percent, once for each event."""


class Flow(Described):
    """Events that succeed or fail: requests, films."""

    traffic: Often
    """The mean of a day."""
    swing: Share = Percentage(Decimal(0))
    """How far the afternoon lies above the mean, and the small hours below it."""
    noise: Share = Percentage(Decimal(0))
    failing: Share = Percentage(Decimal(0))
    objective: Share
    """How many have to succeed."""
    metrics: FlowMetrics
    time: Time | None = None


class QueueMetrics(Described):
    """Where a queue shows."""

    waiting: Metrics
    held: Metrics
    age: Metrics
    """Of the oldest message, in seconds."""


class Queue(Described):
    """Messages that consumers take."""

    arrivals: Often
    consumed: Often
    """How many the consumers can take."""
    lasting: Length
    """How long a consumer holds a message."""
    metrics: QueueMetrics


class Gauge(Described):
    """One number that is measured again and again."""

    metric: Metrics
    value: Number | None
    """None where nothing is published on a calm day."""
    noise: Share = Percentage(Decimal(0))
    every: Length = Field(default=timedelta(minutes=1))
    """How often it is published: from Monday 10:00 UTC on."""
    whole: bool = False
    """Whether it counts something, so that there is nothing between two whole numbers."""
    full: Mapping[str, Number] = Field(default_factory=dict[str, Number])
    """What 100 % of it is in each environment; value and faults are in percent then."""


class Part(Described):
    """One part of the platform."""

    flow: Flow | None = None
    queue: Queue | None = None
    gauges: Mapping[str, Gauge] = Field(default_factory=dict[str, Gauge])

    def publishes(self, metric: Metric) -> bool:
        """Whether it publishes a metric."""
        gauges = (gauge.metric for gauge in self.gauges.values())
        return self.has_events_of(metric) or any(one.fits(metric) for one in gauges)

    def has_events_of(self, metric: Metric) -> bool:
        """Whether its events, of a flow or a queue, show in a metric."""
        return any(pattern.fits(metric) for pattern in _events(self))


class Baseline(Described):
    """Every part by its name."""

    environments: tuple[str, ...] = ()
    """Whose calm day it is; empty where it is everybody's."""
    parts: Mapping[str, Part]
    lists: Mapping[str, tuple[Mapping[str, str], ...]] = Field(
        default_factory=dict[str, "tuple[Mapping[str, str], ...]"]
    )
    """What scenarios may repeat their lines for: see `each` there."""
    budget_window: Length = Field(default=timedelta(days=30))

    def part_of(self, metric: Metric) -> str | None:
        """The first part that publishes a metric."""
        if metric not in self._owners:
            owners = (name for name, part in self.parts.items() if part.publishes(metric))
            self._owners[metric] = next(owners, None)
        return self._owners[metric]

    def is_whole(self, metric: Metric) -> bool:
        """Whether a metric counts something: a gauge that says so."""
        part = self.parts.get(self.part_of(metric) or "")
        gauges = part.gauges.values() if part else ()
        return any(gauge.whole and gauge.metric.fits(metric) for gauge in gauges)

    @cached_property
    def _owners(self) -> dict[Metric, str | None]:
        """What `part_of` has found: every scenario asks for the same metrics."""
        return {}


def _events(part: Part) -> Iterator[Pattern]:
    if part.flow is not None:
        named = part.flow.metrics
        for patterns in (
            named.all,
            named.good,
            named.failed,
            named.turned_away,
            named.failing_percent,
        ):
            yield from patterns
        if part.flow.time is not None:
            yield part.flow.time.metric
    if part.queue is not None:
        yield from (part.queue.metrics.waiting, part.queue.metrics.held, part.queue.metrics.age)
