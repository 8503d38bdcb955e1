"""What CloudWatch itself needs of an alarm, whatever was promised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from assurance.proof.monitoring.facts import Fact, Kind, fact_of
from assurance.proof.monitoring.monitoring import Monitoring
from assurance.proof.monitoring.rules.outages import critical
from assurance.proof.monitoring.sight import Series
from assurance.proof.monitoring.watcher import Watcher
from assurance.proof.rule import Finding, at, rule
from promises import text

KEY_METRICS = "Key Metrics to Monitor"
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_HIGH_RESOLUTION = (10, 20, 30)
_OWN = "FilmOps/"


def known(series: Series) -> Fact | None:
    """What is written down about a metric."""
    return fact_of(series.namespace, series.metric)


@rule(
    "monitoring.dimensions",
    KEY_METRICS,
    "every alarm names exactly the dimensions its metric is published under",
    "alarms",
)
def dimensions(seen: Monitoring) -> Iterator[Finding]:
    """Another set of keys is another metric, and the alarm on it waits for ever."""
    for watcher in seen.watchers:
        faults = [fault for one in watcher.sight.series.values() if (fault := _keys(seen, one))]
        fix = "Take the keys the publisher writes; for a load balancer app/name/id, never its ARN."
        told = f"alarm {watcher.name} {', '.join(faults)}" if faults else ""
        yield Finding(at(watcher.alarm.resource), told, fix if told else "")


def _keys(seen: Monitoring, series: Series) -> str:
    fact, keys = known(series), frozenset(name for name, _ in series.dimensions)
    if fact is None:
        own = series.namespace.startswith(_OWN) or seen.environment is None
        return "" if own else f"reads {series.name}, which is in no table of facts"
    if keys not in fact.dimensions:
        wanted = " or ".join(", ".join(sorted(one)) or "none" for one in fact.dimensions)
        return f"reads {series.metric} by {', '.join(sorted(keys)) or 'none'}, wanted {wanted}"
    for name, value in series.dimensions:
        start = {"LoadBalancer": "app/", "TargetGroup": "targetgroup/"}.get(name, "")
        literal = "${" not in value and "{{" not in value
        if start and literal and not value.startswith(start):
            return f"reads {series.metric} by {name} {value}, wanted {start}..."
    return ""


@rule(
    "monitoring.missing_data",
    KEY_METRICS,
    "every alarm says what the silence of its metric means, by the kind of metric",
    "alarms",
)
def missing_data(seen: Monitoring) -> Iterator[Finding]:
    """Breaching for what is always there, notBreaching for what only counts failures."""
    for watcher in seen.watchers:
        wanted = _treatment(watcher)
        got = watcher.treatment
        where = at(watcher.alarm.resource, "Properties.TreatMissingData")
        if got is None:
            fault = f"alarm {watcher.name} does not say what missing data means"
        elif wanted and got != wanted:
            fault = f"alarm {watcher.name} takes missing data as {got}, wanted {wanted}"
        else:
            fault = ""
        yield Finding(where, fault, f"Set TreatMissingData to {wanted or 'what silence means'}.")


def _treatment(watcher: Watcher) -> str:
    """What its kind asks for; "" where nobody wrote the metric down."""
    kinds = {fact.kind if (fact := known(one)) else None for one in watcher.sight.series.values()}
    if None in kinds or not kinds:
        return ""
    if Kind.COPIES in kinds:
        return "ignore"
    if watcher.is_silence:
        return "breaching"
    return "breaching" if kinds == {Kind.CONTINUOUS} else "notBreaching"


@rule(
    "monitoring.periods",
    KEY_METRICS,
    "every alarm has periods that CloudWatch evaluates, and a P1 is not averaged away",
    "alarms",
)
def periods(seen: Monitoring) -> Iterator[Finding]:
    """The limits of PutMetricAlarm, and those of statement 26 for a P1."""
    urgent = frozenset(critical(seen))
    for watcher in seen.watchers:
        fault = _period_fault(watcher, urgent=watcher in urgent)
        fix = "Choose a period of whole minutes, at most a week in all, a day where below an hour."
        where = at(watcher.alarm.resource)
        yield Finding(where, fault and f"alarm {watcher.name} {fault}", fix if fault else "")


def _period_fault(watcher: Watcher, *, urgent: bool) -> str:
    period, seconds = watcher.period, watcher.sight.period
    if len(watcher.sight.periods) != 1:
        return f"mixes periods of {', '.join(map(str, sorted(watcher.sight.periods)))} s"
    if seconds not in _HIGH_RESOLUTION and (seconds < 60 or seconds % 60):
        return f"has a period of {seconds} s"
    if not 1 <= watcher.datapoints <= watcher.window:
        return f"wants {watcher.datapoints} of {watcher.window} datapoints"
    whole = period * watcher.window
    longest = 7 * _DAY if period >= _HOUR else _DAY
    if whole > longest:
        return f"looks back {text(whole)}, CloudWatch allows {text(longest)}"
    if urgent and period < _MINUTE:
        return f"is P1 and has a period of {seconds} s"
    if urgent and period * watcher.datapoints > 5 * _MINUTE:
        return f"is P1 and takes {text(period * watcher.datapoints)}"
    return ""


RULES = (dimensions, missing_data, periods)
