"""Metrics of what users meet: load balancer, CloudFront, S3, SQS."""

from __future__ import annotations

from collections.abc import Mapping

from assurance.proof.monitoring.facts.fact import PERCENTILES, RANKS, Fact, Kind, keys

_ELB = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html"
_CLOUDFRONT = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html"
_S3 = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html"
_SQS = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html"
_ZONES = keys("LoadBalancer", "LoadBalancer AvailabilityZone")
_TARGETS = keys("LoadBalancer TargetGroup", "LoadBalancer TargetGroup AvailabilityZone")
_VIEWERS = keys("DistributionId Region")
_FILTERED, _COPIED = keys("BucketName FilterId"), keys("SourceBucket DestinationBucket RuleId")
_QUEUE = keys("QueueName")
_TIMES = ("Average", "Maximum", PERCENTILES, RANKS)
_GAUGE = ("Average", "Maximum", "Minimum")
_HOUR, _WEEK = 3600, 7 * 86400


def _counted(dimensions: tuple[frozenset[str], ...], source: str, unit: str = "count") -> Fact:
    return Fact(dimensions, unit, Kind.EVENTS, ("Sum",), source)


def _depth() -> Fact:
    return Fact(_QUEUE, "messages", Kind.RESTING, (*_GAUGE, "Sum"), _SQS)


SERVICES: Mapping[tuple[str, str], Fact] = {
    ("AWS/ApplicationELB", "RequestCount"): _counted((*_ZONES, *_TARGETS), _ELB),
    ("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count"): _counted((*_ZONES, *_TARGETS), _ELB),
    ("AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count"): _counted(_ZONES, _ELB),
    ("AWS/ApplicationELB", "HTTPCode_ELB_503_Count"): _counted(_ZONES, _ELB),
    ("AWS/ApplicationELB", "ProcessedBytes"): _counted(_ZONES, _ELB, "bytes"),
    # an idle connection is cut after at most 4000 s (idle_timeout.timeout_seconds)
    ("AWS/ApplicationELB", "TargetResponseTime"): Fact(
        (*_ZONES, *_TARGETS), "seconds", Kind.EVENTS, _TIMES, _ELB, 4000
    ),
    ("AWS/ApplicationELB", "HealthyHostCount"): Fact(
        _TARGETS, "hosts", Kind.CONTINUOUS, ("Maximum", "Minimum"), _ELB, 1000
    ),
    ("AWS/ApplicationELB", "UnHealthyHostCount"): Fact(
        _TARGETS, "hosts", Kind.CONTINUOUS, ("Maximum", "Minimum"), _ELB, 1000
    ),
    ("AWS/CloudFront", "Requests"): _counted(_VIEWERS, _CLOUDFRONT),
    ("AWS/CloudFront", "BytesDownloaded"): _counted(_VIEWERS, _CLOUDFRONT, "bytes"),
    ("AWS/CloudFront", "BytesUploaded"): _counted(_VIEWERS, _CLOUDFRONT, "bytes"),
    ("AWS/CloudFront", "4xxErrorRate"): Fact(
        _VIEWERS, "percent", Kind.EVENTS, ("Average",), _CLOUDFRONT, 100
    ),
    ("AWS/CloudFront", "5xxErrorRate"): Fact(
        _VIEWERS, "percent", Kind.EVENTS, ("Average",), _CLOUDFRONT, 100
    ),
    ("AWS/CloudFront", "CacheHitRate"): Fact(
        _VIEWERS, "percent", Kind.EVENTS, ("Average",), _CLOUDFRONT, 100
    ),
    ("AWS/CloudFront", "OriginLatency"): Fact(
        _VIEWERS, "milliseconds", Kind.EVENTS, (PERCENTILES, RANKS), _CLOUDFRONT, _HOUR * 1000
    ),
    **{
        ("AWS/S3", name): _counted(_FILTERED, _S3, unit)
        for name, unit in (
            ("AllRequests", "count"),
            ("GetRequests", "count"),
            ("PutRequests", "count"),
            ("4xxErrors", "count"),
            ("5xxErrors", "count"),
            ("BytesDownloaded", "bytes"),
            ("BytesUploaded", "bytes"),
        )
    },
    **{
        ("AWS/S3", name): Fact(_FILTERED, "milliseconds", Kind.EVENTS, _TIMES, _S3, _HOUR * 1000)
        for name in ("FirstByteLatency", "TotalRequestLatency")
    },
    ("AWS/S3", "ReplicationLatency"): Fact(
        _COPIED, "seconds", Kind.COPIES, ("Maximum",), _S3, _WEEK
    ),
    ("AWS/S3", "BytesPendingReplication"): Fact(_COPIED, "bytes", Kind.COPIES, ("Maximum",), _S3),
    ("AWS/S3", "OperationsPendingReplication"): Fact(
        _COPIED, "count", Kind.COPIES, ("Maximum",), _S3
    ),
    ("AWS/S3", "OperationsFailedReplication"): Fact(_COPIED, "count", Kind.COPIES, ("Sum",), _S3),
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible"): _depth(),
    ("AWS/SQS", "ApproximateNumberOfMessagesNotVisible"): _depth(),
    # a queue keeps a message 14 days at most
    ("AWS/SQS", "ApproximateAgeOfOldestMessage"): Fact(
        _QUEUE, "seconds", Kind.RESTING, _GAUGE, _SQS, 2 * _WEEK
    ),
}
