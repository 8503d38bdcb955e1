"""A metric and an alarm's states as two lines of characters."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np

from assurance.backtest.firings import firings
from assurance.backtest.run import Span
from assurance.cloudwatch import Data, History, Measure
from assurance.cloudwatch.data import aggregated, source
from assurance.cloudwatch.state import Values

_BARS: Final = "▁▂▃▄▅▆▇█"
_GAP: Final = " "


def bars(measure: Measure, data: Data, span: Span, width: int) -> tuple[str, float, float] | None:
    """The highest value of each slice of the span, with the lowest and the highest of all.

    None where there is nothing to show.
    """
    origin = source(measure, data, "")
    if origin is None:
        return None
    step = max(origin.period, 60)
    ends = np.arange(span.start, span.end + 1, step, dtype=np.int64)
    ends = ends - (ends - origin.start) % origin.period
    values = aggregated(measure, origin, ends - measure.period, ends).values
    if np.isnan(values).all():
        return None
    cells = _highest(values, width)
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    span_ = (high - low) or 1.0
    line = "".join(
        _GAP if np.isnan(cell) else _BARS[round((cell - low) / span_ * (len(_BARS) - 1))]
        for cell in cells.tolist()
    )
    return line, low, high


def states(history: History, span: Span, width: int) -> str:
    """Where it fires."""
    line = [" "] * width
    whole = max(span.end - span.start, 1)
    for firing in firings(history, span.start, span.end):
        first = (firing.start - span.start) * width // whole
        last = (firing.end - span.start) * width // whole
        for place in range(first, min(max(last, first + 1), width)):
            line[place] = "▔"
    return "".join(line)


def _highest(values: Values, width: int) -> Values:
    edges = np.linspace(0, len(values), width + 1).astype(int)
    cells = np.full(width, np.nan)
    for place, (first, last) in enumerate(pairwise(edges.tolist())):
        part = values[first : max(last, first + 1)]
        if not np.isnan(part).all():
            cells[place] = np.nanmax(part)
    return cells
