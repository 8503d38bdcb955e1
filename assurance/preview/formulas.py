"""Metric math, from the module that computes it as CloudWatch does."""

from __future__ import annotations

from collections.abc import Mapping

from assurance.cloudwatch.math import Grid, MathError, parse
from assurance.preview.statistic import Values
from assurance.preview.window import Steps


class NotDrawableError(ValueError):
    """What cannot be drawn before the deployment, with the reason."""


def names_in(text: str) -> frozenset[str]:
    """The ids a formula reads.

    Raises NotDrawableError when it is no formula.
    """
    try:
        return frozenset(parse(text).names)
    except MathError as error:
        raise NotDrawableError(str(error)) from None


def compute(text: str, operands: Mapping[str, Values], steps: Steps) -> Values:
    """The one line a formula gives.

    Raises NotDrawableError when it cannot be computed, as a SEARCH for what is not deployed yet.
    """
    try:
        grid = Grid(steps.start, steps.period, steps.count)
        return parse(text).evaluate(dict(operands), grid).one()
    except MathError as error:
        raise NotDrawableError(str(error)) from None
