"""Which series a measure can be computed from."""

from __future__ import annotations

from dataclasses import dataclass

from assurance.cloudwatch.data import statistic
from assurance.cloudwatch.data.series import DISTRIBUTION, Data, Series
from assurance.cloudwatch.error import AlarmError
from assurance.cloudwatch.measure import Measure


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """The series that a measure is computed from: one, or an average's two parts."""

    parts: tuple[Series, ...]

    @property
    def period(self) -> int:
        """The period of the series, in seconds."""
        return self.parts[0].period

    @property
    def start(self) -> int:
        """When the first period starts."""
        return self.parts[0].start


def source(measure: Measure, data: Data, place: str) -> Source | None:
    """Where the values of a measure come from; None when the metric has no series at all.

    Raises AlarmError when it has series, but none of them gives this statistic at this period.
    """
    known = data.of(measure.metric, measure.unit)
    usable = sorted(
        (one for one in known if measure.period % one.period == 0), key=lambda one: one.period
    )
    for period in dict.fromkeys(one.period for one in usable):
        by_statistic = {
            statistic.canonical(one.statistic): one for one in usable if one.period == period
        }
        if parts := _parts(measure, by_statistic, period):
            return Source(parts)
    if not known:
        return None
    got = ", ".join(sorted({f"{one.statistic} at {one.period} s" for one in known}))
    wanted = f"{measure.metric} as {measure.statistic} at {measure.period} s, or finer series of it"
    if measure.statistic == "Average":
        wanted += " (an average also needs SampleCount)"
    elif measure.statistic not in statistic.SIMPLE:
        wanted += " (of an extended statistic: its samples, as Distribution)"
    raise AlarmError(place, wanted, got)


def _parts(measure: Measure, known: dict[str, Series], period: int) -> tuple[Series, ...]:
    wanted = statistic.canonical(measure.statistic)
    if DISTRIBUTION in known:
        return (known[DISTRIBUTION],)
    if wanted in known and (period == measure.period or wanted in ("Sum", "SampleCount")):
        return (known[wanted],)
    if wanted in known and wanted in ("Minimum", "Maximum"):
        return (known[wanted],)
    count, total, mean = (known.get(name) for name in ("SampleCount", "Sum", "Average"))
    if wanted == "Average" and count and (total or mean):
        return (total, count) if total else (mean, count) if mean else ()
    if wanted == "Sum" and count and mean:
        return (mean, count)
    return ()
