"""Series of metrics from files: JSON Lines, CSV, or requests and responses of get-metric-data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from assurance.assembly import Json
from assurance.backtest import csv_series, line_series, metric_data
from assurance.cloudwatch import AlarmError, Data, Series
from promises import InputError, InputErrors


def read_series(files: Sequence[Path]) -> Data:
    """Every series of the files; a request of get-metric-data and its response belong together.

    Raises InputErrors, one line for each mistake.
    """
    exchanges = metric_data.Exchanges()
    series: list[Series] = []
    for file in files:
        text = _text(file)
        whole = _whole_object(text)
        if whole is not None and metric_data.is_part(whole):
            exchanges.add(file, whole)
        elif whole is not None:
            series += line_series.read(file, json.dumps(whole))
        elif text.lstrip()[:1] in ("{", "["):
            series += line_series.read(file, text)
        else:
            series += csv_series.read(file, text)
    try:
        return Data([*series, *exchanges.series()])
    except AlarmError as error:
        raise InputErrors(
            [InputError(files[0], None, error.place, error.wanted, error.got)]
        ) from None


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(file, None, "", "a file", "nothing there") from None
    except UnicodeDecodeError:
        raise InputError(file, None, "", "text in UTF-8", "other bytes") from None
    except OSError as error:
        raise InputError(file, None, "", "a readable file", error.strerror or "") from None


def _whole_object(text: str) -> dict[str, Json] | None:
    try:
        value = cast("Json", json.loads(text))
    except (json.JSONDecodeError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
