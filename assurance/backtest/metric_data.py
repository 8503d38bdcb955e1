"""Series from `aws cloudwatch get-metric-data`: its request says what its response holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from assurance.assembly import Json
from assurance.assembly.values import items, mapping, text
from assurance.backtest.moments import parsed
from assurance.backtest.points import Name, finite, series_of
from assurance.cloudwatch import AlarmError, Series
from assurance.cloudwatch.properties import Properties, measure_of
from promises import InputError

_REQUEST, _RESPONSE = "MetricDataQueries", "MetricDataResults"


def is_part(content: Mapping[str, Json]) -> bool:
    """Whether an object is a request or a response of get-metric-data."""
    return _REQUEST in content or _RESPONSE in content


class Exchanges:
    """Requests and responses, joined by the ids of their queries."""

    def __init__(self) -> None:
        self._names: dict[str, Name] = {}
        self._points: dict[str, dict[int, float]] = {}
        self._files: dict[str, Path] = {}

    def add(self, file: Path, content: Mapping[str, Json]) -> None:
        """Take in a request, a response, or both in one object."""
        for place, query in enumerate(items(content.get(_REQUEST))):
            given = mapping(query)
            if "MetricStat" not in given:
                continue
            try:
                measure = measure_of(Properties(given, f"{_REQUEST}[{place}]"))
            except AlarmError as error:
                raise InputError(file, None, error.place, error.wanted, error.got) from None
            name = Name(measure.metric, measure.statistic, measure.period, measure.unit)
            id_ = text(given.get("Id"))
            if self._names.setdefault(id_, name) != name:
                wanted = "an Id of its own for each query of all requests"
                raise InputError(file, None, f"{_REQUEST}[{place}].Id", wanted, f"{id_} twice")
        for place, result in enumerate(items(content.get(_RESPONSE))):
            self._take(file, f"{_RESPONSE}[{place}]", mapping(result))

    def series(self) -> Iterator[Series]:
        """Every series that was asked for; one without values has no data.

        Raises InputError for values that nobody asked for.
        """
        for id_, file in self._files.items():
            if id_ not in self._names:
                wanted = "the request it answers, with MetricDataQueries"
                raise InputError(file, None, f"{_RESPONSE} {id_}", wanted, "none with this Id")
        for id_, name in self._names.items():
            yield series_of(name, self._points.get(id_, {}))

    def _take(self, file: Path, place: str, result: Mapping[str, Json]) -> None:
        id_, times, values = (
            text(result.get("Id")),
            *(items(result.get(key)) for key in ("Timestamps", "Values")),
        )
        if len(times) != len(values):
            raise InputError(file, None, place, f"{len(times)} Values", f"{len(values)}")
        points = self._points.setdefault(id_, {})
        self._files[id_] = file
        for at, value in zip(times, values, strict=True):
            try:
                points[parsed(text(at))] = finite(text(value))
            except ValueError:
                got = f"{text(at)}: {text(value)}"
                raise InputError(file, None, place, "times and numbers", got) from None
