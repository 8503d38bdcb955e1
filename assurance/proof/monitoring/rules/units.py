"""Numbers that mean something: the right statistic, a threshold in the metric's own unit."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.policy.unreadable import UnreadableError
from assurance.proof.monitoring.facts import Kind
from assurance.proof.monitoring.monitoring import Monitoring
from assurance.proof.monitoring.rules.technical import KEY_METRICS, known
from assurance.proof.monitoring.sight import Series
from assurance.proof.monitoring.watcher import Watcher
from assurance.proof.rule import Finding, at, rule


@rule(
    "monitoring.statistics",
    KEY_METRICS,
    "every alarm reads its metric as a statistic that says something",
    "alarms",
)
def statistics(seen: Monitoring) -> Iterator[Finding]:
    """The average of a count is the one thing its publisher says nothing about."""
    for watcher in seen.watchers:
        odd = [
            f"{one.statistic or 'nothing'} of {one.metric}"
            for one in watcher.sight.series.values()
            if (fact := known(one)) and not fact.takes(one.statistic)
        ]
        fault = f"alarm {watcher.name} reads {', '.join(odd)}" if odd else ""
        fix = "Read a statistic its publisher gives a meaning." if odd else ""
        yield Finding(at(watcher.alarm.resource), fault, fix)


@rule(
    "monitoring.units",
    KEY_METRICS,
    "every threshold lies within what its metric can be, in the metric's unit",
    "alarms",
)
def units(seen: Monitoring) -> Iterator[Finding]:
    """A threshold that nothing plausible crosses, or everything does, is in the wrong unit."""
    for watcher in seen.watchers:
        fault = _unit_fault(watcher)
        where = at(watcher.alarm.resource, "Properties.Threshold")
        fix = "Give the threshold in the unit the metric is published in."
        yield Finding(where, fault and f"alarm {watcher.name} {fault}", fix if fault else "")


def _unit_fault(watcher: Watcher) -> str:
    if watcher.threshold is None:
        return "has no threshold"
    try:
        crossed = {watcher.crossed(value) for value in watcher.corners}
    except UnreadableError as error:
        return "" if "wrote down" in str(error) else str(error)
    names = ", ".join(dict.fromkeys(_in_unit(one) for one in watcher.sight.series.values()))
    if crossed == {True} and not _tells_by_coming(watcher):
        return f"is always in alarm at {watcher.condition} ({names})"
    if crossed == {False} and not watcher.is_silence:
        return f"never fires at {watcher.condition} ({names})"
    return ""


def _tells_by_coming(watcher: Watcher) -> bool:
    """Whether there is a point only when something happened, and none is no alarm."""
    facts = [known(one) for one in watcher.sight.series.values()]
    comes = all(fact and fact.kind is Kind.EVENTS and fact.low > 0 for fact in facts)
    return comes and watcher.treatment == "notBreaching"


def _in_unit(series: Series) -> str:
    fact = known(series)
    unit = "values" if series.statistic == "SampleCount" or not fact else fact.unit
    return f"{series.metric} in {unit}"


RULES = (statistics, units)
