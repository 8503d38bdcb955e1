"""The board of the web dashboard: what viewers get from CloudFront."""

from dataclasses import replace
from datetime import timedelta

from filmops.boards.marks import number
from filmops.boards.service import Rows
from filmops.boards.widgets import Chart, Colour, Line, Mark
from filmops.service import Policy
from filmops.services.web_dashboard import Distribution

MILLISECOND = timedelta(milliseconds=1)


def web_rows(policy: Policy, distribution: Distribution) -> Rows:
    """Requests, failures, the origin's time, what is sent."""
    return (
        (_requests(distribution), _errors(policy, distribution), _times(policy, distribution)),
        (_network(distribution), _cache(distribution)),
    )


def web_signal(policy: Policy, distribution: Distribution) -> Chart:
    """What the overview shows of the web dashboard."""
    return replace(_errors(policy, distribution), title="Web dashboard: failed requests")


def _requests(distribution: Distribution) -> Chart:
    return Chart("Requests", "requests per minute", (Line("requests", distribution.requests),))


def _errors(policy: Policy, distribution: Distribution) -> Chart:
    server = distribution.failures.metrics["failing"]
    client = distribution.metric("4xxErrorRate", "Average")
    limit = policy.handbook.slos.dashboard.error_rate
    high = policy.handbook.alerting.high_errors
    marks = (
        Mark(f"promised: {limit}", float(limit.percent), Colour.GOOD),
        Mark(f"alert: {high.when}", number(high.when.value), Colour.WARNING),
    )
    lines = (Line("5xx", server, Colour.BAD), Line("4xx", client, Colour.MUTED))
    return Chart("Failed requests", "%", lines, marks)


def _times(policy: Policy, distribution: Distribution) -> Chart:
    read = distribution.durations.read_as
    promised = policy.handbook.slos.dashboard.latency
    lines = (
        Line("p50", read("p50"), Colour.GOOD),
        Line("p95", read("p95"), Colour.MAIN),
        Line("p99", read("p99"), Colour.SECOND),
    )
    limit = promised and promised.below / MILLISECOND
    marks = (Mark(f"promised: {promised}", limit, Colour.GOOD),) if limit else ()
    return Chart("Time of the origin", "milliseconds", lines, marks)


def _network(distribution: Distribution) -> Chart:
    sent = Line("sent", distribution.metric("BytesDownloaded", "Sum"))
    return Chart("Network throughput", "bytes per minute", (sent,), width=12)


def _cache(distribution: Distribution) -> Chart:
    hits = Line("answered from the cache", distribution.metric("CacheHitRate", "Average"))
    return Chart("Cache", "%", (hits,), high=100, width=12)
