"""The API: an Application Load Balancer in front of an ECS service."""

from collections.abc import Iterator
from dataclasses import dataclass

from filmops.alarms import AlarmSpec, MissingData
from filmops.deployment_guards import Guards, errors_rise, response_time_rises, unhealthy_hosts
from filmops.metrics import Expression, Metric
from filmops.ratios import Ratio, slower_than
from filmops.service import Outage, Policy, Service, alone
from filmops.services.common import (
    MINUTE,
    SECOND,
    Told,
    all_failing,
    high_errors,
    in_time,
    promised,
    slow_percentile,
)
from filmops.watching import Unit, Watched, alarm_on, silence_alarm

TOLD = Told("api", "The API", "requests", "Users see requests fail or wait")


@dataclass(frozen=True, slots=True)
class Api:
    """The names its metrics carry: load balancer and target group by full name."""

    load_balancer: str
    target_group: str
    cluster: str
    service: str

    def balancer(self, metric: str, statistic: str = "Sum") -> Metric:
        """A metric of the load balancer as a whole."""
        dimensions = {"LoadBalancer": self.load_balancer}
        return Metric("AWS/ApplicationELB", metric, dimensions, statistic, MINUTE)

    def targets(self, metric: str, statistic: str) -> Metric:
        """A metric of the target group."""
        dimensions = {"LoadBalancer": self.load_balancer, "TargetGroup": self.target_group}
        return Metric("AWS/ApplicationELB", metric, dimensions, statistic, MINUTE)

    def tasks(self, metric: str, namespace: str = "AWS/ECS") -> Metric:
        """A metric of the ECS service."""
        dimensions = {"ClusterName": self.cluster, "ServiceName": self.service}
        return Metric(namespace, metric, dimensions, "Average", MINUTE)

    @property
    def durations(self) -> Metric:
        """The time of each request, in seconds."""
        return self.balancer("TargetResponseTime", "Average")

    @property
    def failures(self) -> Ratio:
        """Requests that ended in a 5xx of a target or of the load balancer itself.

        RequestCount leaves out what was turned away before a target was chosen; the load balancer
        answers those with 503.
        """
        return Ratio(
            failed="target + balancer",
            all="requests + rejected",
            metrics={
                "requests": self.balancer("RequestCount"),
                "rejected": self.balancer("HTTPCode_ELB_503_Count"),
                "target": self.balancer("HTTPCode_Target_5XX_Count"),
                "balancer": self.balancer("HTTPCode_ELB_5XX_Count"),
            },
        )

    @property
    def missing_tasks(self) -> Expression:
        """How many tasks fewer run than are wanted (Container Insights)."""
        insights = "ECS/ContainerInsights"
        return Expression(
            "wanted - running",
            {
                "wanted": self.tasks("DesiredTaskCount", insights),
                "running": self.tasks("RunningTaskCount", insights),
            },
        )


def api(policy: Policy, parts: Api) -> Service:
    """The API with its three objectives; it needs the database."""
    slo, alerting = policy.handbook.slos.api, policy.handbook.alerting
    objectives = [*promised("slos.api", slo, TOLD, parts.failures)]
    if slo.latency:
        slow = slower_than(slo.latency.below.total_seconds(), parts.durations, "handled")
        goal = alerting.goal(slo.latency.percentile)
        objectives.append(in_time("slos.api", goal, TOLD, slow))
    gone = (_no_healthy_host(policy, parts), all_failing(policy, TOLD, parts.failures))
    return Service(
        name="api",
        objectives=tuple(objectives),
        outage=Outage(TOLD.story("is down", "down"), gone),
        symptoms=tuple(map(alone, _symptoms(policy, parts))),
        leans_on=("database",),
        guards=_guards(policy, parts),
    )


def _guards(policy: Policy, parts: Api) -> Guards:
    names, handbook = policy.names, policy.handbook
    healthy, unhealthy = (
        parts.targets(f"{state}HostCount", "Maximum") for state in ("Healthy", "UnHealthy")
    )
    return Guards(
        TOLD.service,
        TOLD.subject,
        TOLD.felt_by,
        own=(
            errors_rise(names, handbook, TOLD.service, parts.failures),
            response_time_rises(names, handbook, TOLD.service, parts.durations, SECOND),
            unhealthy_hosts(names, handbook, TOLD.service, healthy, unhealthy),
        ),
        others=(names.of("api-errors"), names.of("api-slow")),
    )


def _symptoms(policy: Policy, parts: Api) -> Iterator[AlarmSpec]:
    yield high_errors(policy, TOLD, parts.failures)
    yield _slow(policy, parts)
    yield from _capacity(policy, parts)
    yield silence_alarm(
        policy.handbook.alerting.silence.api,
        policy.names.of("api-silent"),
        parts.balancer("RequestCount"),
        TOLD.story("is unwatched: nobody counts its requests", "silent"),
        policy.handbook.severities,
    )


def _no_healthy_host(policy: Policy, parts: Api) -> AlarmSpec:
    watched = Watched(
        name=policy.names.of("api-no-healthy-host"),
        looks_at=parts.targets("HealthyHostCount", "Maximum"),
        unit=Unit.COUNT,
        missing=MissingData.BREACHING,  # published every minute while the target group is in use
    )
    story = TOLD.story("has no healthy host", "down")
    handbook = policy.handbook
    return alarm_on(handbook.thresholds.healthy_hosts.alert, watched, story, handbook.severities)


def _slow(policy: Policy, parts: Api) -> AlarmSpec:
    alert = policy.handbook.thresholds.api_response_time.alert
    story = TOLD.story("answers slowly", "slow")
    return slow_percentile(policy, policy.names.of("api-slow"), alert, parts.durations, story)


def _capacity(policy: Policy, parts: Api) -> tuple[AlarmSpec, ...]:
    limits, severities = policy.handbook.thresholds, policy.handbook.severities
    story = TOLD.story("runs out of capacity", "capacity")
    return tuple(
        alarm_on(
            alert,
            # Container Insights and ECS publish every minute while the service exists
            Watched(policy.names.of(f"api-{name}"), looks_at, unit, MissingData.BREACHING),
            story,
            severities,
        )
        for name, alert, looks_at, unit in (
            ("cpu", limits.backend_cpu.alert, parts.tasks("CPUUtilization"), Unit.PERCENT),
            ("memory", limits.memory.alert, parts.tasks("MemoryUtilization"), Unit.PERCENT),
            ("missing-tasks", limits.missing_tasks.alert, parts.missing_tasks, Unit.COUNT),
        )
    )
