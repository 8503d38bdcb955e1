"""The limit of an alarm as a person would say it, in the unit of what it looks at."""

from __future__ import annotations

import re
from datetime import timedelta

from assurance.proof.monitoring.facts import fact_of
from assurance.proof.monitoring.sight import Series, Sight
from assurance.proof.monitoring.watcher import Watcher
from promises import text
from promises.units import Size

_COMPARISONS = {">": "above", ">=": "at least", "<": "below", "<=": "at most"}
_TIMES = {
    "milliseconds": timedelta(milliseconds=1),
    "seconds": timedelta(seconds=1),
    "minutes": timedelta(minutes=1),
    "days": timedelta(days=1),
}
_NO_UNIT = ("", "count")
# a formula whose value is a share of a hundred: `IF(requests >= 20, 100 * failed / requests)`
_SHARE = re.compile(r"(?:^|, )100 [-*] ")
_OF_ANOTHER = "as the guard"


def limit(watcher: Watcher) -> str:
    """`above 85 % for 10 min`, `above 5 % in 5 min`, `no value for 15 min`."""
    lasts = text(watcher.period * watcher.window)
    if watcher.is_silence:
        # one period alone is looked for in others too, which only the watcher knows
        return f"no value for {text(watcher.detection) if watcher.window == 1 else lasts}"
    if watcher.window == 1:
        return f"{crossing(watcher)} in {lasts}"
    if watcher.datapoints == watcher.window:
        return f"{crossing(watcher)} for {lasts}"
    each = text(watcher.period)
    return f"{crossing(watcher)} in {watcher.datapoints} of {watcher.window} times {each}"


def crossing(watcher: Watcher) -> str:
    """`above 85 %`: the comparison and the threshold; a number without a unit is a count."""
    comparison = _COMPARISONS.get(watcher.sign, "beyond")
    value = watcher.threshold
    return comparison if value is None else f"{comparison} {_amount(value, unit_of(watcher.sight))}"


def unit_of(sight: Sight) -> str:
    """In which unit the value of an alarm is, in the words of the table of metrics; "" for none."""
    if _SHARE.search(sight.formulas.get(sight.returned, "")):
        return "percent"
    units = {unit for one in sight.series.values() if (unit := _unit(one)) != _OF_ANOTHER}
    units.discard("")
    return units.pop() if len(units) == 1 else ""


def _unit(series: Series) -> str:
    """A count of values, and a share of them, say nothing about the unit of what is computed."""
    fact = fact_of(series.namespace, series.metric)
    counted = series.statistic == "SampleCount" or series.statistic.startswith("PR(")
    return "" if counted or fact is None else fact.unit


def _amount(value: float, unit: str) -> str:
    if unit in _TIMES:
        return text(_TIMES[unit] * value)
    if unit == "bytes":
        return str(Size(int(value)))
    number = f"{value:,.10g}".replace(",", " ")
    if unit in _NO_UNIT:
        return number
    if unit == "percent":
        return f"{number} %"
    return f"{number} {unit.removesuffix('s') if value == 1 else unit}"
