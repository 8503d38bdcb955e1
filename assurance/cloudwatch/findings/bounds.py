"""Between which values a metric can lie, where that is known for sure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from assurance.cloudwatch.measure import Measure, Metric

INFINITY: Final = float("inf")
_PERCENT: Final = frozenset(
    {
        ("AWS/EC2", "CPUUtilization"),
        ("AWS/RDS", "CPUUtilization"),
        ("AWS/ElastiCache", "CPUUtilization"),
        ("AWS/ElastiCache", "EngineCPUUtilization"),
        ("CWAgent", "disk_used_percent"),
        ("CWAgent", "mem_used_percent"),
        ("CloudWatchSynthetics", "SuccessPercent"),
    }
)
_FLAGS: Final[Mapping[str, tuple[str, ...]]] = {
    "AWS/EC2": ("StatusCheckFailed", "StatusCheckFailed_Instance", "StatusCheckFailed_System"),
    "AWS/Route53": ("HealthCheckStatus",),
}
# Their metrics are counts, sizes, durations and percentages. Others have decibels or differences.
_NEVER_NEGATIVE: Final = frozenset(
    f"AWS/{service}"
    for service in (
        *("EC2", "ECS", "RDS", "SQS", "SNS", "Lambda", "DynamoDB", "S3", "ElastiCache"),
        *("ELB", "ApplicationELB", "NetworkELB", "ApiGateway", "States", "Events", "Route53"),
    )
)


def bounds(measure: Measure) -> tuple[float, float]:
    """The lowest and the highest value that a data point can have."""
    statistic = measure.statistic
    if statistic == "SampleCount" or statistic.lower().startswith("tc"):
        return 0.0, INFINITY
    if statistic.startswith("PR("):
        return 0.0, 100.0
    low, high = _of_samples(measure.metric, measure.unit)
    if statistic == "Sum" or statistic.lower().startswith("ts"):
        return (0.0 if low >= 0 else -INFINITY), INFINITY
    return low, high


def _of_samples(metric: Metric, unit: str | None) -> tuple[float, float]:
    if (metric.namespace, metric.name) in _PERCENT:
        return 0.0, 100.0
    if metric.name in _FLAGS.get(metric.namespace, ()):
        return 0.0, 1.0
    if metric.namespace in _NEVER_NEGATIVE or unit == "Count":
        return 0.0, INFINITY
    return -INFINITY, INFINITY
