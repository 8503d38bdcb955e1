"""The readings of an alarm whose data points hang on the range that is fetched, as RATE's do.

Each evaluation computes its expression anew on the range of every plausible length.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assurance.cloudwatch.alarm import MetricAlarm
from assurance.cloudwatch.math.cautions import FILL_EMPTY, of_range
from assurance.cloudwatch.metric import ranges
from assurance.cloudwatch.metric.by_window import points_of, rule
from assurance.cloudwatch.metric.formula import Formula
from assurance.cloudwatch.metric.inputs import Inputs
from assurance.cloudwatch.metric.reading import Reading, Readings, contradicting, forced, settled
from assurance.cloudwatch.state import Codes, Instants, Mask, Values

_CELLS = 400_000
"""How many data points are held at a time: memory grows with the series, not with the range."""


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """A row for each window of a range, a column for each evaluation."""

    values: Values
    doubts: dict[str, Mask]


class RangeFormula:
    """An expression, evaluated on the range of one evaluation at a time."""

    def __init__(self, alarm: MetricAlarm, formula: Formula, inputs: Inputs) -> None:
        self._alarm, self._formula, self._here = alarm, formula, inputs.layout
        self._given = {id_: inputs.window(id_).values for id_ in formula.metrics}

    def at(self, newest: int, length: int, *, fills: bool = True) -> tuple[Values, dict[str, Mask]]:
        """The data points of the range that ends with a window, and their doubts."""
        first = newest - (length - 1) * self._here.lanes
        cut = slice(first, newest + 1, self._here.lanes)
        given = {id_: values[cut] for id_, values in self._given.items()}
        start = int(self._here.starts[first])
        outcome = self._formula.evaluate(given, start, self._alarm.period, fills=fills)
        return outcome.values, dict(outcome.doubts)

    def table(self, at: Instants, length: int, *, fills: bool) -> _Table:
        """The ranges of some evaluations side by side."""
        values = np.full((length, len(at)), np.nan)
        doubts: dict[str, Mask] = {}
        for column, newest in enumerate(at.tolist()):
            values[:, column], found = self.at(newest, length, fills=fills)
            for why, where in found.items():
                doubts.setdefault(why, np.zeros(values.shape, np.bool_))[:, column] = where
        return _Table(values, doubts)


def readings(
    alarm: MetricAlarm, formula: RangeFormula, newest: Instants, given: int | None, fills: bool
) -> Readings:
    """Every reading of the rules, the range computed anew at each evaluation."""
    length = ranges.assumed(alarm, given)
    size = max(1, _CELLS // (length + 5))
    parts = [
        _part(alarm, formula, newest[first : first + size], given, fills)
        for first in range(0, len(newest), size)
    ]
    return _joined(parts)


def _part(
    alarm: MetricAlarm, formula: RangeFormula, at: Instants, given: int | None, fills: bool
) -> Readings:
    length = ranges.assumed(alarm, given)
    table = formula.table(at, length, fills=True)
    points = points_of(alarm, table.values.ravel(), len(at))
    here = rule(alarm, length)
    last = (length - 1) * len(at) + np.arange(len(at))
    verdicts = points.verdicts(here)
    main, undecided = settled(verdicts, last)
    others = [*contradicting(verdicts, last)]
    for other in ranges.plausible(alarm, given):
        others.append(Reading(ranges.said(other), _codes(alarm, formula, at, other)))
    for why, where in table.doubts.items():
        if where.any() and why != FILL_EMPTY and not of_range(why):
            others += forced(why, points, where.ravel(), here, last)
    if fills and FILL_EMPTY in table.doubts:
        codes = _codes(alarm, formula, at, length, fills=False)
        empty = table.doubts[FILL_EMPTY].any(axis=0)
        others.append(Reading(f"{FILL_EMPTY}; else", np.where(empty, codes, main)))
    return Readings(main, tuple(others), undecided)


def _codes(
    alarm: MetricAlarm, formula: RangeFormula, at: Instants, length: int, *, fills: bool = True
) -> Codes:
    table = formula.table(at, length, fills=fills)
    points = points_of(alarm, table.values.ravel(), len(at))
    return points.verdicts(rule(alarm, length)).codes.reshape(length, -1)[-1]


def _joined(parts: list[Readings]) -> Readings:
    """Parts one after the other; a reading that a part lacks agrees there with the main one."""
    keyed = [_keyed(part.others) for part in parts]
    keys = dict.fromkeys(key for part in keyed for key in part)
    others = [
        Reading(
            key[0],
            np.concatenate([k.get(key, part.main) for k, part in zip(keyed, parts, strict=True)]),
        )
        for key in keys
    ]
    return Readings(
        np.concatenate([part.main for part in parts]),
        tuple(others),
        np.concatenate([part.undecided for part in parts]),
    )


def _keyed(others: tuple[Reading, ...]) -> dict[tuple[str, int], Codes]:
    found: dict[tuple[str, int], Codes] = {}
    for reading in others:
        nth = sum(why == reading.why for why, _ in found)
        found[reading.why, nth] = reading.codes
    return found
