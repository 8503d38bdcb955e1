"""What is plotted: one statistic of one metric, or a formula over other lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric of one Region."""

    region: str
    namespace: str
    name: str
    dimensions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Signal:
    """One statistic of a metric, at one period in seconds."""

    metric: Metric
    stat: str
    period: int


@dataclass(frozen=True, slots=True)
class Formula:
    """A metric-math expression and what its names mean."""

    text: str
    period: int
    operands: tuple[tuple[str, Operand], ...]


Operand: TypeAlias = "Signal | Formula"


def signals_in(operand: Operand) -> Iterator[Signal]:
    """Every metric statistic that takes part."""
    if isinstance(operand, Signal):
        yield operand
        return
    for _, inner in operand.operands:
        yield from signals_in(inner)


def at_period(operand: Operand, period: int) -> Operand:
    """The same line read at another period, all the way down."""
    if isinstance(operand, Signal):
        return replace(operand, period=period)
    inner = tuple((name, at_period(of, period)) for name, of in operand.operands)
    return Formula(operand.text, period, inner)


def timeless(operand: Operand) -> Operand:
    """The line without its periods: what makes an alarm's formula and a widget's the same."""
    return at_period(operand, 0)
