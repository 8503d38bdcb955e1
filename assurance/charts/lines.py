"""Values over time as a chart gets them: few enough to draw, with the digits that can be seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from assurance.cloudwatch.state import Instants, Values

MOST: Final = 600
"""Points of a line: more than that cannot be told apart on a screen."""
_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class Line:
    """Values at times in seconds since 1970; `of_each` is how many values a point stands for."""

    times: list[int]
    values: list[float | None]
    of_each: int

    def written(self) -> dict[str, object]:
        """As the page reads it: even steps as one number."""
        steps = {after - before for before, after in pairwise(self.times)}
        step = steps.pop() if len(steps) == 1 else None
        when = {"start": self.times[0], "step": step} if step else {"times": self.times}
        return {**when, "values": self.values, "of_each": self.of_each}


def line(when: Instants, values: Values, keep: Callable[[Values], np.float64] = np.max) -> Line:
    """At most `MOST` points: of each slice the value that `keep` chooses, such as the highest."""
    of_each = max(1, -(-len(values) // MOST))
    firsts = range(0, len(values), of_each)
    kept = [_kept(values[first : first + of_each], keep) for first in firsts]
    return Line(when[::of_each].tolist(), kept, of_each)


def _kept(values: Values, keep: Callable[[Values], np.float64]) -> float | None:
    known = values[np.isfinite(values)]
    return float(f"{float(keep(known)):.{_DIGITS}g}") if len(known) else None
