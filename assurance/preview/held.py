"""Which limits every line is held to: those of the alarms, and the thresholds in the widgets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from assurance.preview.alarms import Alarm
from assurance.preview.annotations import Threshold
from assurance.preview.boards import Board
from assurance.preview.feed import Feed
from assurance.preview.gains import Held
from assurance.preview.guessing import kind_of
from assurance.preview.limits import Limit, Side
from assurance.preview.lines import Line
from assurance.preview.signals import Metric, Operand, Signal, timeless
from assurance.preview.widgets import Widget

_WISH = re.compile(r"target|promis|objective|goal|\bslo\b|at least|at most|should", re.IGNORECASE)
_BELOW = re.compile(r"<|≤|below|under|less|at most|up to", re.IGNORECASE)
_ABOVE = re.compile(r">|≥|above|over|more|at least", re.IGNORECASE)
_CAPACITY = re.compile(r"maximum|\bmax\b|capacity|provisioned|quota", re.IGNORECASE)
_GOOD = re.compile(
    r"success|availab|attain|healthy|\bhits?\b|uptime|good|remaining|budget|left|free|minimum|\bmin\b",
    re.IGNORECASE,
)


def feed_of(alarms: Iterable[Alarm], boards: Iterable[Board]) -> Feed:
    """The data of an environment, held to its alarms first and to its thresholds next."""
    by_metric: dict[Metric, list[Held]] = {}
    by_formula: dict[Operand, list[Limit]] = {}
    for operand, limit in (*_of_alarms(alarms), *_of_widgets(boards)):
        if isinstance(operand, Signal):
            of_metric = by_metric.setdefault(operand.metric, [])
            if not any(_says(one, operand, limit) for one in of_metric):
                of_metric.append((operand, limit))
        else:
            of_formula = by_formula.setdefault(timeless(operand), [])
            if not any(one.value == limit.value for one in of_formula):
                of_formula.append(limit)
    return Feed(by_metric, by_formula)


def _says(known: Held, signal: Signal, limit: Limit) -> bool:
    """Whether an alarm has already said which side of this value is bad."""
    return known[0] == signal and known[1].value == limit.value


def _of_alarms(alarms: Iterable[Alarm]) -> Iterator[tuple[Operand, Limit]]:
    for alarm in alarms:
        if alarm.limit and alarm.line and alarm.line.operand:
            yield alarm.line.operand, alarm.limit


def _of_widgets(boards: Iterable[Board]) -> Iterator[tuple[Operand, Limit]]:
    for board in boards:
        for widgets in (board.widgets, *board.variants.values()):
            for widget in widgets:
                for threshold in widget.thresholds:
                    yield from _of_threshold(widget, threshold)


def _of_threshold(widget: Widget, threshold: Threshold) -> Iterator[tuple[Operand, Limit]]:
    """Every line on the axis keeps it while calm; only the worst one has to break it."""
    lines = [one for one in widget.lines if one.operand and one.visible]
    on_axis = [one for one in lines if one.axis == threshold.axis]
    if threshold.value == 0 or not on_axis:
        return
    worst = _worst(on_axis)
    # more than there is cannot be used, however bad the day
    breaks = not _CAPACITY.search(threshold.label)
    for line in on_axis:
        if line.operand is None:
            continue
        side = _side(line, threshold)
        value = threshold.value
        if threshold.to is not None:
            # a band is entered from the good side
            value = (min if side == "above" else max)(value, threshold.to)
        yield line.operand, Limit(value, side, inclusive=True, must_break=breaks and line is worst)


def _worst(lines: Sequence[Line]) -> Line:
    def badness(line: Line) -> float:
        if not isinstance(line.operand, Signal):
            return 1e12
        kind = kind_of(line.operand.metric)
        percentile = re.fullmatch(r"p(\d+(?:\.\d+)?)", line.operand.stat)
        return kind.base * kind.worse * (1 + float(percentile[1]) if percentile else 1)

    return max(lines, key=badness)


def _side(line: Line, threshold: Threshold) -> Side:
    """The bad side: as the fill says, as the words say, as the metric is."""
    if threshold.fill in ("above", "below"):
        return "above" if threshold.fill == "above" else "below"
    said = _said_side(threshold.label)
    if said is not None:
        return said
    operand = line.operand
    if isinstance(operand, Signal):
        if operand.stat.upper().startswith("PR(:"):
            return "below"
        if (bad := kind_of(operand.metric).bad) != "none":
            return "below" if bad == "down" else "above"
    return "below" if _GOOD.search(f"{line.label} {threshold.label}") else "above"


def _said_side(label: str) -> Side | None:
    """A target names the good side, an alert the bad one; None for a label that names neither."""
    below, above = _BELOW.search(label), _ABOVE.search(label)
    if bool(below) == bool(above):
        return None
    wished = bool(_WISH.search(label))
    return "above" if bool(above) != wished else "below"
