"""The web dashboard: a CloudFront distribution. Its metrics are in us-east-1 and nowhere else."""

from dataclasses import dataclass

from filmops.deployment_guards import Guards, errors_rise, response_time_rises
from filmops.metrics import Metric
from filmops.ratios import Ratio
from filmops.service import Outage, Policy, Service, alone
from filmops.services.common import (
    MILLISECOND,
    MINUTE,
    Times,
    Told,
    all_failing,
    high_errors,
    objectives,
    unheard,
)

REGION = "us-east-1"
"""https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/viewing-cloudfront-metrics.html"""
TOLD = Told("dashboard", "The web dashboard", "requests", "Users see pages fail or wait")


@dataclass(frozen=True, slots=True)
class Distribution:
    """A distribution by its id, with CloudFront's additional metrics switched on."""

    id: str

    def metric(self, name: str, statistic: str) -> Metric:
        """A metric of the whole distribution."""
        dimensions = {"DistributionId": self.id, "Region": "Global"}
        return Metric("AWS/CloudFront", name, dimensions, statistic, MINUTE)

    @property
    def requests(self) -> Metric:
        """How many requests viewers made."""
        return self.metric("Requests", "Sum")

    @property
    def durations(self) -> Metric:
        """What the origin took until it began to answer, in milliseconds."""
        return self.metric("OriginLatency", "Average")

    @property
    def failures(self) -> Ratio:
        """Requests answered with a 5xx; CloudFront publishes their share in percent."""
        return Ratio(
            failed="requests * failing / 100",
            all="requests",
            metrics={
                "requests": self.requests,
                "failing": self.metric("5xxErrorRate", "Average"),
            },
        )


def web_dashboard(policy: Policy, distribution: Distribution) -> Service:
    """The web dashboard with its three objectives; behind it is the API."""
    failures = distribution.failures
    times = Times(distribution.durations, MILLISECOND, "fetched")
    silence = policy.handbook.alerting.silence.dashboard
    silent = unheard(policy, TOLD, silence, distribution.requests)
    return Service(
        name="dashboard",
        objectives=objectives(policy, "dashboard", TOLD, failures, times),
        outage=Outage(TOLD.story("is down", "down"), (all_failing(policy, TOLD, failures),)),
        symptoms=(alone(high_errors(policy, TOLD, failures)), alone(silent)),
        leans_on=("api", "database"),
        guards=_guards(policy, distribution),
    )


def _guards(policy: Policy, distribution: Distribution) -> Guards:
    names, handbook = policy.names, policy.handbook
    waited = distribution.durations
    return Guards(
        TOLD.service,
        TOLD.subject,
        TOLD.felt_by,
        own=(
            errors_rise(names, handbook, TOLD.service, distribution.failures),
            response_time_rises(names, handbook, TOLD.service, waited, MILLISECOND),
        ),
        others=(names.of("dashboard-errors"),),
    )
