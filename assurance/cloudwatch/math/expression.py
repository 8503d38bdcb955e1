"""A parsed expression, and what it gives for the series of its metrics."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from assurance.cloudwatch.math.checking import check
from assurance.cloudwatch.math.error import MathError
from assurance.cloudwatch.math.evaluation import Inputs, run
from assurance.cloudwatch.math.given import Given, accepted
from assurance.cloudwatch.math.grid import Grid
from assurance.cloudwatch.math.program import Band, Metrics, Name, Period, Program
from assurance.cloudwatch.math.reading import read
from assurance.cloudwatch.math.result import Result
from assurance.cloudwatch.math.values import Series, kind_of


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression of metric math that CloudWatch would accept, as far as AWS publishes it."""

    text: str
    names: frozenset[str]
    """The ids it reads; METRICS() reads every metric of the request beside these."""
    reads_metrics: bool
    """Whether it calls METRICS(), so that every metric of the request must be given."""
    pointwise: bool
    """Whether each value needs nothing but the inputs at its point: then the values of a range are
    a cut of the values of a longer one. FILL of a range without points stays open even so."""
    cautions: tuple[str, ...]
    """All that AWS advises against in alarms, or leaves open, in such an expression."""
    _program: Program = field(repr=False)
    _assumed: tuple[str, ...] = field(repr=False)

    def evaluate(
        self,
        given: Mapping[str, Given],
        grid: Grid,
        *,
        expressions: Collection[str] = (),
        bands: Mapping[str, Sequence[Series]] | None = None,
        fills: bool = True,
    ) -> Result:
        """The result for these series, each with one value, or NaN, for each point of the grid.

        `expressions` names those of `given` that are results of expressions: METRICS() leaves them
        out and keeps the order of the rest, PERIOD refuses them. `bands` has the two series of ANOMALY_DETECTION_BAND by metric.
        Without `fills`, FILL leaves every gap: the other reading of FILL without any point.
        """
        inputs = Inputs(
            series=accepted(given, grid),
            expressions=frozenset(expressions),
            bands=accepted(bands or {}, grid),
            grid=grid,
            fills=fills,
        )
        for name in sorted(self.names - inputs.series.keys()):
            raise MathError(name, "its series", "none")
        kinds = {name: kind_of(value) for name, value in inputs.series.items()}
        always = (*self._assumed, *check(self._program, kinds).always)
        return run(self._program, inputs, always)


@lru_cache(maxsize=4096)  # the alarms of an account are few formulas over many metrics
def parse(text: str) -> Expression:
    """The expression in a text; raises MathError at its first mistake."""
    piece = read(text)
    checked = check(piece.steps)
    assumed = tuple(sorted(piece.assumed))
    return Expression(
        text,
        frozenset(
            step.id if isinstance(step, Name) else step.metric
            for step in piece.steps
            if isinstance(step, Name | Period | Band)
        ),
        any(isinstance(step, Metrics) for step in piece.steps),
        checked.pointwise,
        (*assumed, *checked.always, *checked.perhaps),
        piece.steps,
        assumed,
    )
