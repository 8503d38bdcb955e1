"""The field types of scenario files: words with units, exact patterns, one line when wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from typing import Annotated

from pydantic import WithJsonSchema

from assurance.cloudwatch import Metric
from promises import units
from promises.errors import WantedError
from promises.fields import read_by

_RATE = re.compile(r"(\d+(?:\.\d+)?) per (s|min|h|day)")
_MINUTES = {"s": 1 / 60, "min": 1, "h": 60, "day": 1440}
_MOMENT = "a moment such as 2026-11-02 10:00, UTC"
_RATE_WANTED = "a rate such as 300 per min"
_PATTERN = "a metric such as AWS/SQS NumberOfMessagesSent QueueName=*-jobs"


@dataclass(frozen=True, slots=True)
class Rate:
    """Events a minute."""

    per_minute: float

    @classmethod
    def parse(cls, words: str) -> Rate:
        """Read "300 per min"; raises WantedError."""
        found = _RATE.fullmatch(words)
        if found is None:
            raise WantedError(_RATE_WANTED)
        return cls(float(found[1]) / _MINUTES[found[2]])


@dataclass(frozen=True, slots=True)
class Pattern:
    """Metrics by namespace, name and, where they are named, dimensions; `*` stands for any text."""

    namespace: str
    name: str
    dimensions: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, words: str) -> Pattern:
        """Read "AWS/SQS NumberOfMessagesSent QueueName=*-jobs"; raises WantedError."""
        namespace, *rest = words.split()
        if not rest or any("=" not in pair for pair in rest[1:]):
            raise WantedError(_PATTERN)
        pairs = (pair.partition("=") for pair in rest[1:])
        return cls(namespace, rest[0], tuple((name, value) for name, _, value in pairs))

    def fits(self, metric: Metric) -> bool:
        """Whether it means the metric."""
        given = dict(metric.dimensions)
        return (
            fnmatchcase(metric.namespace, self.namespace)
            and fnmatchcase(metric.name, self.name)
            and all(fnmatchcase(given.get(name, ""), value) for name, value in self.dimensions)
        )


def _moment(words: str) -> datetime:
    try:
        return datetime.strptime(words, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
    except ValueError:
        raise WantedError(_MOMENT) from None


def _text(pattern: str, example: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": [example]})


_NUMBER = r"^\d+(\.\d+)?"
Length = Annotated[
    timedelta,
    read_by(units.duration, timedelta, units.DURATION),
    _text(_NUMBER + r" (ms|s|min|h|day|days)$", "15 min"),
]
Share = Annotated[
    units.Percentage,
    read_by(units.Percentage.parse, units.Percentage, units.PERCENTAGE),
    _text(_NUMBER + " %$", "99.9 %"),
]
Often = Annotated[
    Rate,
    read_by(Rate.parse, Rate, _RATE_WANTED),
    _text(_NUMBER + " per (s|min|h|day)$", "300 per min"),
]
Moment = Annotated[
    datetime,
    read_by(_moment, datetime, _MOMENT),
    _text(r"^\d{4}-\d\d-\d\d \d\d:\d\d$", "2026-11-02 10:00"),
]
Metrics = Annotated[
    Pattern,
    read_by(Pattern.parse, Pattern, _PATTERN),
    _text(r"^\S+ \S+( \S+=\S+)*$", "AWS/SQS NumberOfMessagesSent QueueName=*-jobs"),
]
