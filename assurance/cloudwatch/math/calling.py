"""A call of a function by its name."""

from __future__ import annotations

from assurance.cloudwatch.math.error import MathError, column
from assurance.cloudwatch.math.program import (
    Band,
    Call,
    Metrics,
    Name,
    Number,
    Period,
    Program,
    Step,
    Text,
    Word,
)
from assurance.cloudwatch.math.signatures import PUBLISHED, REFUSED, SOURCES


def called(function: str, at: int, arguments: tuple[Program, ...]) -> Program:
    """The program of a call, or of "[]", an array.

    Raises MathError for a function that CloudWatch has not, or that cannot be computed here.
    """
    if function in REFUSED:
        wanted, got = "a function of the series given", f"{function}: {REFUSED[function]}"
        raise MathError(column(at), wanted, got)
    if function in SOURCES:
        return (_source(function, at, arguments),)
    if function not in PUBLISHED and function != "[]":
        raise MathError(column(at), _meant(function), f"{function}(")
    steps = tuple(step for argument in arguments for step in argument)
    return (*steps, Call(function, len(arguments), at))


def _meant(function: str) -> str:
    upper = function.upper()
    if upper in {*PUBLISHED, *SOURCES, *REFUSED}:
        return f"{upper}(, as functions are upper case"
    return "a function of metric math"


def _source(function: str, at: int, arguments: tuple[Program, ...]) -> Step:
    """Of METRICS, PERIOD and ANOMALY_DETECTION_BAND: their arguments are ids and texts."""
    match function, arguments:
        case "METRICS", ():
            return Metrics("")
        case "METRICS", ((Text(text=text),),):
            return Metrics(text)
        case "PERIOD", ((Name(id=metric),),):
            return Period(metric, at)
        case "ANOMALY_DETECTION_BAND", ((Name(id=metric),),):
            return Band(metric, at)
        case "ANOMALY_DETECTION_BAND", ((Name(id=metric),), (Number(),)):
            return Band(metric, at)
        case _:
            got = ", ".join(map(_shown, arguments))
            raise MathError(column(at), _WANTED[function], f"{function}({got})")


_WANTED = {
    "METRICS": 'METRICS() or METRICS("part of an id")',
    "PERIOD": "PERIOD(id of a metric)",
    "ANOMALY_DETECTION_BAND": "ANOMALY_DETECTION_BAND(id of a metric[, number])",
}


def _shown(argument: Program) -> str:
    match argument:
        case (Name(id=text) | Word(text=text),):
            return text
        case (Text(text=text),):
            return f'"{text}"'
        case (Number(value=value),):
            return f"{value:g}"
        case _:
            return "an expression"
