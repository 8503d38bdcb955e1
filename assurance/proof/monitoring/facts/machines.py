"""Metrics of what services run on: containers, workers, database, cache, certificates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from math import inf

from assurance.proof.monitoring.facts.fact import MINUTE, Fact, Kind, keys

_ECS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html"
_INSIGHTS = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html"
_EC2 = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html"
_GROUP = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html"
_AGENT = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/metrics-collected-by-CloudWatch-agent.html"
_RDS = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html"
_CACHE = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html"
_ACM = "https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html"
_TASKS, _WORKERS = keys("ClusterName ServiceName"), keys("AutoScalingGroupName")
_INSTANCE, _NODE = (
    keys("DBInstanceIdentifier"),
    keys("CacheClusterId", "CacheClusterId CacheNodeId"),
)
_GAUGE = ("Average", "Maximum", "Minimum")
_FIVE_MINUTES = timedelta(minutes=5)
_DAY = 86400

Facts = dict[tuple[str, str], Fact]


def _gauges(
    namespace: str,
    dimensions: tuple[frozenset[str], ...],
    source: str,
    high: Mapping[str, tuple[str, float]],
    every: timedelta = MINUTE,
) -> Facts:
    """Metrics that are there all the time, each with its unit and its greatest value."""
    return {
        (namespace, name): Fact(dimensions, unit, Kind.CONTINUOUS, _GAUGE, source, most, 0, every)
        for name, (unit, most) in high.items()
    }


_PERCENT = ("percent", 100.0)
_TASK_COUNT, _INSTANCES = ("tasks", 5000.0), ("instances", 5000.0)
_BYTES, _PER_SECOND = ("bytes", inf), ("bytes per second", inf)
_SOME_BYTES = ("Sum", "Average", "Maximum")

MACHINES: Facts = {
    # one task may use more than the CPU it reserves, so more than 100 % is possible
    **_gauges("AWS/ECS", _TASKS, _ECS, {"CPUUtilization": ("percent", 1000.0)}),
    **_gauges("AWS/ECS", _TASKS, _ECS, {"MemoryUtilization": _PERCENT}),
    **_gauges(
        "ECS/ContainerInsights",
        _TASKS,
        _INSIGHTS,
        {"DesiredTaskCount": _TASK_COUNT, "RunningTaskCount": _TASK_COUNT},
    ),
    **_gauges("AWS/EC2", _WORKERS, _EC2, {"CPUUtilization": _PERCENT}, _FIVE_MINUTES),
    **{
        ("AWS/EC2", name): Fact(
            _WORKERS, "bytes", Kind.CONTINUOUS, _SOME_BYTES, _EC2, every=_FIVE_MINUTES
        )
        for name in ("NetworkIn", "NetworkOut")
    },
    **_gauges(
        "AWS/AutoScaling",
        _WORKERS,
        _GROUP,
        {"GroupDesiredCapacity": _INSTANCES, "GroupInServiceInstances": _INSTANCES},
    ),
    **_gauges(
        "CWAgent", _WORKERS, _AGENT, {"mem_used_percent": _PERCENT, "disk_used_percent": _PERCENT}
    ),
    **_gauges(
        "AWS/RDS",
        _INSTANCE,
        _RDS,
        {
            "CPUUtilization": _PERCENT,
            # LEAST(memory / 9531392, 5000) by default; a parameter allows up to 262143
            "DatabaseConnections": ("connections", 262143.0),
            "FreeStorageSpace": ("bytes", 64.0 * 2**40),
            "FreeableMemory": ("bytes", 32.0 * 2**40),
            "SwapUsage": _BYTES,
            "ReadLatency": ("seconds", 60.0),
            "WriteLatency": ("seconds", 60.0),
            "ReadIOPS": ("per second", inf),
            "WriteIOPS": ("per second", inf),
            "NetworkReceiveThroughput": _PER_SECOND,
            "NetworkTransmitThroughput": _PER_SECOND,
            "DBLoadRelativeToNumVCPUs": ("running queries a processor", 1000.0),
        },
    ),
    **_gauges(
        "AWS/ElastiCache",
        _NODE,
        _CACHE,
        {
            "EngineCPUUtilization": _PERCENT,
            "DatabaseMemoryUsagePercentage": _PERCENT,
            "CacheHitRate": _PERCENT,
        },
    ),
    ("AWS/ElastiCache", "Evictions"): Fact(_NODE, "count", Kind.CONTINUOUS, _SOME_BYTES, _CACHE),
    # twice a day; a certificate lives 398 days at most (CA/Browser Forum), an imported one longer
    ("AWS/CertificateManager", "DaysToExpiry"): Fact(
        keys("CertificateArn"),
        "days",
        Kind.CONTINUOUS,
        _GAUGE,
        _ACM,
        3650,
        every=timedelta(seconds=_DAY / 2),
    ),
}
