"""A metric, as its publisher describes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from math import inf

MINUTE = timedelta(minutes=1)
_PERCENTILE = re.compile(r"p\d{1,2}(\.\d+)?")
_RANK = re.compile(r"PR\(\d*\.?\d*:\d*\.?\d*\)")
RANKS, PERCENTILES = "PR", "p"
"""Any percentile rank, any percentile, among the statistics of a metric."""


class Kind(Enum):
    """Whether a metric is there all the time, which decides what its silence means."""

    CONTINUOUS = "continuous"
    """Published all the time: silence is a fault."""
    EVENTS = "events"
    """Published when something happened: silence is no failure."""
    RESTING = "resting"
    """Published while the thing is used; SQS stops for a queue nobody touches."""
    COPIES = "copies"
    """S3 replication: AWS says to ignore silence."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One metric. `dimensions` are the sets of keys it is published under, nothing between them.

    `low` and `high` bound a single value in `unit`; `every` is how often it is published.
    `source` is the page of its publisher.
    """

    dimensions: tuple[frozenset[str], ...]
    unit: str
    kind: Kind
    statistics: tuple[str, ...]
    source: str
    high: float = inf
    low: float = 0
    every: timedelta = MINUTE

    def takes(self, statistic: str) -> bool:
        """Whether the statistic says something about this metric."""
        return statistic == "SampleCount" or any(
            statistic == one
            or (one == PERCENTILES and bool(_PERCENTILE.fullmatch(statistic)))
            or (one == RANKS and bool(_RANK.fullmatch(statistic)))
            for one in self.statistics
        )

    def span(self, statistic: str) -> tuple[float, float]:
        """The least and the greatest value of a statistic, over any period with data."""
        if statistic == "SampleCount":
            return 1, inf
        if _RANK.fullmatch(statistic):
            return 0, 100
        return self.low, inf if statistic == "Sum" else self.high


def keys(*sets: str) -> tuple[frozenset[str], ...]:
    """Sets of dimension keys, each written with blanks between."""
    return tuple(frozenset(one.split()) for one in sets)
