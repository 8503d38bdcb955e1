"""Promised limits as marks on a chart, in the chart's unit."""

from datetime import timedelta

from filmops.boards.widgets import Colour, Mark
from promises import Count, Percentage, Quantity, Threshold
from promises.limit import Limit


def marks_of(threshold: Threshold, unit: timedelta | None = None) -> tuple[Mark, ...]:
    """Target, alert and critical limit; durations are counted in `unit`."""
    found = list[Mark]()
    if threshold.target:
        found.append(_mark("target", threshold.target, Colour.GOOD, unit))
    found.append(_mark("alert", threshold.alert.when, Colour.WARNING, unit))
    if threshold.critical:
        found.append(_mark("critical", threshold.critical.when, Colour.BAD, unit))
    return tuple(found)


def _mark(name: str, limit: Limit, colour: Colour, unit: timedelta | None) -> Mark:
    return Mark(f"{name}: {limit}", number(limit.value, unit), colour)


def number(value: Quantity, unit: timedelta | None = None) -> float:
    """The limit as a number: percent, a count, or so many of `unit`; raises ValueError."""
    match value:
        case Percentage():
            return float(value.percent)
        case Count():
            return value.number
        case timedelta() if unit:
            return value / unit
        case _:
            raise ValueError(f"wanted a limit to draw in {unit}, got: {value}")
