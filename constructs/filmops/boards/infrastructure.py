"""The board of what the services run on: workers, cache, certificates, network."""

from collections.abc import Mapping
from datetime import timedelta

from filmops.boards.marks import marks_of
from filmops.boards.service import Rows
from filmops.boards.widgets import Chart, Colour, Line
from filmops.service import Policy
from filmops.services.certificates import days_left
from filmops.services.infrastructure import Cache, Workers

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
KINDS = (Colour.MAIN, Colour.SECOND, Colour.THIRD, Colour.GOOD)


def worker_rows(policy: Policy, group: Workers) -> Rows:
    """How many workers there are and how full they are."""
    limits = policy.handbook.thresholds
    wanted, running = group.missing.metrics.values()
    received = group.metric("AWS/EC2", "NetworkIn", "Sum", MINUTE)
    sent = group.metric("AWS/EC2", "NetworkOut", "Sum", MINUTE)
    counts = (Line("wanted", wanted, Colour.MUTED), Line("in service", running, Colour.GOOD))
    return (
        (
            Chart("GPU workers", "instances", counts),
            Chart(
                "CPU of the workers",
                "%",
                (Line("CPU", group.cpu),),
                marks_of(limits.worker_cpu),
                high=100,
            ),
            Chart(
                "Memory of the workers",
                "%",
                (Line("memory", group.memory),),
                marks_of(limits.memory),
                high=100,
            ),
        ),
        (
            Chart(
                "Free disk of the fullest worker",
                "%",
                (Line("free", group.free_disk),),
                marks_of(limits.disk_free),
                high=100,
                width=12,
            ),
            Chart(
                "Network throughput of the workers",
                "bytes per minute",
                (Line("received", received), Line("sent", sent, Colour.SECOND)),
                width=12,
            ),
        ),
    )


def cache_rows(policy: Policy, node: Cache) -> Rows:
    """The cache: its processor, its memory, whether it helps."""
    limits = policy.handbook.thresholds
    cpu = Line("engine", node.metric("EngineCPUUtilization"))
    memory = Line("used", node.metric("DatabaseMemoryUsagePercentage"))
    hits = Line("hits", node.metric("CacheHitRate"), Colour.GOOD)
    evicted = Line("evicted", node.metric("Evictions").read_as("Sum"), Colour.WARNING, right=True)
    return (
        (
            Chart("CPU of the cache", "%", (cpu,), marks_of(limits.backend_cpu), high=100),
            Chart("Memory of the cache", "%", (memory,), marks_of(limits.memory), high=100),
            Chart("Hits and evictions", "%", (hits, evicted), right_unit="keys per minute"),
        ),
    )


def certificate_rows(policy: Policy, arns: Mapping[str, str]) -> Rows:
    """Days left of each certificate."""
    lines = tuple(
        Line(kind, days_left(arn), colour)
        for (kind, arn), colour in zip(arns.items(), KINDS, strict=False)
    )
    marks = marks_of(policy.handbook.thresholds.certificate, DAY)
    return ((Chart("Certificates", "days left", lines, marks, width=24),),)
