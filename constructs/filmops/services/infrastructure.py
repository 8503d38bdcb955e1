"""What the services run on: GPU workers, the cache, certificates."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from filmops.alarms import AlarmSpec, MissingData
from filmops.metrics import Expression, Metric
from filmops.service import Outage, Policy, Service, alone
from filmops.services.common import MINUTE, Told
from filmops.services.levels import each_level
from filmops.watching import Unit, Watched, alarm_on, silence_alarm
from promises import Alert

FIVE_MINUTES, DAY = timedelta(minutes=5), timedelta(days=1)
WORKERS = Told("workers", "The GPU workers", "films", "Users wait longer for their films")
CACHE = Told("cache", "The cache", "reads", "Users see the API slow down")


@dataclass(frozen=True, slots=True)
class Workers:
    """An Auto Scaling group by name: group metrics on, the agent aggregating by the group."""

    group: str

    def metric(self, namespace: str, name: str, statistic: str, period: timedelta) -> Metric:
        """A metric of the group."""
        dimensions = {"AutoScalingGroupName": self.group}
        return Metric(namespace, name, dimensions, statistic, period)

    @property
    def cpu(self) -> Metric:
        """Processor time in percent; EC2 publishes it every five minutes unless told otherwise."""
        return self.metric("AWS/EC2", "CPUUtilization", "Average", FIVE_MINUTES)

    @property
    def memory(self) -> Metric:
        """Used memory in percent (CloudWatch agent)."""
        return self.metric("CWAgent", "mem_used_percent", "Average", MINUTE)

    @property
    def free_disk(self) -> Expression:
        """Free disk in percent, of the fullest one (CloudWatch agent)."""
        used = self.metric("CWAgent", "disk_used_percent", "Maximum", MINUTE)
        return Expression("100 - used", {"used": used})

    @property
    def missing(self) -> Expression:
        """How many instances fewer are in service than are wanted."""
        wanted = self.metric("AWS/AutoScaling", "GroupDesiredCapacity", "Average", MINUTE)
        running = self.metric("AWS/AutoScaling", "GroupInServiceInstances", "Average", MINUTE)
        return Expression("wanted - running", {"wanted": wanted, "running": running})


@dataclass(frozen=True, slots=True)
class Cache:
    """A Redis node by its cluster id."""

    cluster: str

    def metric(self, name: str) -> Metric:
        """A metric of the node."""
        dimensions = {"CacheClusterId": self.cluster}
        return Metric("AWS/ElastiCache", name, dimensions, "Average", MINUTE)


def workers(policy: Policy, group: Workers) -> Service:
    """The GPU workers: busy, full, or too few. Film generation's own outage explains none."""
    limits, named = policy.handbook.thresholds, policy.names.of
    cpu = _continuous(policy, WORKERS, group.cpu, Unit.PERCENT)
    memory = _continuous(policy, WORKERS, group.memory, Unit.PERCENT)
    disk = _continuous(policy, WORKERS, group.free_disk, Unit.PERCENT)
    missing = _continuous(policy, WORKERS, group.missing, Unit.COUNT)
    return Service(
        name="workers",
        signs=(
            *each_level(limits.worker_cpu, named("workers-cpu"), cpu),
            *each_level(limits.memory, named("workers-memory"), memory),
            *each_level(limits.disk_free, named("workers-disk"), disk),
            *each_level(limits.missing_tasks, named("workers-missing"), missing),
        ),
    )


def cache(policy: Policy, node: Cache) -> Service:
    """The cache: a lost one slows the API down and does not stop it, so its outage is no P1."""
    limits, named = policy.handbook.thresholds, policy.names.of
    full = "runs out of capacity"
    memory_used = node.metric("DatabaseMemoryUsagePercentage")
    cpu = _continuous(policy, CACHE, node.metric("EngineCPUUtilization"), Unit.PERCENT, full)
    memory = _continuous(policy, CACHE, memory_used, Unit.PERCENT, full)
    silent = silence_alarm(
        policy.handbook.alerting.silence.cache,
        named("cache-silent"),
        node.metric("EngineCPUUtilization"),
        CACHE.story("gives no sign of life", "capacity"),
        policy.handbook.severities,
    )
    return Service(
        name="cache",
        outage=Outage(CACHE.story("is gone", "capacity"), (silent,)),
        symptoms=tuple(
            map(
                alone,
                (
                    *each_level(limits.backend_cpu, named("cache-cpu"), cpu),
                    *each_level(limits.memory, named("cache-memory"), memory),
                ),
            )
        ),
    )


def _continuous(
    policy: Policy,
    told: Told,
    looks_at: Metric | Expression,
    unit: Unit,
    what: str = "run out of capacity",
) -> Callable[[Alert, str], AlarmSpec]:
    def alarm(alert: Alert, name: str) -> AlarmSpec:
        watched = Watched(name, looks_at, unit, MissingData.BREACHING)  # published all the time
        story = told.story(what, "capacity")
        return alarm_on(alert, watched, story, policy.handbook.severities)

    return alarm
