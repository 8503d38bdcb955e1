"""How a metric behaves: how large it is, how it moves over a day, how it goes wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

Family: TypeAlias = Literal["count", "gauge", "whole", "duration"]
Bad: TypeAlias = Literal["up", "down", "none"]


@dataclass(frozen=True, slots=True)
class Kind:
    """The behaviour of one metric."""

    family: Family
    base: float
    """Its level at a usual hour: per minute for a count, the median for a duration, and with a
    ceiling the distance from it."""
    unit: str = ""
    bad: Bad = "none"
    worse: float = 1.0
    """By which factor an incident moves it to the bad side."""
    daily: float = 0.0
    """How much of the level comes and goes with the time of the day."""
    noise: float = 0.08
    spread: float = 0.05
    """Of the values behind one statistic: the sigma of a log-normal distribution."""
    ceiling: float | None = None
    most: float | None = None
    """No value is above it."""
    stops: bool = True
    """Whether an incident may bring it to nothing at all."""
    slow: bool = False
    """Whether it takes no part in an incident of an hour, as what its users do, or a certificate."""


def count(base: float, *, bad: Bad = "none", worse: float = 1.0, daily: float = 0.0) -> Kind:
    """Events, `base` of them a minute."""
    return Kind("count", base, "Count", bad, worse, daily, noise=0.12)


def demand(base: float, *, daily: float = 0.4) -> Kind:
    """What users do, `base` times a minute, in an incident as on any other day."""
    return Kind("count", base, "Count", daily=daily, noise=0.08, slow=True)


def usage(base: float, *, worse: float, daily: float = 0.15) -> Kind:
    """A share in use, in percent."""
    return Kind("gauge", base, "Percent", "up", worse, daily, most=100.0)


def share(base: float, *, worse: float) -> Kind:
    """A share of what goes wrong, in percent."""
    return Kind("gauge", base, "Percent", "up", worse, noise=0.25, most=100.0)


def shortfall(base: float, *, worse: float) -> Kind:
    """A share of what goes right, in percent; `base` is what is missing."""
    return Kind("gauge", base, "Percent", "down", worse, noise=0.2, ceiling=100.0, most=100.0)


def number(base: float, *, bad: Bad = "none", worse: float = 1.0, daily: float = 0.0) -> Kind:
    """Things there are at a time, in whole numbers."""
    noise = 0.02 if bad == "down" and base < 20 else 0.12 if base < 200 else 0.05
    return Kind("whole", base, "Count", bad, worse, daily, noise)


def time(base: float, unit: str = "Seconds", *, worse: float, spread: float = 0.6) -> Kind:
    """How long things take; the median."""
    return Kind("duration", base, unit, "up", worse, daily=0.12, spread=spread)


def amount(
    base: float, unit: str = "Bytes", *, bad: Bad = "none", worse: float = 1.0, daily: float = 0.0
) -> Kind:
    """Any other quantity."""
    return Kind("gauge", base, unit, bad, worse, daily)


def steady(kind: Kind) -> Kind:
    """The same, but slow and without unrest."""
    return replace(kind, noise=0.0, daily=0.0, worse=1.0, spread=0.0, slow=True)


QUIET = count(0.004, bad="up", worse=900)
"""What hardly ever happens until everything does."""
