"""A flow of events: how many, how many fail, how long they take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from assurance.cloudwatch.state import Values
from assurance.rehearsal.baseline import Flow
from assurance.rehearsal.fields import Rate
from assurance.rehearsal.words import Kind
from assurance.rehearsal.world.clock import Clock, whole
from assurance.rehearsal.world.happening import Active, size
from assurance.rehearsal.world.times import times
from assurance.rehearsal.world.trace import Spread, Trace, counter, mean


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """What a flow did in each minute: events, and how many of them count against the budget."""

    events: Values
    bad: Values
    allowed: float
    """The share of events that may be bad."""
    per_minute: float
    """The mean traffic: what the budget is a share of."""


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """The traces of a flow, and the tallies of its objectives."""

    traces: tuple[Trace | Spread, ...]
    tallies: Mapping[str, Tally]
    """By "" for success, by " in time" for the times."""


def flow(given: Flow, traffic: Rate | None, active: Active, clock: Clock, seed: int) -> Made:
    """What a flow publishes; `seed` decides about the noise."""
    given = given if traffic is None else replace_traffic(given, traffic)
    events = _events(given, active, clock, seed)
    away = np.minimum(size(active, Kind.TURNED_AWAY, clock), 1.0)
    refused = whole(events * away)
    taken = events - refused
    failed = np.minimum(whole(taken * _failing(given, active, clock)), taken)
    failed = np.minimum(failed + _single(active, clock), np.maximum(taken, failed + 1))
    taken = np.maximum(taken, failed)
    traces: list[Trace | Spread] = [*_counters(given, taken, failed, refused)]
    mean_traffic = given.traffic.per_minute
    allowed = 1 - float(given.objective.ratio)
    tallies = {"": Tally(taken + refused, failed + refused, allowed, mean_traffic)}
    if given.time is not None:
        spread, slow = times(given.time, taken, active, clock)
        traces.append(spread)
        allowed = 1 - float(given.time.in_time.ratio)
        tallies[" in time"] = Tally(taken, slow, allowed, mean_traffic)
    return Made(tuple(traces), tallies)


def replace_traffic(given: Flow, traffic: Rate) -> Flow:
    """The flow with another mean."""
    return given.model_copy(update={"traffic": traffic})


def _events(given: Flow, active: Active, clock: Clock, seed: int) -> Values:
    noise = float(given.noise.ratio) * np.random.default_rng(seed).standard_normal(clock.count)
    shape = 1 + float(given.swing.ratio) * clock.daily()
    rates = given.traffic.per_minute * shape * np.clip(1 + noise, 0, None)
    for fault, effect in active:
        if effect.kind is Kind.TRAFFIC:
            rates = rates * (1 + clock.hold(fault) * (effect.amount - 1))
    return whole(rates)


def _failing(given: Flow, active: Active, clock: Clock) -> Values:
    """The failing share of the events taken in."""
    share = np.full(clock.count, float(given.failing.ratio))
    share += size(active, Kind.FAILING, clock) / 100
    share += size(active, Kind.BURNING, clock) * (1 - float(given.objective.ratio))
    return np.minimum(share, 1.0)


def _single(active: Active, clock: Clock) -> Values:
    """Failures one by one, spread over the time of their fault."""
    found = np.zeros(clock.count)
    for fault, effect in active:
        if effect.kind is Kind.FAILURES:
            where = np.flatnonzero(clock.hold(fault))
            places = np.linspace(0, len(where) - 1, int(effect.amount)).astype(int)
            np.add.at(found, where[places], 1.0)
    return found


def _counters(given: Flow, taken: Values, failed: Values, refused: Values) -> Iterator[Trace]:
    metrics = given.metrics
    counted = {
        metrics.all: taken,
        metrics.good: taken - failed,
        metrics.failed: failed,
        metrics.turned_away: refused,
    }
    for patterns, counts in counted.items():
        for pattern in patterns:
            yield counter(pattern, counts)
    with np.errstate(all="ignore"):
        percent = 100 * failed / taken
    for pattern in metrics.failing_percent:
        yield mean(pattern, percent, taken)
