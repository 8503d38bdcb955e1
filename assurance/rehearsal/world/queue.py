"""A queue: what waits, what is held, how old the oldest message is."""

from __future__ import annotations

import numpy as np

from assurance.cloudwatch.state import Values
from assurance.rehearsal.baseline import Queue
from assurance.rehearsal.words import Kind
from assurance.rehearsal.world.clock import MINUTE, Clock, whole
from assurance.rehearsal.world.happening import Active
from assurance.rehearsal.world.trace import Trace, level


def queue(given: Queue, active: Active, clock: Clock) -> tuple[Trace, ...]:
    """What a queue publishes, every minute."""
    arrivals, capacity = np.ones(clock.count), np.ones(clock.count)
    for fault, effect in active:
        hold = clock.hold(fault)
        if effect.kind is Kind.ARRIVALS:
            arrivals *= 1 + hold * (effect.amount - 1)
        if effect.kind is Kind.CONSUMER:
            capacity *= 1 + hold * (effect.amount - 1)
    arrived = whole(arrivals * given.arrivals.per_minute)
    taken = whole(capacity * given.consumed.per_minute)
    surplus = np.cumsum(arrived - taken)
    waiting = surplus - np.minimum(np.minimum.accumulate(surplus), 0)
    came = np.cumsum(arrived)
    served = came - waiting
    minutes = max(given.lasting.total_seconds() / MINUTE, 1.0)
    # who stops drops what it holds; who runs holds what it took
    rate = np.minimum(arrived + waiting, taken)
    held = np.where(capacity > 0, np.ceil(rate * minutes), 0.0)
    metrics = given.metrics
    return (
        level(metrics.waiting, waiting),
        level(metrics.held, held),
        level(metrics.age, np.where(waiting > 0, _age(came, served), 0.0)),
    )


def _age(came: Values, served: Values) -> Values:
    """Since when the oldest message that is not served has waited, in seconds."""
    first = np.searchsorted(came, served, side="right")
    return np.asarray(MINUTE * (np.arange(len(came)) - first + 1), dtype=np.float64)
