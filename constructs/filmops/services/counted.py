"""A service known by two counts alone: its requests, and those of them that failed."""

from dataclasses import dataclass

from filmops.alarms import Story
from filmops.metrics import Metric
from filmops.objectives import Objective
from filmops.ratios import Ratio
from filmops.service import Policy, Service, alone
from filmops.services.common import MINUTE
from filmops.watching import silence_alarm
from promises import Percentage
from promises.alerting import Silence


@dataclass(frozen=True, slots=True)
class Counted:
    """A service of a catalogue: `name` in lower case, words joined by hyphens.

    It publishes `Requests` and `FailedRequests` in `namespace`, with the dimension Service and no
    other. `promise` is the id of the share that has to succeed, `goal` that share.
    """

    name: str
    namespace: str
    promise: str
    goal: Percentage
    silence: Silence

    def count(self, metric: str) -> Metric:
        """One of its counts."""
        return Metric(self.namespace, metric, {"Service": self.name}, "Sum", MINUTE)

    @property
    def failures(self) -> Ratio:
        """Failed of all requests."""
        counts = {"failed": self.count("FailedRequests"), "requests": self.count("Requests")}
        return Ratio(failed="failed", all="requests", metrics=counts)


def counted(policy: Policy, parts: Counted) -> Service:
    """The service with its one objective, and the alarm on its silence."""
    subject, felt_by = parts.name.replace("-", " ").capitalize(), "Its callers see requests fail"
    available = Objective(
        promise=parts.promise,
        name=f"{parts.name}-availability",
        goal=parts.goal,
        ratio=parts.failures,
        events="requests",
        harm=f"{subject} fails requests",
        felt_by=felt_by,
        runbook="service-budget",
    )
    silent = silence_alarm(
        parts.silence,
        policy.names.of(f"{parts.name}-silent"),
        parts.count("Requests"),
        Story(f"{subject} is unwatched: nobody counts its requests", felt_by, "service-silent"),
        policy.handbook.severities,
    )
    return Service(parts.name, objectives=(available,), symptoms=(alone(silent),))
