"""The metrics of an account, from the JSON of `aws cloudwatch list-metrics`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assurance.assembly.files import read_object, unusable
from assurance.assembly.values import items, mapping
from assurance.cloudwatch import (
    Account,
    AlarmError,
    Finding,
    Kind,
    MetricAlarm,
)
from assurance.cloudwatch.measure import Metric
from assurance.cloudwatch.properties import Properties, metric_of
from promises import InputError


def read_listing(file: Path) -> frozenset[Metric]:
    """Every metric that a file lists; raises InputErrors where it lists none."""
    content = read_object(file)
    if "Metrics" not in content:
        raise unusable(file, "", "Metrics, as list-metrics writes them", ", ".join(sorted(content)))
    try:
        return frozenset(
            metric_of(Properties(mapping(item), f"Metrics[{place}]"))
            for place, item in enumerate(items(content["Metrics"]))
        )
    except AlarmError as error:
        raise InputError(file, None, error.place, error.wanted, error.got) from None


def unlisted(account: Account, listing: frozenset[Metric]) -> Iterator[Finding]:
    """The alarms on metrics that the account does not have. AWS lists those of two weeks."""
    for alarm in account.alarms:
        if isinstance(alarm, MetricAlarm):
            for query in alarm.queries:
                if query.measure is not None and query.measure.metric not in listing:
                    text = f"{query.measure.metric}{nearest(query.measure.metric, listing)}"
                    yield Finding(alarm.name, Kind.NO_SUCH_METRIC, text)


def nearest(metric: Metric, known: frozenset[Metric]) -> str:
    """A metric of the same name, so that a wrong dimension shows."""
    same = [one for one in known if (one.namespace, one.name) == (metric.namespace, metric.name)]
    return f" (there is one of {min(map(str, same))})" if same else ""
