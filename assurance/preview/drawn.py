"""Lines as the page gets them: rounded values, and the incident only from where it differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assurance.assembly import Json
from assurance.preview.feed import Feed
from assurance.preview.formulas import NotDrawableError
from assurance.preview.guessing import kind_of
from assurance.preview.labels import readable
from assurance.preview.lines import Line
from assurance.preview.signals import Operand, Signal
from assurance.preview.statistic import Values, unit_of
from assurance.preview.window import SITUATIONS, Window

_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Drawing:
    """What lines are drawn with."""

    feed: Feed
    window: Window
    whole: bool = False
    """Whether one value for the whole window is wanted beside the line."""


def drawn(line: Line, drawing: Drawing) -> Mapping[str, Json]:
    """The line with its data in both situations, or the reason why there are none."""
    look: dict[str, Json] = {
        "label": readable(line.label),
        "color": line.color,
        "axis": line.axis,
        "unit": _unit(line.operand),
    }
    if line.operand is None:
        return {**look, "problem": line.problem}
    try:
        return {**look, **_data(line.operand, drawing)}
    except NotDrawableError as error:
        return {**look, "problem": str(error)}


def _data(operand: Operand, drawing: Drawing) -> Mapping[str, Json]:
    steps = drawing.window.steps(operand.period)
    calm, incident = (
        rounded(drawing.feed.values(operand, steps, situation)) for situation in SITUATIONS
    )
    same = next(
        (
            place
            for place, pair in enumerate(zip(calm, incident, strict=True))
            if pair[0] != pair[1]
        ),
        len(calm),
    )
    data: dict[str, Json] = {
        "start": steps.start,
        "period": steps.period,
        "calm": calm,
        "from": same,
        "incident": incident[same:],
    }
    if drawing.whole:
        ends = [drawing.feed.whole(operand, drawing.window, one) for one in SITUATIONS]
        data["whole"] = rounded(np.array(ends))
    return data


def rounded(values: Values) -> list[Json]:
    """The values with the digits a chart can show; None where one is missing."""
    return [_short(value) for value in values.tolist()]


def _short(value: float) -> Json:
    if not np.isfinite(value):
        return None
    short = float(f"{value:.{_DIGITS}g}")
    return int(short) if short.is_integer() else short


def _unit(operand: Operand | None) -> str:
    """The unit of a metric's statistic; a formula has none."""
    if not isinstance(operand, Signal):
        return ""
    return unit_of(kind_of(operand.metric), operand.stat)


def units(lines: Sequence[Mapping[str, Json]], axis: str) -> str:
    """The one unit of an axis; empty where its lines disagree."""
    found = {str(line["unit"]) for line in lines if line["axis"] == axis}
    return found.pop() if len(found) == 1 else ""
