"""The board of the media bucket: requests, failures, times."""

from dataclasses import replace

from filmops.boards.marks import number
from filmops.boards.service import Rows
from filmops.boards.widgets import Chart, Colour, Line, Mark
from filmops.service import Policy
from filmops.services.media import Bucket


def media_rows(policy: Policy, bucket: Bucket) -> Rows:
    """What S3 answers, how fast, and how much passes through."""
    return ((_requests(bucket), _errors(policy, bucket), _times(bucket)), (_network(bucket),))


def media_signal(policy: Policy, bucket: Bucket) -> Chart:
    """What the overview shows of the media storage."""
    return replace(_errors(policy, bucket), title="Media storage: failed requests")


def _requests(bucket: Bucket) -> Chart:
    lines = (
        Line("all", bucket.metric("AllRequests")),
        Line("GET", bucket.metric("GetRequests"), Colour.THIRD),
        Line("PUT", bucket.metric("PutRequests"), Colour.SECOND),
    )
    return Chart("Requests", "requests per minute", lines)


def _errors(policy: Policy, bucket: Bucket) -> Chart:
    limit = policy.handbook.slos.s3_storage.error_rate
    high = policy.handbook.alerting.high_errors
    marks = (
        Mark(f"promised: {limit}", float(limit.percent), Colour.GOOD),
        Mark(f"alert: {high.when}", number(high.when.value), Colour.WARNING),
    )
    period = bucket.metric("AllRequests").period
    failing = Line("failed", bucket.failures.percent(period), Colour.BAD)
    return Chart("Failed requests", "%", (failing,), marks)


def _times(bucket: Bucket) -> Chart:
    lines = (
        Line("first byte, p95", bucket.metric("FirstByteLatency", "p95")),
        Line("whole request, p95", bucket.metric("TotalRequestLatency", "p95"), Colour.SECOND),
    )
    return Chart("Time", "milliseconds", lines)


def _network(bucket: Bucket) -> Chart:
    lines = (
        Line("downloaded", bucket.metric("BytesDownloaded")),
        Line("uploaded", bucket.metric("BytesUploaded"), Colour.SECOND),
    )
    return Chart("Network throughput", "bytes per minute", lines, width=24)
