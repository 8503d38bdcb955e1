"""Series as JSON Lines: the shape is part of the command-line contract."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import numpy as np

from assurance.assembly import Json
from assurance.backtest.moments import parsed
from assurance.backtest.points import LARGEST
from assurance.cloudwatch import AlarmError, Metric, Samples, Series
from assurance.cloudwatch.data.series import DISTRIBUTION
from assurance.cloudwatch.data.statistic import parsed as statistic
from assurance.cloudwatch.state import Values
from promises import InputError, InputErrors


class _WrongError(ValueError):
    """What is wrong with a value: where, what was wanted, what was got."""


def read(file: Path, text: str) -> list[Series]:
    """One series a line; raises InputErrors, one line for each mistake."""
    series: list[Series] = []
    errors: list[InputError] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            series.append(_series(cast("Json", json.loads(line))))
        except json.JSONDecodeError as error:
            errors.append(InputError(file, number, "", "a JSON object on one line", error.msg))
        except _WrongError as error:
            key, wanted, got = error.args
            errors.append(InputError(file, number, key, wanted, got))
        except AlarmError as error:
            errors.append(InputError(file, number, error.place, error.wanted, error.got))
    if errors:
        raise InputErrors(errors)
    return series


def _series(line: Json) -> Series:
    if not isinstance(line, dict):
        raise _WrongError("", "a JSON object on one line", _said(line))
    named = line.get("dimensions", {})
    if not isinstance(named, dict) or not all(isinstance(v, str) for v in named.values()):
        raise _WrongError("dimensions", '{"name": "value"}', _said(named))
    dimensions = frozenset((name, str(value)) for name, value in named.items())
    metric = Metric(_text(line, "namespace"), _text(line, "metric"), dimensions)
    stat, unit = _text(line, "stat"), line.get("unit")
    values, samples = _values(line.get("values"), stat)
    if stat != DISTRIBUTION:
        statistic(stat)
    start, period = _start(line), _period(line)
    return Series(metric, stat, period, start, values, str(unit) if unit else None, samples)


def _text(line: dict[str, Json], key: str) -> str:
    value = line.get(key)
    if not isinstance(value, str) or not value:
        raise _WrongError(key, "a text", _said(value))
    return value


def _start(line: dict[str, Json]) -> int:
    try:
        return parsed(_text(line, "start"))
    except ValueError as error:
        if isinstance(error, _WrongError):
            raise
        raise _WrongError("start", "a time in ISO 8601", _said(line["start"])) from None


def _period(line: dict[str, Json]) -> int:
    value = line.get("period")
    if isinstance(value, int) and (value in (5, 10, 20, 30) or (value > 0 and value % 60 == 0)):
        return value
    raise _WrongError("period", "5, 10, 20, 30 or a multiple of 60 seconds", _said(value))


def _values(given: Json, stat: str) -> tuple[Values, tuple[Samples | None, ...]]:
    if not isinstance(given, list):
        raise _WrongError("values", "a list of numbers and null", _said(given))
    if stat == DISTRIBUTION:
        samples = tuple(_samples(place, value) for place, value in enumerate(given))
        return np.full(len(given), np.nan), samples
    return np.array([_number(f"values[{i}]", v) for i, v in enumerate(given)]), ()


def _number(place: str, value: Json) -> float:
    if value is None:
        return math.nan
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= LARGEST:
        raise _WrongError(place, "a number within +-2^360, or null", _said(value))
    return float(value)


def _samples(place: int, given: Json) -> Samples | None:
    """`{"values": [...], "counts": [...]}`, as PutMetricData takes them; counts may be left out."""
    if given is None:
        return None
    key = f"values[{place}]"
    if not isinstance(given, dict) or not isinstance(given.get("values"), list):
        raise _WrongError(key, '{"values": [...], "counts": [...]} or null', _said(given))
    values = [_number(key, value) for value in _list(given["values"])]
    given_counts = given.get("counts")
    if given_counts is None:
        return Samples(np.array(values), np.ones(len(values)))
    counts = [_number(key, count) for count in _list(given_counts)]
    if len(values) != len(counts):
        raise _WrongError(key, f"{len(values)} counts", f"{len(counts)}")
    return Samples(np.array(values), np.array(counts))


def _list(value: Json) -> Iterator[Json]:
    yield from value if isinstance(value, list) else []


def _said(value: Json) -> str:
    text = json.dumps(value)
    return "nothing" if value is None else text if len(text) <= 60 else f"{text[:57]}..."
