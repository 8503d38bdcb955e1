"""What a load balancer's callers get, as charts: the same on every board that has one."""

from collections.abc import Sequence
from datetime import timedelta

from filmops.boards.marks import number
from filmops.boards.widgets import Chart, Colour, Line, Mark
from filmops.services.balancer import Balancer
from promises import Slo

SECOND = timedelta(seconds=1)
SPEEDS = (Colour.GOOD, Colour.MAIN, Colour.SECOND)
PERCENTILES = ("p50", "p95", "p99")


def balancer_row(balancer: Balancer, slo: Slo) -> tuple[Chart, ...]:
    """Requests, failures and times of a service that answers behind it, with what is promised."""
    failing = Mark(f"promised: {slo.error_rate}", number(slo.error_rate), Colour.GOOD)
    slow = slo.latency
    waited = (Mark(f"promised: {slow}", number(slow.below, SECOND), Colour.GOOD),) if slow else ()
    return (
        requests(balancer),
        failed_requests(balancer, (failing,)),
        response_times(balancer, PERCENTILES, waited),
    )


def requests(balancer: Balancer) -> Chart:
    """How many there are, and whose failures."""
    return Chart(
        "Requests",
        "requests per minute",
        (
            Line("requests", balancer.requests),
            Line("5xx of the targets", balancer.metric("HTTPCode_Target_5XX_Count"), Colour.BAD),
            Line("5xx of the balancer", balancer.metric("HTTPCode_ELB_5XX_Count"), Colour.WARNING),
        ),
    )


def failed_requests(balancer: Balancer, marks: tuple[Mark, ...]) -> Chart:
    """The share that failed."""
    failing = balancer.failures.percent(balancer.durations.period)
    return Chart("Failed requests", "%", (Line("failed", failing, Colour.BAD),), marks)


def response_times(balancer: Balancer, statistics: Sequence[str], marks: tuple[Mark, ...]) -> Chart:
    """Percentiles, in seconds as the load balancer counts."""
    lines = tuple(
        Line(statistic, balancer.durations.read_as(statistic), colour)
        for statistic, colour in zip(statistics, SPEEDS, strict=False)
    )
    return Chart("Response time", "seconds", lines, marks)


def throughput(balancer: Balancer) -> Chart:
    """How much goes over the network."""
    processed = Line("processed", balancer.metric("ProcessedBytes"))
    return Chart("Network throughput", "bytes per minute", (processed,))
