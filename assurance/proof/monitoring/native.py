"""CloudWatch's own SLOs as they stand in the templates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from assurance.assembly import Resource, Stage
from assurance.assembly.values import dig, items, mapping, text
from assurance.policy.unreadable import UnreadableError
from assurance.proof.monitoring.events import Events
from assurance.proof.monitoring.readings import same, source_fault
from assurance.proof.monitoring.sight import Points, Sight, number_of, of_queries

NATIVE = "AWS::ApplicationSignals::ServiceLevelObjective"
_UNITS = {"MINUTE": timedelta(minutes=1), "HOUR": timedelta(hours=1), "DAY": timedelta(days=1)}
_DEFAULT_GOAL = 99.0


@dataclass(frozen=True, eq=False)
class Native:
    """One SLO. `bad` says whether it counts the failed events or the good ones."""

    resource: Resource
    total: Sight
    counted: Sight
    bad: bool
    goal: float
    interval: timedelta | None
    """None for a calendar interval, or one of months."""
    look_back: tuple[timedelta, ...]

    def fault(self, events: Events) -> str:
        """Why it does not count these events; empty when it does."""
        for sight in (self.total, self.counted):
            for series in sight.series.values():
                known = [one for one in events.sources if one.metric == series.metric]
                if fault := source_fault(known, _only(sight, series.metric)):
                    return fault
        for all_, failed in ((1000, 0), (1000, 1), (1000, 400), (1000, 1000)):
            wanted = failed if self.bad else all_ - failed
            for points in events.tell(all_, failed):
                if not _counts(self.total, points, all_):
                    return f"does not count all {events.what}"
                if not _counts(self.counted, points, wanted):
                    return f"does not count the {'failed' if self.bad else 'good'} {events.what}"
        return ""


def natives_of(stage: Stage) -> tuple[Native, ...]:
    """Every request-based SLO of the environment."""
    return tuple(_natives(stage))


def _natives(stage: Stage) -> Iterator[Native]:
    for resource in stage.resources(NATIVE):
        properties = dict(resource.properties)
        metric = mapping(dig(properties, "RequestBasedSli", "RequestBasedSliMetric"))
        monitored = mapping(metric.get("MonitoredRequestCountMetric"))
        bad = "BadCountMetric" in monitored
        rolling = mapping(dig(properties, "Goal", "Interval", "RollingInterval"))
        unit = _UNITS.get(text(rolling.get("DurationUnit")))
        burning = map(mapping, items(properties.get("BurnRateConfigurations")))
        goal = dig(properties, "Goal", "AttainmentGoal")
        yield Native(
            resource,
            total=of_queries(items(metric.get("TotalRequestCountMetric"))),
            counted=of_queries(
                items(monitored.get("BadCountMetric" if bad else "GoodCountMetric"))
            ),
            bad=bad,
            goal=_DEFAULT_GOAL if goal is None else float(text(goal)),
            interval=unit * number_of(rolling.get("Duration")) if unit else None,
            look_back=tuple(
                timedelta(minutes=number_of(one.get("LookBackWindowMinutes"))) for one in burning
            ),
        )


def _only(sight: Sight, metric: str) -> Sight:
    series = {key: one for key, one in sight.series.items() if one.metric == metric}
    return Sight(series, {}, "")


def _counts(sight: Sight, points: Points, wanted: float) -> bool:
    """Whether it comes to the count; no failure may be told by no value."""
    try:
        [got] = sight.values([points])
    except UnreadableError:
        return False
    return same(got or 0.0, float(wanted)) if not wanted else same(got, float(wanted))
