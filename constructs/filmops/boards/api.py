"""The board of the API: what users get, then what it runs on."""

from dataclasses import replace
from datetime import timedelta

from filmops.boards.marks import marks_of
from filmops.boards.service import Rows
from filmops.boards.widgets import Chart, Colour, Line, Mark
from filmops.metrics import Metric
from filmops.service import Policy
from filmops.services.api import Api

SECOND = timedelta(seconds=1)
SPEEDS = (Colour.GOOD, Colour.MAIN, Colour.SECOND)


def api_rows(policy: Policy, api: Api) -> Rows:
    """Requests and errors, response times, then hosts, tasks and their load."""
    limits = policy.handbook.thresholds
    return (
        (_requests(api), _errors(policy, api), _times(policy, api)),
        (_hosts(api), _tasks(api), _network(api)),
        (
            _load("CPU", api.tasks("CPUUtilization"), marks_of(limits.backend_cpu)),
            _load("Memory", api.tasks("MemoryUtilization"), marks_of(limits.memory)),
        ),
    )


def api_signal(policy: Policy, api: Api) -> Chart:
    """What the overview shows of the API."""
    return replace(_errors(policy, api), title="API: failed requests")


def _requests(api: Api) -> Chart:
    return Chart(
        "Requests",
        "requests per minute",
        (
            Line("requests", api.balancer("RequestCount")),
            Line("5xx of the targets", api.balancer("HTTPCode_Target_5XX_Count"), Colour.BAD),
            Line("5xx of the balancer", api.balancer("HTTPCode_ELB_5XX_Count"), Colour.WARNING),
        ),
    )


def _errors(policy: Policy, api: Api) -> Chart:
    window = api.durations.period
    failing = Line("failed", api.failures.percent(window), Colour.BAD)
    return Chart(
        "Failed requests", "%", (failing,), marks_of(policy.handbook.thresholds.api_errors)
    )


def _times(policy: Policy, api: Api) -> Chart:
    """The percentiles the handbook names, in seconds as the load balancer counts."""
    wanted = policy.handbook.metrics.application.api_response_time.statistics
    lines = tuple(
        Line(statistic, api.durations.read_as(statistic), colour)
        for statistic, colour in zip(wanted, SPEEDS, strict=False)
    )
    marks = marks_of(policy.handbook.thresholds.api_response_time, SECOND)
    return Chart("Response time", "seconds", lines, marks)


def _hosts(api: Api) -> Chart:
    healthy = api.targets("HealthyHostCount", "Minimum")
    sick = api.targets("UnHealthyHostCount", "Maximum")
    return Chart(
        "Hosts behind the load balancer",
        "hosts",
        (Line("healthy", healthy, Colour.GOOD), Line("unhealthy", sick, Colour.BAD)),
    )


def _tasks(api: Api) -> Chart:
    wanted, running = api.missing_tasks.metrics.values()
    lines = (Line("wanted", wanted, Colour.MUTED), Line("running", running, Colour.GOOD))
    return Chart("ECS tasks", "tasks", lines)


def _network(api: Api) -> Chart:
    lines = (Line("processed", api.balancer("ProcessedBytes")),)
    return Chart("Network throughput", "bytes per minute", lines)


def _load(what: str, metric: Metric, marks: tuple[Mark, ...]) -> Chart:
    return Chart(f"{what} of the tasks", "%", (Line(what, metric),), marks, high=100, width=12)
