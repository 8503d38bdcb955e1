"""Each function and operator by its published name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from assurance.cloudwatch.math import arrays, clock, history, pointwise, statistics
from assurance.cloudwatch.math.doubts import Doubts
from assurance.cloudwatch.math.grid import Grid
from assurance.cloudwatch.math.values import Operand, Series, many, number


@dataclass(frozen=True, slots=True)
class Scene:
    """What a function may look at beside its arguments."""

    grid: Grid
    doubts: Doubts
    fills: bool = True
    """Whether FILL fills: it is not published for a series without any point in the range."""


Function = Callable[[Scene, Sequence[Operand]], Operand]

_OPERATORS: Final[Mapping[str, pointwise.Numeric]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "^": np.power,
    "==": np.equal,
    "!=": np.not_equal,
    "<=": np.less_equal,
    ">=": np.greater_equal,
    "<": np.less,
    ">": np.greater,
    "AND": pointwise.both,
    "OR": pointwise.either,
}
_EACH: Final[Mapping[str, Callable[[Series], Series]]] = {
    "ABS": np.abs,
    "CEIL": np.ceil,
    "FLOOR": np.floor,
    "LOG": np.log,
    "LOG10": np.log10,
    "RUNNING_SUM": history.running_sum,
}


def _operator(operator: pointwise.Numeric) -> Function:
    return lambda scene, given: pointwise.binary(operator, given[0], given[1], scene.doubts)


def _each(function: Callable[[Series], Series]) -> Function:
    return lambda _, given: pointwise.each(function, given[0])


def _change(name: str) -> Function:
    def function(scene: Scene, given: Sequence[Operand]) -> Operand:
        change = partial(history.change, name, grid=scene.grid, doubts=scene.doubts)
        return pointwise.each(change, given[0])

    return function


def _statistic(name: str) -> Function:
    return lambda scene, given: statistics.statistic(name, given[0], scene.grid, scene.doubts)


def _clock(name: str) -> Function:
    return lambda scene, _: clock.shown(name, scene.grid)


def _if(scene: Scene, given: Sequence[Operand]) -> Operand:
    false = given[2] if len(given) > 2 else None
    nothing = scene.grid.filled(np.nan)
    return pointwise.chosen(given[0], given[1], false, scene.doubts, nothing)


def _fill(scene: Scene, given: Sequence[Operand]) -> Operand:
    return history.fill(given[0], given[1], scene.doubts) if scene.fills else given[0]


def _sort(scene: Scene, given: Sequence[Operand]) -> Operand:
    operand, by, order, *limit = given
    return arrays.ranked(operand, by, order, limit, scene.doubts)


FUNCTIONS: Final[Mapping[str, Function]] = {
    **{name: _operator(operator) for name, operator in _OPERATORS.items()},
    **{name: _each(function) for name, function in _EACH.items()},
    **{name: _change(name) for name in ("RATE", "DIFF", "DIFF_TIME")},
    **{name: _statistic(name) for name in statistics.FOLDS},
    **{name: _clock(name) for name in clock.CLOCK},
    "unary -": lambda _, given: pointwise.negated(given[0]),
    "[]": lambda _, given: arrays.array(given),
    "FILL": _fill,
    "FIRST": lambda scene, given: arrays.at_end(given[0], 0, scene.grid, scene.doubts),
    "IF": _if,
    "LAST": lambda scene, given: arrays.at_end(given[0], -1, scene.grid, scene.doubts),
    "METRIC_COUNT": lambda _, given: float(len(many(given[0]))),
    "REMOVE_EMPTY": lambda _, given: arrays.remove_empty(given[0]),
    "SLICE": lambda _, given: arrays.sliced(given[0], given[1:]),
    "SORT": _sort,
    "TIME_SERIES": lambda scene, given: scene.grid.filled(number(given[0])),
}
