"""The thresholds of the sister pages, each wherever the environment has what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from math import ceil

from assurance.proof.monitoring.demands.places import SECOND, Place, places
from assurance.proof.monitoring.events import Percentile, Share
from assurance.proof.monitoring.parts import Parts
from assurance.proof.monitoring.wanted import AT_ONCE, Limit, Wanted
from promises import Alert, Count, Handbook, Percentage, Quantity, Sense
from promises import Limit as Bound


def number(value: Quantity, unit: timedelta) -> float:
    """A limit as a bare number: percent, a count, so many of `unit`."""
    match value:
        case Percentage():
            return float(value.percent)
        case Count():
            return float(value.number)
        case timedelta():
            return value / unit
        case _:
            return float(value.bytes)


def alarms(place: Place, alert: Alert, promise: str) -> Wanted:
    """The alarm an alert asks for."""
    whole = isinstance(place.reading, Share | Percentile)
    reading = place.reading
    if isinstance(reading, Share):
        # of fewer events a single failure would cross the limit
        reading = Share(reading.events, reading.good, least(alert.when))
    limit = Limit(alert.when.sense, number(alert.when.value, place.unit))
    lasting = alert.for_ or AT_ONCE
    return Wanted(promise, place.of, reading, limit, lasting, alert.severity, whole)


def least(limit: Bound) -> tuple[int, int]:
    """The fewest events of which a single one is within the limit, as both ends of a range."""
    share = number(limit.value, SECOND)
    failed = share if limit.sense is Sense.ABOVE else 100 - share
    few = ceil(100 / failed)
    return few, few


def wanted(parts: Parts, handbook: Handbook) -> Iterator[Wanted]:
    """Every alert and every critical one."""
    for place in places(parts, handbook):
        threshold = handbook.thresholds[place.threshold]
        for level, alert in (("alert", threshold.alert), ("critical", threshold.critical)):
            if alert:
                yield alarms(place, alert, f"thresholds.{place.threshold}.{level}")
