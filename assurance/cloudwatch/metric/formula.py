"""The metric math of an alarm: its expressions in the order in which they need each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from graphlib import CycleError, TopologicalSorter

import numpy as np

from assurance.cloudwatch.math import Expression, Grid, MathError, Value, parse
from assurance.cloudwatch.math.cautions import FILL_EMPTY
from assurance.cloudwatch.measure import Query
from assurance.cloudwatch.state import Mask, Values


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """The one series that an alarm compares, and where each caution bears on it."""

    values: Values
    doubts: Mapping[str, Mask]


@dataclass(frozen=True, slots=True)
class Formula:
    """The queries of an alarm, ready to be evaluated."""

    metrics: tuple[str, ...]
    steps: tuple[tuple[str, Expression], ...]
    answer: str

    @property
    def pointwise(self) -> bool:
        """Whether a data point needs nothing but the metrics at its own time."""
        return all(expression.pointwise for _, expression in self.steps)

    @property
    def fills(self) -> bool:
        """Whether some answer hangs on FILL of a series that may be empty."""
        return any(FILL_EMPTY in expression.cautions for _, expression in self.steps)

    @property
    def needs_period(self) -> bool:
        """Whether some expression looks at the length of its periods."""
        return any("PERIOD" in expression.text for _, expression in self.steps)

    @property
    def cautions(self) -> tuple[str, ...]:
        """All that AWS advises against in alarms, or leaves open, in these expressions."""
        found = (caution for _, expression in self.steps for caution in expression.cautions)
        return tuple(dict.fromkeys(found))

    def evaluate(
        self, given: Mapping[str, Values], start: int, period: int, *, fills: bool = True
    ) -> Outcome:
        """The answer on a grid of periods in seconds, from the values of each metric on it."""
        count = len(next(iter(given.values()), ()))
        grid = Grid(datetime.fromtimestamp(start, UTC), timedelta(seconds=period), count)
        known: dict[str, Value] = dict(given)
        doubts: dict[str, Mask] = {}
        result = None
        for name, expression in self.steps:
            results = [step for step, _ in self.steps if step in known]
            result = expression.evaluate(known, grid, expressions=results, fills=fills)
            known[name] = result.value
            for caution, where in result.doubts.items():
                doubts[caution] = doubts.get(caution, np.zeros(count, np.bool_)) | where
        if result is None:
            return Outcome(given[self.answer], {})
        return Outcome(result.one(), doubts)


def formula(queries: Sequence[Query]) -> Formula:
    """The formula of an alarm's queries; expressions that the answer does not need are left out.

    Raises MathError for an expression that CloudWatch would refuse, or nobody can evaluate here.
    """
    answers = [query.id for query in queries if query.returned]
    if len(answers) != 1:
        raise MathError("Metrics", "one entry with ReturnData", f"{len(answers)}")
    metrics = tuple(query.id for query in queries if query.measure is not None)
    parsed = {
        query.id: parse(query.expression) for query in queries if query.expression is not None
    }
    for name, expression in parsed.items():
        for used in sorted(expression.names - parsed.keys() - set(metrics)):
            raise MathError(name, "ids of the alarm's Metrics", used)
    graph = {name: expression.names & parsed.keys() for name, expression in parsed.items()}
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        circle = " -> ".join(error.args[1])
        raise MathError("Metrics", "expressions without a circle", circle) from None
    needed = _needed(answers[0], graph)
    steps = tuple((name, parsed[name]) for name in order if name in needed)
    return Formula(metrics, steps, answers[0])


def _needed(answer: str, graph: Mapping[str, frozenset[str]]) -> set[str]:
    needed, waiting = set[str](), [answer]
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting += graph.get(name, ())
    return needed
