"""An expression as a program in postfix order, so that no nesting can exhaust Python's stack."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the text."""

    value: float


@dataclass(frozen=True, slots=True)
class Word:
    """A word that is no id: REPEAT, DESC, or AVG as an argument."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Text:
    """A string in the text."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Name:
    """The metric, or the result of another expression, with this id."""

    id: str
    at: int


@dataclass(frozen=True, slots=True)
class Period:
    """PERIOD of a metric."""

    metric: str
    at: int


@dataclass(frozen=True, slots=True)
class Metrics:
    """METRICS: every metric of the request whose id contains a text."""

    containing: str


@dataclass(frozen=True, slots=True)
class Band:
    """ANOMALY_DETECTION_BAND of a metric: two series that only AWS can compute."""

    metric: str
    at: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function or an operator on the last `count` results; "[]" makes an array of them."""

    function: str
    count: int
    at: int


Step = Number | Word | Text | Name | Period | Metrics | Band | Call
Program = tuple[Step, ...]
