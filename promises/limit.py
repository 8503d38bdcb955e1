"""Limits on a metric: "below 200 ms", "above 95 %", "p95 below 200 ms"."""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Self

from promises.errors import WantedError
from promises.units import Quantity, measure, quantity, text

_LIMIT = re.compile(r"(?:(?P<statistic>p\d{1,2}) )?(?P<sense>below|above) (?P<value>.+)")

LIMIT = "a limit such as p95 below 200 ms"
LATENCY = "a latency such as p95 below 200 ms"


class Sense(StrEnum):
    """The side of the number that is meant."""

    BELOW = "below"
    ABOVE = "above"


@dataclass(frozen=True)
class Limit:
    """One side of a number, the number itself excluded.

    `statistic` is the percentile the number is about ("p95"), None for the value as measured.
    """

    statistic: str | None
    sense: Sense
    value: Quantity

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read "p95 below 200 ms"; raises WantedError."""
        match = _LIMIT.fullmatch(words)
        if match is None:
            raise WantedError(LIMIT)
        return cls(match["statistic"], Sense(match["sense"]), quantity(match["value"]))

    def exceeds(self, other: Self) -> bool:
        """Whether this number lies further to this limit's side than the other number.

        False where the two are numbers of different things.
        """
        ours, theirs = measure(self.value), measure(other.value)
        if (ours.unit, self.statistic) != (theirs.unit, other.statistic):
            return False
        return ours > theirs if self.sense is Sense.ABOVE else ours < theirs

    def reaches(self, other: Self) -> bool:
        """Whether this number lies as far to this limit's side as the other one, or further."""
        same = (self.value, self.statistic) == (other.value, other.statistic)
        return same or self.exceeds(other)

    def __str__(self) -> str:
        words = (self.statistic, self.sense, text(self.value))
        return " ".join(word for word in words if word)


@dataclass(frozen=True)
class Latency:
    """A time that must stay below the number, at `percentile` ("p95") or, with None, always."""

    percentile: str | None
    below: timedelta

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read "p95 below 200 ms"; raises WantedError."""
        limit = Limit.parse(words)
        if limit.sense is not Sense.BELOW or not isinstance(limit.value, timedelta):
            raise WantedError(LATENCY)
        return cls(limit.statistic, limit.value)

    def __str__(self) -> str:
        return str(Limit(self.percentile, Sense.BELOW, self.below))
