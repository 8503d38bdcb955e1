"""The API: an Application Load Balancer in front of an ECS service."""

from collections.abc import Iterator
from dataclasses import dataclass

from filmops.alarms import AlarmSpec, MissingData
from filmops.deployment_guards import Guards, errors_rise, response_time_rises, unhealthy_hosts
from filmops.metrics import Expression, Metric
from filmops.service import Outage, Policy, Service, alone
from filmops.services.balancer import Balancer
from filmops.services.common import (
    MINUTE,
    SECOND,
    Times,
    Told,
    all_failing,
    high_errors,
    objectives,
    slow_percentile,
    unheard,
)
from filmops.watching import Unit, Watched, alarm_on

TOLD = Told("api", "The API", "requests", "Users see requests fail or wait")


@dataclass(frozen=True, slots=True)
class Api:
    """The load balancer, and the names its other metrics carry: target group by full name."""

    balancer: Balancer
    target_group: str
    cluster: str
    service: str

    def targets(self, metric: str, statistic: str) -> Metric:
        """A metric of the target group."""
        dimensions = {"LoadBalancer": self.balancer.name, "TargetGroup": self.target_group}
        return Metric("AWS/ApplicationELB", metric, dimensions, statistic, MINUTE)

    def tasks(self, metric: str, namespace: str = "AWS/ECS") -> Metric:
        """A metric of the ECS service."""
        dimensions = {"ClusterName": self.cluster, "ServiceName": self.service}
        return Metric(namespace, metric, dimensions, "Average", MINUTE)

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
    failures, times = parts.balancer.failures, Times(parts.balancer.durations, SECOND, "handled")
    gone = (_no_healthy_host(policy, parts), all_failing(policy, TOLD, failures))
    return Service(
        name="api",
        objectives=objectives(policy, "api", TOLD, failures, times),
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
            errors_rise(names, handbook, TOLD.service, parts.balancer.failures),
            response_time_rises(names, handbook, TOLD.service, parts.balancer.durations, SECOND),
            unhealthy_hosts(names, handbook, TOLD.service, healthy, unhealthy),
        ),
        others=(names.of("api-errors"), names.of("api-slow")),
    )


def _symptoms(policy: Policy, parts: Api) -> Iterator[AlarmSpec]:
    yield high_errors(policy, TOLD, parts.balancer.failures)
    yield _slow(policy, parts)
    yield from _capacity(policy, parts)
    silence = policy.handbook.alerting.silence.api
    yield unheard(policy, TOLD, silence, parts.balancer.requests)


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
    return slow_percentile(
        policy, policy.names.of("api-slow"), alert, parts.balancer.durations, story
    )


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
