"""Guards of a deployment: what got worse with a change, so that the change is taken back.

CloudWatch gives an alarm no metric of an earlier time. So whoever deploys writes the state before
down as a metric of its own, for as long as it is to be held against (docs/decisions/0024).
"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from filmops.alarms import AlarmSpec, Comparison, MissingData, Story
from filmops.burn_rates import enough
from filmops.composites import CompositeSpec, Suppression, any_of, firing
from filmops.metrics import Expression, Metric
from filmops.names import Names
from filmops.ratios import Ratio
from promises import Handbook, Limit, Percentage

ROLLBACK = "rollback"
DEPLOYED = "deployed"
DELIVERY = "FilmOps/Delivery"
PUBLISHED = "deployment-guards"
"""Where their names stand among the SSM parameters, one list a service."""
BEFORE = "Before"
"""A metric of `DELIVERY`: what a guard came to before the deployment, by the dimension Alarm."""


@dataclass(frozen=True, slots=True)
class Guards:
    """What takes a change to a service back: alarms of its own, and names of alarms there are.

    `own` are told only while a deployment is watched; each of them alone is enough.
    """

    service: str
    subject: str
    felt_by: str
    own: tuple[AlarmSpec, ...]
    others: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every alarm a deployment is rolled back by."""
        return (*(one.name for one in self.own), *self.others)

    def spoken_for(self, names: Names, quiet: Suppression | None) -> CompositeSpec:
        """The alarm that speaks for `own`, while a deployment is watched."""
        story = Story(f"{self.subject} got worse with the deployment", self.felt_by, ROLLBACK)
        rule = firing(names.of(DEPLOYED)) & any_of(one.name for one in self.own)
        name = names.of(f"{self.service}-{ROLLBACK}")
        return CompositeSpec(name, rule, story, self.own[0].severity, quiet)


def deployed(names: Names, handbook: Handbook, environment: str) -> AlarmSpec:
    """In ALARM for as long as a deployment is watched; it tells nobody by itself."""
    points = Metric(
        DELIVERY,
        "Deployments",
        {"Environment": environment},
        "Sum",
        handbook.change.deployment.watch,
    )
    return AlarmSpec(
        name=names.of(DEPLOYED),
        story=Story("A deployment is being watched", "Nobody has to feel it", ROLLBACK),
        severity=handbook.severities[handbook.change.guards.severity],
        looks_at=points,
        comparison=Comparison.AT_LEAST,
        threshold=1,
        datapoints=1,
        window=1,
        missing=MissingData.HEALTHY,
        speaks=False,
    )


def errors_rise(names: Names, handbook: Handbook, service: str, failures: Ratio) -> AlarmSpec:
    """The failed share is up by more points than a change may cost.

    Raises ValueError when the promise is no share.
    """
    points = _points(handbook.change.rollback_when.error_rate_rise)
    name = names.of(f"{service}-errors-rise")
    risen = failures.percent_above(_before(handbook, name), least=enough(points))
    story = Story(f"The error rate of {service} rose", "Users see more failures", ROLLBACK)
    return _risen(handbook, name, story, risen, float(points))


def response_time_rises(
    names: Names, handbook: Handbook, service: str, durations: Metric, unit: timedelta
) -> AlarmSpec:
    """The promised percentile of a duration, published in `unit`, is up by more than allowed.

    Raises ValueError when the promise is no time.
    """
    rise = _time(handbook.change.rollback_when.response_time_rise)
    share, name = handbook.alerting.latency_share, names.of(f"{service}-response-time-rise")
    before = _before(handbook, name)
    risen = Expression(
        f"IF(events >= {enough(100 - share.percent)}, IF(before >= 0, slowest - before))",
        {
            "events": durations.read_as("SampleCount").over(before.period),
            "slowest": durations.read_as(f"p{share.percent:f}").over(before.period),
            "before": before,
        },
    )
    story = Story(f"The response time of {service} rose", "Users wait longer", ROLLBACK)
    return _risen(handbook, name, story, risen, rise / unit)


def unhealthy_hosts(
    names: Names, handbook: Handbook, service: str, healthy: Metric, unhealthy: Metric
) -> AlarmSpec:
    """More of the hosts fail their health checks than a change may cost.

    Raises ValueError when the promise is no share.
    """
    alert = handbook.change.rollback_when.health_checks
    share = "100 * unhealthy / (healthy + unhealthy)"
    return AlarmSpec(
        name=names.of(f"{service}-unhealthy-hosts"),
        story=Story(f"Hosts of {service} fail their checks", "Users see failures", ROLLBACK),
        severity=handbook.severities[alert.severity],
        looks_at=Expression(share, {"healthy": healthy, "unhealthy": unhealthy}),
        comparison=Comparison.ABOVE,
        threshold=float(_points(alert.when)),
        datapoints=1,
        window=1,
        missing=MissingData.BREACHING,  # both are published while the target group is in use
        speaks=False,
    )


def _points(limit: Limit) -> Decimal:
    match limit.value:
        case Percentage(percent=points):
            return points
        case other:
            raise ValueError(f"wanted a share, got: {other}")


def _time(limit: Limit) -> timedelta:
    match limit.value:
        case timedelta() as time:
            return time
        case other:
            raise ValueError(f"wanted a time, got: {other}")


def _before(handbook: Handbook, alarm: str) -> Metric:
    # of two deployments at the same time the worse state before counts
    return Metric(DELIVERY, BEFORE, {"Alarm": alarm}, "Maximum", handbook.change.guards.over)


def _risen(
    handbook: Handbook, name: str, story: Story, risen: Expression, limit: float
) -> AlarmSpec:
    return AlarmSpec(
        name=name,
        story=story,
        severity=handbook.severities[handbook.change.guards.severity],
        looks_at=risen,
        comparison=Comparison.ABOVE,
        threshold=limit,
        datapoints=1,
        window=1,
        missing=MissingData.HEALTHY,  # nothing is deployed, or there are too few events
        speaks=False,
    )
