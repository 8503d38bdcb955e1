"""A gauge: one number, measured again and again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import numpy as np

from assurance.rehearsal.baseline import Gauge
from assurance.rehearsal.words import Kind
from assurance.rehearsal.world.clock import Clock
from assurance.rehearsal.world.happening import Active
from assurance.rehearsal.world.trace import Trace, level

_ANCHOR: Final = int(datetime(1970, 1, 5, 10, tzinfo=UTC).timestamp())
"""A Monday, 10:00: what is published seldom comes then, and so often after."""


def gauge(given: Gauge, active: Active, clock: Clock, seed: int) -> Trace:
    """What a gauge publishes; `active` are the faults of this gauge alone."""
    noise = float(given.noise.ratio) * np.random.default_rng(seed).uniform(-1, 1, clock.count)
    calm = np.nan if given.value is None else float(given.value)
    values = np.full(clock.count, calm) * (1 + noise)
    for fault, effect in active:
        hold = clock.hold(fault)
        if effect.kind is Kind.SILENT:
            values[hold > 0] = np.nan
        elif effect.kind is Kind.LEVEL:
            from_ = np.nan_to_num(values)
            values = np.where(hold > 0, from_ + hold * (effect.amount - from_), values)
    every = int(given.every.total_seconds())
    values[(clock.minutes - _ANCHOR) % every != 0] = np.nan
    return level(given.metric, values)
