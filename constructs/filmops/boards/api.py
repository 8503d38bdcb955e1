"""The board of the API: what users get, then what it runs on."""

from dataclasses import replace

from filmops.boards.balancer import SECOND, failed_requests, requests, response_times, throughput
from filmops.boards.marks import marks_of
from filmops.boards.service import Rows
from filmops.boards.widgets import Chart, Colour, Line, Mark
from filmops.metrics import Metric
from filmops.service import Policy
from filmops.services.api import Api


def api_rows(policy: Policy, api: Api) -> Rows:
    """Requests and errors, response times, then hosts, tasks and their load."""
    limits = policy.handbook.thresholds
    return (
        (requests(api.balancer), _errors(policy, api), _times(policy, api)),
        (_hosts(api), _tasks(api), throughput(api.balancer)),
        (
            _load("CPU", api.tasks("CPUUtilization"), marks_of(limits.backend_cpu)),
            _load("Memory", api.tasks("MemoryUtilization"), marks_of(limits.memory)),
        ),
    )


def api_signal(policy: Policy, api: Api) -> Chart:
    """What the overview shows of the API."""
    return replace(_errors(policy, api), title="API: failed requests")


def _errors(policy: Policy, api: Api) -> Chart:
    return failed_requests(api.balancer, marks_of(policy.handbook.thresholds.api_errors))


def _times(policy: Policy, api: Api) -> Chart:
    """The percentiles the handbook names."""
    wanted = policy.handbook.metrics.application.api_response_time.statistics
    marks = marks_of(policy.handbook.thresholds.api_response_time, SECOND)
    return response_times(api.balancer, wanted, marks)


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


def _load(what: str, metric: Metric, marks: tuple[Mark, ...]) -> Chart:
    return Chart(f"{what} of the tasks", "%", (Line(what, metric),), marks, high=100, width=12)
