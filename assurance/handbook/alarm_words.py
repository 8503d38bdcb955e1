"""An alarm's setting as a person would say it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assurance.assembly import Json, Resource
from assurance.assembly.values import items, mapping, text
from assurance.handbook.limits import crossing
from assurance.proof.monitoring.watcher import Watcher
from promises import text as said

_NAMED = re.compile(r'(?P<state>ALARM|OK|INSUFFICIENT_DATA)\("?(?P<name>[^")]+)"?\)')


def looks_at(alarm: Resource) -> str:
    """`Maximum of HealthyHostCount`, or the formula of metric math with what it reads."""
    properties = alarm.properties
    queries = [mapping(one) for one in items(properties.get("Metrics"))]
    if not queries:
        statistic = properties.get("Statistic") or properties.get("ExtendedStatistic")
        return f"{text(statistic or '')} of {text(properties.get('MetricName') or '')}"
    formulas = [text(one["Expression"]) for one in queries if "Expression" in one]
    read = (_read(mapping(one["MetricStat"])) for one in queries if "MetricStat" in one)
    metrics = ", ".join(dict.fromkeys(read))
    return f"{'; '.join(formulas)} over {metrics}" if formulas else metrics


def fires(watcher: Watcher) -> str:
    """`below 1 host in 2 of 2 periods of 1 min; missing data: breaching`."""
    periods = f"{watcher.datapoints} of {watcher.window} periods of {said(watcher.period)}"
    missing = watcher.treatment or "missing"
    return f"{crossing(watcher)} in {periods}; missing data: {missing}"


def rule_of(composite: Resource, prefix: str) -> str:
    """Its rule with the alarms under their short names, and what keeps it quiet."""
    properties = composite.properties

    def short(found: re.Match[str]) -> str:
        state = "" if found["state"] == "ALARM" else f" {found['state']}"
        return f"{found['name'].removeprefix(prefix)}{state}"

    rule = _NAMED.sub(short, text(properties.get("AlarmRule") or "")).strip()
    rule = rule[1:-1] if _wrapped(rule) else rule
    suppressor = text(properties.get("ActionsSuppressor") or "")
    return f"{rule}; quiet while {suppressor.removeprefix(prefix)}" if suppressor else rule


def _wrapped(rule: str) -> bool:
    return rule.startswith("(") and rule.find(")") == len(rule) - 1


def _read(stat: Mapping[str, Json]) -> str:
    name = text(mapping(stat.get("Metric")).get("MetricName") or "")
    return f"{text(stat.get('Stat') or '')} of {name}"
