"""What an alarm measures, from the properties that say it."""

from __future__ import annotations

from assurance.cloudwatch.measure import Measure, Metric, Query
from assurance.cloudwatch.properties.reader import Properties


def single_query(given: Properties) -> Query:
    """The one metric of an alarm that is no math alarm."""
    statistic = given.optional("Statistic") or given.text("ExtendedStatistic")
    unit = given.optional("Unit")
    measure = Measure(metric_of(given), statistic, given.whole("Period"), unit)
    return Query("metric", measure, None, returned=True)


def queries(given: Properties) -> tuple[Query, ...]:
    """The entries of Metrics."""
    entries = given.each("Metrics")
    return tuple(_entry(entry, only=len(entries) == 1) for entry in entries)


def _entry(entry: Properties, *, only: bool) -> Query:
    # the API returns everything by default; CloudFormation's alarms need one true
    returned = entry.flag("ReturnData", default=True) or only
    if entry.has("Expression"):
        return Query(entry.text("Id"), None, entry.text("Expression"), returned)
    return Query(entry.text("Id"), measure_of(entry), None, returned)


def measure_of(entry: Properties) -> Measure:
    """The MetricStat of an entry of Metrics, or of a query of GetMetricData."""
    stat = entry.inside("MetricStat")
    metric, period = metric_of(stat.inside("Metric")), stat.whole("Period")
    return Measure(metric, stat.text("Stat"), period, stat.optional("Unit"))


def metric_of(given: Properties) -> Metric:
    """A metric by its namespace, name and dimensions."""
    pairs = ((pair.text("Name"), pair.text("Value")) for pair in given.each("Dimensions"))
    return Metric(given.text("Namespace"), given.text("MetricName"), frozenset(pairs))
