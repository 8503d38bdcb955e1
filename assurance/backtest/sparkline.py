"""Data points and an alarm's states as two lines of characters."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np

from assurance.backtest.firings import firings
from assurance.backtest.run import Span
from assurance.cloudwatch import History
from assurance.cloudwatch.state import Values

_BARS: Final = "▁▂▃▄▅▆▇█"
_GAP: Final = " "


def bars(values: Values, width: int) -> str:
    """The highest value of each slice, from the lowest bar for the lowest value of all.

    A slice without any value is left blank.
    """
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    step = (len(_BARS) - 1) / ((high - low) or 1.0)
    return "".join(
        _GAP if np.isnan(cell) else _BARS[round((cell - low) * step)]
        for cell in _highest(values, width).tolist()
    )


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
