"""What one evaluation decides, for every window as the newest at once.

Source: user guide, "Configuring how CloudWatch alarms treat missing data", in the reading that
satisfies every cell of its two tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from assurance.cloudwatch.state import (
    ALARM,
    INSUFFICIENT_DATA,
    OK,
    RETAIN,
    Codes,
    Mask,
)

Counts = npt.NDArray[np.int32]
WITHOUT_DATA: Final = {
    "missing": INSUFFICIENT_DATA,
    "ignore": RETAIN,
    "breaching": ALARM,
    "notBreaching": OK,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """How many data points decide. Source: user guide, "Alarm evaluation"."""

    periods: int
    to_alarm: int
    range: int
    """How many windows are fetched; the number is not published."""
    missing: str


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts:
    """A state, or RETAIN, for each window as the newest."""

    codes: Codes
    undecided: Mask
    """Where the two published sentences on premature alarms contradict each other."""


class Points:
    """Which windows have a data point, and which of these breach; counted once for every rule."""

    def __init__(self, real: Mask, breaching: Mask, lanes: int) -> None:
        self.real = real.reshape(-1, lanes)
        self.breaching = (real & breaching).reshape(-1, lanes)
        self._real = _upto(self.real)
        self._breaching = _upto(self.breaching)
        self._next = _next_true(self.real)

    @property
    def gaps(self) -> bool:
        """Whether any window has no data point."""
        return not self.real.all()

    def verdicts(self, rule: Rule) -> Verdicts:
        """The verdict of each window as the newest."""
        real = _within(self._real, rule.range)
        breaching = _within(self._breaching, rule.range)
        enough = real >= rule.periods
        last = self.among_last(self._breaching, rule.periods)
        full = np.where(last >= rule.to_alarm, ALARM, OK)
        sparse, undecided = self._sparse(rule, real, breaching)
        codes = np.where(enough, full, sparse).astype(np.int8)
        return Verdicts(codes.ravel(), (undecided & ~enough).ravel())

    def count_last(self, marked: Mask, periods: int) -> Counts:
        """How many of the last data points, wherever they are, are marked."""
        table = marked.reshape(self.real.shape) & self.real
        return self.among_last(_upto(table), periods).ravel()

    def among_last(self, upto: Counts, periods: int) -> Counts:
        """The count among the last data points, given the count up to each window."""
        rows, lanes = self.real.shape
        # the count up to and including the k-th data point of each lane
        at_rank = np.zeros((rows + 1, lanes), dtype=np.int32)
        row, lane = np.nonzero(self.real)
        at_rank[self._real[row, lane], lane] = upto[row, lane]
        before = np.maximum(self._real - periods, 0)
        return upto - np.take_along_axis(at_rank, before, axis=0)

    def _sparse(self, rule: Rule, real: Counts, breaching: Counts) -> tuple[Codes, Mask]:
        """Fewer data points than periods: the treatment of missing data counts."""
        nothing = np.zeros(real.shape, dtype=np.bool_)
        if rule.missing == "breaching":
            alarm = breaching + (rule.periods - real) >= rule.to_alarm
            undecided = nothing
        else:
            alarm = breaching >= rule.to_alarm
            undecided = nothing
        codes = np.where(alarm, ALARM, OK)
        if rule.missing in ("missing", "ignore"):
            early = self._aged(rule, rule.range) & (real == breaching) & ~alarm
            codes = np.where(early, ALARM if rule.missing == "missing" else RETAIN, codes)
            undecided = early & ~self._aged(rule, rule.periods)
        empty = real == 0
        codes = np.where(empty, WITHOUT_DATA[rule.missing], codes)
        return codes.astype(np.int8), undecided & ~empty

    def _aged(self, rule: Rule, windows: int) -> Mask:
        """Whether the oldest data point among the last windows is old enough for an alarm."""
        rows = np.arange(len(self.real))[:, np.newaxis]
        first = np.maximum(rows - windows + 1, 0)
        oldest = np.take_along_axis(self._next, np.broadcast_to(first, self.real.shape), axis=0)
        return (oldest <= rows) & (rows - oldest + 1 >= rule.to_alarm)


def _upto(marked: Mask) -> Counts:
    return np.cumsum(marked, axis=0, dtype=np.int32)


def _within(upto: Counts, windows: int) -> Counts:
    result = upto.copy()
    result[windows:] -= upto[:-windows]
    return result


def _next_true(marked: Mask) -> Counts:
    """The first marked row from each row on; the number of rows where there is none."""
    rows = np.arange(len(marked), dtype=np.int32)[:, np.newaxis]
    places = np.where(marked, rows, np.int32(len(marked)))
    return np.minimum.accumulate(places[::-1], axis=0)[::-1]
