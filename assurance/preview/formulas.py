"""Metric math, from the module that computes it as CloudWatch does."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from assurance.cloudwatch.math import Grid, MathError, parse
from assurance.preview.statistic import Values
from assurance.preview.window import Steps


class NotDrawableError(ValueError):
    """What cannot be drawn before the deployment, with the reason."""


@dataclass(frozen=True, slots=True)
class Reads:
    """What a formula reads."""

    names: frozenset[str]
    every_metric: bool
    """Whether it reads all metrics beside it, by METRICS()."""


def reads(text: str) -> Reads:
    """The ids a formula reads.

    Raises NotDrawableError when it is no formula.
    """
    try:
        expression = parse(text)
    except MathError as error:
        raise NotDrawableError(str(error)) from None
    return Reads(expression.names, expression.reads_metrics)


def compute(
    text: str, operands: Mapping[str, Values], formulas: Collection[str], steps: Steps
) -> Values:
    """The one line a formula gives; `formulas` names the operands that are formulas themselves.

    Raises NotDrawableError when it cannot be computed, as a SEARCH for what is not deployed yet.
    """
    start = datetime.fromtimestamp(steps.start, UTC)
    grid = Grid(start, timedelta(seconds=steps.period), steps.count)
    try:
        result = parse(text).evaluate(dict(operands), grid, expressions=formulas)
        if isinstance(result.value, float):
            return grid.filled(result.value)
        return result.one()
    except MathError as error:
        raise NotDrawableError(str(error)) from None
