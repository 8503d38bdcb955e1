"""Metrics that exist only when something else was set up, and statistics that need enough data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assurance.assembly import Json
from assurance.assembly.values import dig, items, mapping, text
from assurance.policy.unreadable import UnreadableError
from assurance.proof.monitoring.monitoring import Monitoring
from assurance.proof.monitoring.parts import filters_of
from assurance.proof.monitoring.rules.technical import KEY_METRICS
from assurance.proof.monitoring.sight import Series
from assurance.proof.monitoring.watcher import Watcher
from assurance.proof.rule import Finding, at, rule

_ADDITIONAL = frozenset(
    {"CacheHitRate", "OriginLatency", "401ErrorRate", "403ErrorRate", "404ErrorRate"}
    | {"502ErrorRate", "503ErrorRate", "504ErrorRate"}
)
"""https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/viewing-cloudfront-metrics.html"""


@rule(
    "monitoring.filters",
    KEY_METRICS,
    "S3 request metrics go through a filter that the bucket has",
    "alarms on S3",
)
def filters(seen: Monitoring) -> Iterator[Finding]:
    """Without the filter nothing is published, and the alarm never fires."""
    known = {
        (text(bucket.properties.get("BucketName")), key)
        for bucket in seen.stage.resources("AWS::S3::Bucket")
        for key, _ in filters_of(bucket)
    }
    for watcher, series in _series(seen, "AWS/S3"):
        names = dict(series.dimensions)
        if "FilterId" in names:
            pair = (names.get("BucketName", ""), names["FilterId"])
            fault = f"alarm {watcher.name}: bucket {pair[0]} has no filter {pair[1]}"
            fix = "Add the filter to the bucket's MetricsConfigurations, or name one it has."
            lost = pair not in known
            yield Finding(at(watcher.alarm.resource), fault if lost else "", fix if lost else "")


@rule(
    "monitoring.replication",
    KEY_METRICS,
    "alarms on replication name a replication rule of the source bucket",
    "alarms on replication",
)
def replication(seen: Monitoring) -> Iterator[Finding]:
    """What an alarm names has to be there.

    A rule without an id of its own has metrics under a name nobody knows: that is another promise's
    fault (recovery.backups.media.cadence), and nothing can be held against it here.
    """
    known, nameless = set[str](), False
    for bucket in seen.stage.resources("AWS::S3::Bucket"):
        rules = items(dig(dict(bucket.properties), "ReplicationConfiguration", "Rules"))
        known |= {text(mapping(one).get("Id")) for one in rules if "Id" in mapping(one)}
        nameless |= any("Id" not in mapping(one) for one in rules)
    for watcher, series in _series(seen, "AWS/S3"):
        key = dict(series.dimensions).get("RuleId")
        if key is not None:
            fault = f"alarm {watcher.name}: no replication rule has the id {key}"
            fix = "Give the replication rule that Id, or name one there is."
            lost = key not in known and not nameless
            yield Finding(at(watcher.alarm.resource), fault if lost else "", fix if lost else "")


@rule(
    "monitoring.additional_metrics",
    KEY_METRICS,
    "CloudFront's additional metrics are switched on where an alarm needs them",
    "alarms on additional metrics",
)
def additional_metrics(seen: Monitoring) -> Iterator[Finding]:
    """They cost, so CloudFront publishes them for a distribution only when asked."""
    on = {
        text(one.properties.get("DistributionId"))
        for one in seen.stage.resources("AWS::CloudFront::MonitoringSubscription")
        if _enabled(one.properties)
    }
    for watcher, series in _series(seen, "AWS/CloudFront"):
        if series.metric in _ADDITIONAL:
            key = dict(series.dimensions).get("DistributionId", "")
            fault = f"alarm {watcher.name}: {series.metric} of {key} is not switched on"
            fix = "Add an AWS::CloudFront::MonitoringSubscription of the distribution."
            off = key not in on
            yield Finding(at(watcher.alarm.resource), fault if off else "", fix if off else "")


def _enabled(properties: Mapping[str, Json]) -> bool:
    config = mapping(properties.get("MonitoringSubscription"))
    status = mapping(config.get("RealtimeMetricsSubscriptionConfig"))
    return status.get("RealtimeMetricsSubscriptionStatus") == "Enabled"


@rule(
    "monitoring.percentiles",
    KEY_METRICS,
    "no percentile alarms on too few values",
    "alarms on percentiles",
)
def percentiles(seen: Monitoring) -> Iterator[Finding]:
    """Of few values a percentile is only their maximum: ignored, or guarded by a count."""
    for watcher in seen.watchers:
        if any(one.statistic.startswith("p") for one in watcher.sight.series.values()):
            low = watcher.alarm.resource.properties.get("EvaluateLowSampleCountPercentile")
            safe = low == "ignore" or _is_guarded(watcher)
            fault = f"alarm {watcher.name} takes the percentile of however few values"
            fix = "Set EvaluateLowSampleCountPercentile to ignore, or ask for a count in a formula."
            where = at(watcher.alarm.resource)
            yield Finding(where, "" if safe else fault, "" if safe else fix)


def _is_guarded(watcher: Watcher) -> bool:
    """Whether one value alone gives no answer and many do."""
    counts = (1.0, 1e6)
    points = {
        key: counts if one.statistic == "SampleCount" else (1.0, 1.0)
        for key, one in watcher.sight.series.items()
    }
    try:
        one, many = watcher.sight.by_id(points, len(counts))
    except UnreadableError:
        return False
    return one is None and many is not None


def _series(seen: Monitoring, namespace: str) -> Iterator[tuple[Watcher, Series]]:
    for watcher in seen.watchers:
        for series in watcher.sight.series.values():
            if series.namespace == namespace:
                yield watcher, series


RULES = (filters, replication, additional_metrics, percentiles)
