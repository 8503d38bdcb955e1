"""The whole world of a scenario: every trace of every part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b

import numpy as np

from assurance.cloudwatch import Metric, Series
from assurance.rehearsal.baseline import Part
from assurance.rehearsal.fields import Rate
from assurance.rehearsal.scenario import Fault, Scenario
from assurance.rehearsal.words import Kind, effect
from assurance.rehearsal.world.clock import Clock
from assurance.rehearsal.world.flow import Tally, flow
from assurance.rehearsal.world.gauge import gauge
from assurance.rehearsal.world.happening import Active
from assurance.rehearsal.world.queue import queue
from assurance.rehearsal.world.trace import Spread, Trace


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """Everything that is published, and what it takes of the error budgets."""

    clock: Clock
    traces: tuple[Trace | Spread, ...]
    tallies: Mapping[str, Tally]
    """By the objective: `api`, `api in time`."""
    felt: tuple[Fault, ...] = ()
    """The faults that touch something an alarm reads."""

    def series(self, metric: Metric) -> tuple[Series, ...]:
        """The series of a metric; none when no part publishes it."""
        for trace in self.traces:
            if trace.pattern.fits(metric):
                return trace.series(metric, self.clock)
        return ()


def world(scenario: Scenario, clock: Clock, parts: frozenset[str]) -> World:
    """The parts of a scenario's world that are named."""
    baseline, written = scenario.baseline, scenario.written
    faults = [(fault, effect(fault.fault, baseline)) for fault in written.faults]
    traces: list[Trace | Spread] = []
    tallies: dict[str, Tally] = {}
    for name, part in baseline.parts.items():
        if name not in parts:
            continue
        active = [one for one in faults if one[1].part == name]
        seed = _seed(written.seed, name)
        made = _flow(part, written.traffic.get(name), active, clock, seed)
        traces += [_silenced(one, active, clock) for one in (*made[0], *_rest(part, active, clock))]
        tallies |= {f"{name}{key}": tally for key, tally in made[1].items()}
        traces += _gauges(part, active, clock, (seed, scenario.environment))
    return World(clock, tuple(traces), tallies)


def _flow(
    part: Part, traffic: Rate | None, active: Active, clock: Clock, seed: int
) -> tuple[tuple[Trace | Spread, ...], Mapping[str, Tally]]:
    if part.flow is None:
        return (), {}
    made = flow(part.flow, traffic, active, clock, seed)
    return made.traces, made.tallies


def _rest(part: Part, active: Active, clock: Clock) -> tuple[Trace, ...]:
    return () if part.queue is None else queue(part.queue, active, clock)


def _gauges(part: Part, active: Active, clock: Clock, here: tuple[int, str]) -> Iterator[Trace]:
    seed, environment = here
    for place, (name, given) in enumerate(part.gauges.items()):
        own = [
            (fault, of)
            for fault, of in active
            if of.gauge == name or _whole_part(of.kind, of.gauge)
        ]
        full = given.full.get(environment, 100)
        yield gauge(given, own, clock, seed + place + 1).times(full / 100)


def _whole_part(kind: Kind, gauge: str | None) -> bool:
    return kind is Kind.SILENT and gauge is None


def _silenced(trace: Trace | Spread, active: Active, clock: Clock) -> Trace | Spread:
    """The trace without what a silent part does not publish."""
    silent = np.zeros(clock.count, np.bool_)
    for fault, of in active:
        if _whole_part(of.kind, of.gauge):
            silent |= clock.hold(fault) > 0
    if not silent.any():
        return trace
    if isinstance(trace, Spread):
        return replace(trace, counts=np.where(silent[:, None], 0.0, trace.counts))
    kept = {key: np.where(silent, np.nan, one) for key, one in trace.statistics.items()}
    return replace(trace, statistics=kept)


def _seed(seed: int, name: str) -> int:
    return int.from_bytes(blake2b(f"{seed} {name}".encode(), digest_size=6).digest())
