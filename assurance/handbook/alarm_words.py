"""An alarm's setting as a person would say it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from assurance.assembly import Json, Resource
from assurance.assembly.values import items, mapping, text
from promises import text as said

_COMPARISONS = {
    "GreaterThanThreshold": "above",
    "GreaterThanOrEqualToThreshold": "at least",
    "LessThanThreshold": "below",
    "LessThanOrEqualToThreshold": "at most",
}
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


def fires(alarm: Resource) -> str:
    """`below 1 in 2 of 2 periods of 1 min; missing data: breaching`."""
    properties = alarm.properties
    comparison = _COMPARISONS.get(text(properties.get("ComparisonOperator") or ""), "beyond")
    window = text(properties.get("EvaluationPeriods") or 1)
    enough = text(properties.get("DatapointsToAlarm") or window)
    missing = text(properties.get("TreatMissingData") or "missing")
    threshold = _number(properties.get("Threshold"))
    return (
        f"{comparison} {threshold} in {enough} of {window} periods of {said(_period(alarm))}; "
        f"missing data: {missing}"
    )


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


def _period(alarm: Resource) -> timedelta:
    queries = [mapping(one) for one in items(alarm.properties.get("Metrics"))]
    stats = [mapping(one["MetricStat"]) for one in queries if "MetricStat" in one]
    periods = [one.get("Period") for one in (*stats, *queries, alarm.properties)]
    return timedelta(seconds=max((int(text(one)) for one in periods if one), default=0))


def _number(value: Json) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:,.10g}".replace(",", " ")
    return text(value if value is not None else "")
