"""Runs the program of an expression, whose types fit together, on the series given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assurance.cloudwatch.math.doubts import Doubts
from assurance.cloudwatch.math.error import MathError, column
from assurance.cloudwatch.math.functions import FUNCTIONS, Scene
from assurance.cloudwatch.math.grid import Grid
from assurance.cloudwatch.math.program import (
    Band,
    Call,
    Metrics,
    Name,
    Number,
    Period,
    Program,
    Step,
    Text,
    Word,
)
from assurance.cloudwatch.math.result import Result
from assurance.cloudwatch.math.values import Operand, SeriesList, Value


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a program may read."""

    series: Mapping[str, Value]
    expressions: frozenset[str]
    bands: Mapping[str, Value]
    grid: Grid
    fills: bool = True


def run(program: Program, inputs: Inputs, always: Sequence[str]) -> Result:
    """The result, with the cautions that always hold and those that the data met."""
    doubts = Doubts(inputs.grid)
    for caution in always:
        doubts.add(caution)
    scene = Scene(inputs.grid, doubts, inputs.fills)
    stack: list[Operand] = []
    with np.errstate(all="ignore"):
        for step in program:
            if isinstance(step, Call):
                first = len(stack) - step.count
                stack[first:] = [FUNCTIONS[step.function](scene, stack[first:])]
            else:
                stack.append(_read(step, inputs))
    [value] = stack
    assert not isinstance(value, str)
    return Result(value, doubts.where)


def _read(step: Step, inputs: Inputs) -> Operand:
    match step:
        case Number(value=value):
            return value
        case Word(text=text) | Text(text=text):
            return text
        case Name(id=id_):
            return inputs.series[id_]
        case Period():
            return _period(step, inputs)
        case Metrics(containing=text):
            return _metrics(text, inputs)
        case Band():
            return _band(step, inputs)
        case Call():
            raise AssertionError(step)


def _period(step: Period, inputs: Inputs) -> float:
    if step.metric in inputs.expressions:
        raise MathError(column(step.at), "PERIOD of a metric", f"the expression {step.metric}")
    return inputs.grid.seconds


def _metrics(containing: str, inputs: Inputs) -> SeriesList:
    return [
        value
        for name, value in inputs.series.items()
        if name not in inputs.expressions and containing in name and isinstance(value, np.ndarray)
    ]


def _band(step: Band, inputs: Inputs) -> SeriesList:
    if step.metric not in inputs.bands:
        raise MathError(
            column(step.at),
            f"the band of {step.metric}",
            "none: only AWS can compute ANOMALY_DETECTION_BAND",
        )
    band = inputs.bands[step.metric]
    series = band if isinstance(band, list) else []
    if len(series) != 2:
        raise MathError(step.metric, "a band of two series", f"{len(series)}")
    return series
