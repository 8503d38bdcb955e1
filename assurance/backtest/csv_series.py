"""Series as CSV, one point a line.

Columns: timestamp, namespace, metric, dimensions (name=value;name=value), stat, period, value.
"""

from __future__ import annotations

import csv
from pathlib import Path

from assurance.backtest.moments import parsed
from assurance.backtest.points import Name, finite, series_of
from assurance.cloudwatch import AlarmError, Metric, Series
from assurance.cloudwatch.data.statistic import parsed as statistic
from promises import InputError, InputErrors

COLUMNS = ("timestamp", "namespace", "metric", "dimensions", "stat", "period", "value")


def read(file: Path, text: str) -> list[Series]:
    """Every series of the file; raises InputErrors, one line for each mistake."""
    rows = csv.DictReader(text.splitlines())
    lacking = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
    if lacking:
        wanted = f"JSON, or CSV with the columns {', '.join(COLUMNS)}"
        raise InputError(file, 1, "", wanted, f"none called {', '.join(lacking)}")
    points: dict[Name, dict[int, float]] = {}
    errors: list[InputError] = []
    for row in rows:
        try:
            name, at, value = _point(row)
            if value is not None:
                points.setdefault(name, {})[at] = value
        except AlarmError as error:
            errors.append(InputError(file, rows.line_num, error.place, error.wanted, error.got))
    if errors:
        raise InputErrors(errors)
    try:
        return [series_of(name, found) for name, found in points.items()]
    except AlarmError as error:
        raise InputError(file, None, error.place, error.wanted, error.got) from None


def _point(row: dict[str, str]) -> tuple[Name, int, float | None]:
    pairs = [pair.partition("=") for pair in (row["dimensions"] or "").split(";") if pair]
    dimensions = frozenset((name.strip(), value.strip()) for name, _, value in pairs)
    statistic(row["stat"])
    metric = Metric(row["namespace"], row["metric"], dimensions)
    period = int(_number(row, "period"))
    if period <= 0:
        raise AlarmError("period", "seconds", row["period"])
    value = None if row["value"] in ("", "null", None) else _number(row, "value")
    try:
        return Name(metric, row["stat"], period), parsed(row["timestamp"]), value
    except ValueError:
        raise AlarmError("timestamp", "a time in ISO 8601", row["timestamp"]) from None


def _number(row: dict[str, str], column: str) -> float:
    try:
        return finite(row[column])
    except (ValueError, TypeError):
        raise AlarmError(column, "a number", row[column] or "nothing") from None
