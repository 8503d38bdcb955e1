"""What a metric alarm watches, as the rows of a widget's metrics array."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assurance.assembly import Json
from assurance.assembly.values import items, mapping, text
from assurance.preview.lines import DEFAULT_PERIOD
from assurance.preview.metric_array import Row


def rows_of(properties: Mapping[str, Json]) -> Iterator[Row]:
    """One row for each metric and each expression of the alarm."""
    if "MetricName" in properties:
        yield _row(properties, properties, {})
    for query in [mapping(one) for one in items(properties.get("Metrics"))]:
        options = {
            "id": text(query.get("Id")),
            "visible": query.get("ReturnData", True) is not False,
            **({"label": query["Label"]} if query.get("Label") else {}),
            **({"period": query["Period"]} if query.get("Period") else {}),
        }
        if query.get("Expression"):
            yield Row((), {**options, "expression": query["Expression"]})
        else:
            stat = mapping(query.get("MetricStat"))
            yield _row(mapping(stat.get("Metric")), stat, options)


def _row(metric: Mapping[str, Json], how: Mapping[str, Json], options: Mapping[str, Json]) -> Row:
    pairs = [mapping(one) for one in items(metric.get("Dimensions"))]
    dimensions = [text(one.get(key)) for one in pairs for key in ("Name", "Value")]
    names = (text(metric.get("Namespace")), text(metric.get("MetricName")), *dimensions)
    stat = how.get("Stat") or how.get("Statistic") or how.get("ExtendedStatistic") or "Average"
    return Row(names, {**options, "stat": stat, "period": how.get("Period", DEFAULT_PERIOD)})
