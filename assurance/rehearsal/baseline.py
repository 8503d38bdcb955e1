"""What a calm day looks like: the parts of a platform and the metrics they publish."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Literal

from pydantic import Field

from assurance.rehearsal.fields import Length, Metrics, Often, Share
from promises.frozen import Frozen
from promises.units import Percentage

Number = int | float


class Time(Frozen):
    """How long the events of a flow take, and the objective on it."""

    metric: Metrics
    unit: Literal["s", "ms"]
    p95: Length
    limit: Length
    in_time: Share
    """How many have to stay within the limit."""


class FlowMetrics(Frozen):
    """Where a flow shows: each role as any number of metrics."""

    all: tuple[Metrics, ...] = ()
    """Counts every event that was taken in."""
    good: tuple[Metrics, ...] = ()
    failed: tuple[Metrics, ...] = ()
    turned_away: tuple[Metrics, ...] = ()
    """Counts events that were refused before they were taken in."""
    failing_percent: tuple[Metrics, ...] = ()
    """The failing share of the events taken in, in percent, once for each event."""


class Flow(Frozen):
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


class QueueMetrics(Frozen):
    """Where a queue shows."""

    waiting: Metrics
    held: Metrics
    age: Metrics
    """Of the oldest message, in seconds."""


class Queue(Frozen):
    """Messages that consumers take."""

    arrivals: Often
    consumed: Often
    """How many the consumers can take."""
    lasting: Length
    """How long a consumer holds a message."""
    metrics: QueueMetrics


class Gauge(Frozen):
    """One number that is measured again and again."""

    metric: Metrics
    value: Number | None
    """None where nothing is published on a calm day."""
    noise: Share = Percentage(Decimal(0))
    every: Length = Field(default=timedelta(minutes=1))
    """How often it is published: from Monday 10:00 UTC on."""


class Part(Frozen):
    """One part of the platform."""

    flow: Flow | None = None
    queue: Queue | None = None
    gauges: Mapping[str, Gauge] = Field(default_factory=dict[str, Gauge])


class Baseline(Frozen):
    """Every part by its name."""

    parts: Mapping[str, Part]
    budget_window: Length = Field(default=timedelta(days=30))
