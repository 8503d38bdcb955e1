"""Where each threshold of the sister pages applies, part by part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from assurance.proof.monitoring.demands.kinds import answers
from assurance.proof.monitoring.events import Percentile, Share
from assurance.proof.monitoring.parts import Parts
from assurance.proof.monitoring.readings import Reading, Source, Value, plain, shortfall
from promises import Handbook

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
WORKERS, CACHE, DATABASE = "workers", "cache", "database"


@dataclass(frozen=True, slots=True)
class Place:
    """One number that a threshold is about; durations are counted in `unit`.

    `charted` is the number as a chart shows it, where that needs no minimum of events.
    """

    threshold: str
    of: str
    reading: Reading
    charted: Reading
    unit: timedelta = SECOND


def places(parts: Parts, handbook: Handbook) -> Iterator[Place]:
    """Where each threshold applies, part by part."""
    platform = parts.environment.platform
    if platform.api:
        yield from _api(parts, handbook)
    if platform.film_generation:
        yield from _films(parts, handbook)
    yield from _queues(parts)
    if platform.film_generation and platform.film_generation.workers:
        yield from _workers(parts)
    if platform.cache:
        cpu, memory = "EngineCPUUtilization", "DatabaseMemoryUsagePercentage"
        yield _simple("backend_cpu", CACHE, "the CPU of the cache", parts.node(cpu))
        yield _simple("memory", CACHE, "the memory of the cache", parts.node(memory))
    if parts.database:
        yield from _database(parts)
    for kind, arn in platform.certificates.items():
        metric = parts.source(
            "AWS/CertificateManager", "DaysToExpiry", "Minimum", CertificateArn=arn
        )
        what = f"the days left of the {kind} certificate"
        yield _simple("certificate", f"certificate of the {kind}", what, metric, DAY)


def _simple(threshold: str, of: str, what: str, source: Source, unit: timedelta = SECOND) -> Place:
    return _both(threshold, of, plain(what, source), unit)


def _both(threshold: str, of: str, reading: Value, unit: timedelta = SECOND) -> Place:
    return Place(threshold, of, reading, reading, unit)


def _api(parts: Parts, handbook: Handbook) -> Iterator[Place]:
    statistic = handbook.thresholds.api_response_time.alert.when.statistic
    yield _percentile(
        "api_response_time", "api", parts.balancer("TargetResponseTime"), statistic, handbook
    )
    failed = Share(answers(parts)["api"])
    yield Place("api_errors", "api", failed, failed)
    healthy = parts.targets("HealthyHostCount", "Maximum")
    yield _simple("healthy_hosts", "api", "the healthy hosts of the API", healthy)
    insights = "ECS/ContainerInsights"
    tasks = (parts.tasks("DesiredTaskCount", insights), parts.tasks("RunningTaskCount", insights))
    yield _both("missing_tasks", "api", shortfall("the missing tasks of the API", *tasks))
    cpu, memory = parts.tasks("CPUUtilization"), parts.tasks("MemoryUtilization")
    yield _simple("backend_cpu", "api", "the CPU of the API's tasks", cpu)
    yield _simple("memory", "api", "the memory of the API's tasks", memory)


def _films(parts: Parts, handbook: Handbook) -> Iterator[Place]:
    good = Share(answers(parts)["film_generation"], good=True)
    yield Place("film_success", "film_generation", good, good)
    statistic = handbook.thresholds.generation_time.alert.when.statistic
    time = parts.films("GenerationDuration")
    yield _percentile("generation_time", "film_generation", time, statistic, handbook)


def _percentile(
    threshold: str, of: str, source: Source, statistic: str | None, handbook: Handbook
) -> Place:
    """A time limit that names no percentile means that of `alerting.latency_share`."""
    read = statistic or f"p{handbook.alerting.latency_share.percent:f}"
    one = Source(source.namespace, source.metric, source.dimensions, (read,))
    # Of fewer than 1 / (1 - p) it is only the maximum; AWS itself waits for ten times as many.
    least = round(100 / (100 - float(read[1:])))
    what = f"the {read} of {source.metric}"
    reading = Percentile(what, one, (least, 10 * least))
    return Place(threshold, of, reading, Percentile(what, one))


def _queues(parts: Parts) -> Iterator[Place]:
    visible = "ApproximateNumberOfMessagesVisible"
    for kind, name in parts.queues().items():
        depth = parts.source("AWS/SQS", visible, "Maximum", QueueName=name)
        what, of = f"the depth of the {kind} queue", f"{kind} queue"
        yield _simple("queue_depth", of, what, depth)
        oldest = parts.source("AWS/SQS", "ApproximateAgeOfOldestMessage", "Maximum", QueueName=name)
        yield _simple(
            "oldest_message", of, f"the age of the oldest job of the {kind} queue", oldest
        )
    for kind, name in parts.dead_letters().items():
        depth = parts.source("AWS/SQS", visible, "Maximum", QueueName=name)
        what = f"the dead letters of the {kind} queue"
        yield _simple("dead_letters", f"{kind} queue", what, depth)


def _workers(parts: Parts) -> Iterator[Place]:
    cpu = parts.workers("AWS/EC2", "CPUUtilization", "Average")
    memory = parts.workers("CWAgent", "mem_used_percent", "Average")
    yield _simple("worker_cpu", WORKERS, "the CPU of the workers", cpu)
    yield _simple("memory", WORKERS, "the memory of the workers", memory)
    used = parts.workers("CWAgent", "disk_used_percent", "Maximum")
    probes = tuple(((value,), 100 - value) for value in (0.0, 30.0, 82.0, 100.0))
    free = Value("the free disk of the fullest worker", (used,), probes)
    yield _both("disk_free", WORKERS, free)
    group = "AWS/AutoScaling"
    yield _both(
        "missing_tasks",
        WORKERS,
        shortfall(
            "the missing workers",
            parts.workers(group, "GroupDesiredCapacity", "Average"),
            parts.workers(group, "GroupInServiceInstances", "Average"),
        ),
    )


def _database(parts: Parts) -> Iterator[Place]:
    size = parts.environment.sizes.database
    cpu = parts.instance("CPUUtilization")
    yield _simple("database_cpu", DATABASE, "the CPU of the database", cpu)
    used = parts.instance("DatabaseConnections", "Maximum")
    what = "the connections in percent of the most there can be"
    yield _both("database_connections", DATABASE, plain(what, used, 100 / size.connections))
    free = parts.instance("FreeStorageSpace", "Minimum")
    what = "the free storage of the database in percent"
    yield _both("disk_free", DATABASE, plain(what, free, 100 / size.storage.bytes))
    for name, metric in (("read_latency", "ReadLatency"), ("write_latency", "WriteLatency")):
        what = f"the {name.replace('_', ' ')} of the database"
        yield _simple(name, DATABASE, what, parts.instance(metric))
    load = parts.instance("DBLoadRelativeToNumVCPUs")
    what = "running queries in percent of the processors"
    yield _both("database_load", DATABASE, plain(what, load, 100))
