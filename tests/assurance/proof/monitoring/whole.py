"""A whole monitoring assembly in one template: every monitoring rule is kept by it.

The numbers are typed from the handbook and the workbook, never computed by what they test.
"""

import json
from typing import Any

from tests.assurance.lab import Template
from tests.assurance.proof.monitoring.boards import board, native_slos
from tests.assurance.proof.monitoring.guards import guards
from tests.assurance.proof.monitoring.lab_environment import BUSINESS, CERTIFICATE, FILMS, TARGETS
from tests.assurance.proof.monitoring.pieces import (
    ABOVE,
    BELOW,
    FILM,
    FROM,
    LOADS,
    MADE,
    OBJECTS,
    REQUESTS,
    TAKES,
    VIEWS,
    WAITS,
    Counts,
    Read,
    Resources,
    alarm,
    composite,
    elb,
    media,
    rds,
    share,
    silence,
    sqs,
    viewers,
)
from tests.assurance.proof.parts import resource

HOUR, DAY = 3600, 86400
WINDOWS = {"Fast": (HOUR, 300), "Medium": (6 * HOUR, 1800), "Slow": (3 * DAY, 6 * HOUR)}
SEVERITIES = {"Fast": "P2", "Medium": "P2", "Slow": "P3"}
THREE_NINES = {"Fast": (1.44, 70), "Medium": (0.6, 167), "Slow": (0.1, 1000)}
OBJECTIVES: dict[str, tuple[str, Counts, dict[str, tuple[float, int]]]] = {
    "ApiUp": ("Api", REQUESTS, THREE_NINES),
    "ApiQuick": ("Api", WAITS, {"Fast": (72, 3), "Medium": (30, 4), "Slow": (5, 20)}),
    "FilmUp": ("Film", MADE, {"Fast": (7.2, 14), "Medium": (3, 34), "Slow": (0.5, 200)}),
    "FilmQuick": ("Film", TAKES, {"Fast": (72, 3), "Medium": (30, 4), "Slow": (5, 20)}),
    "WebUp": ("Web", VIEWS, THREE_NINES),
    "WebQuick": ("Web", LOADS, {"Fast": (72, 3), "Medium": (30, 4), "Slow": (5, 20)}),
    "MediaUp": (
        "Media",
        OBJECTS,
        {"Fast": (0.144, 695), "Medium": (0.06, 1667), "Slow": (0.01, 10000)},
    ),
}
GONE = {
    "Api": 'ALARM("ApiNoHost") OR ALARM("ApiAllFail")',
    "Film": 'ALARM("FilmAllFail") OR ALARM("JobsIdle")',
    "Web": 'ALARM("WebAllFail")',
    "Media": 'ALARM("MediaAllFail")',
    "Database": 'ALARM("DatabaseSilence")',
}
CAUSES = {
    "Api": ("Api", "Database"),
    "Film": ("Film", "Database"),
    "Web": ("Web", "Api", "Database"),
    "Media": ("Media",),
    "Database": ("Database",),
}
WORKERS = (("AutoScalingGroupName", "gpus"),)
TASKS = (("ClusterName", "lab"), ("ServiceName", "api"))


def firing(*names: str) -> str:
    return " OR ".join(f'ALARM("{name}")' for name in names)


def burning() -> Resources:
    found: Resources = {}
    for name, (service, counts, limits) in OBJECTIVES.items():
        quiet = [firing(f"{service}Quiet")]
        for tier, (limit, least) in limits.items():
            level, (long, short) = SEVERITIES[tier], WINDOWS[tier]
            for window, length in (("Long", long), ("Short", short)):
                key = f"{name}{tier}{window}"
                sees = share(counts, least, length)
                found[key] = alarm(level, key, sees, (length, 1), (ABOVE, limit))
            rule = f'ALARM("{name}{tier}Long") AND ALARM("{name}{tier}Short")'
            rule = f'({rule}) OR ALARM("{name}Few")' if tier == "Slow" else rule
            hush = f"{name}{tier}Quiet"
            found[hush] = composite("", hush, " OR ".join(quiet), None)
            found[name + tier] = composite(level, name + tier, rule, (hush, max(short, 960)))
            firm = f"{name}{tier}Firm"
            quiet.append(f'(ALARM("{name}{tier}") AND ALARM("{firm}"))')
            if tier != "Slow":
                spared = share(counts, least, short, "100 * (bad - 1) / n")
                found[firm] = alarm("", firm, spared, (short, 1), (ABOVE, limit))
        few = counts.queries(f"IF(n < {limits['Slow'][1]}, bad)", 6 * HOUR)
        found[f"{name}Few"] = alarm("P3", f"{name}Few", few, (6 * HOUR, 1), (FROM, 3))
    return found


def outages() -> Resources:
    host = Read(
        "AWS/ApplicationELB",
        "HealthyHostCount",
        "Maximum",
        (*elb("").dimensions, ("TargetGroup", TARGETS)),
    )
    jobs = "ApproximateNumberOfMessages"
    idle = [
        {"Id": "idle", "Expression": "IF(held > 0, 0, left)", "ReturnData": True},
        sqs(f"{jobs}NotVisible").query("held", 60),
        sqs(f"{jobs}Visible", "Minimum").query("left", 60),
    ]
    found = {
        "ApiNoHost": alarm("P1", "ApiNoHost", host, (60, 2), (BELOW, 1), "breaching"),
        "JobsIdle": alarm("P1", "JobsIdle", idle, (60, 3), (ABOVE, 0)),
        "DatabaseSilence": silence("P1", "DatabaseSilence", rds("CPUUtilization"), 60),
    }
    for name, counts in (("Api", REQUESTS), ("Film", MADE), ("Web", VIEWS), ("Media", OBJECTS)):
        key = f"{name}AllFail"
        found[key] = alarm("P1", key, share(counts, 3, 120), (120, 1), (ABOVE, 90))
    for name, rule in GONE.items():
        found[f"{name}Down"] = composite("P1", f"{name}Down", rule, None)
        causes = firing(*(f"{one}Down" for one in CAUSES[name]))
        found[f"{name}Quiet"] = composite("", f"{name}Quiet", causes, None)
    return found


def symptoms() -> Resources:
    """What hurts, each with the composite that speaks for it."""
    found: Resources = {}
    for service, level, name, made in _symptoms():
        found[f"{name}Signal"] = made
        rule, quiet = firing(f"{name}Signal"), (f"{service}Quiet", 960)
        found[name] = composite(level, name, rule, quiet)
    return found


def _symptoms() -> list[tuple[str, str, str, Any]]:
    found: list[tuple[str, str, str, Any]] = []

    def add(
        service: str,
        level: str,
        name: str,
        sees: Any,  # noqa: ANN401
        times: tuple[int, int],
        limit: tuple[str, float],
        missing: str = "notBreaching",
    ) -> None:
        made = alarm(level, f"{name}Signal", sees, times, limit, missing)
        found.append((service, level, name, made))

    for service, counts in (("Api", REQUESTS), ("Web", VIEWS), ("Media", OBJECTS)):
        add(service, "P2", f"{service}Errors", share(counts, 20, 300), (300, 1), (ABOVE, 5))
    for name, least, limit in (("FilmFail", 10, 90), ("FilmFailBad", 7, 85)):
        good = share(MADE, least, 900, "100 * (n - bad) / n")
        add("Film", "P2", name, good, (900, 1), (BELOW, limit))
    add("Api", "P2", "ApiSlow", _percentile(elb("TargetResponseTime"), 300), (300, 1), (ABOVE, 0.5))
    time = Read(FILMS, "GenerationDuration", "")
    for name, limit in (("FilmSlow", 480), ("FilmSlowBad", 600)):
        add("Film", "P2", name, _percentile(time, 600), (600, 1), (ABOVE, limit))
    for name, metric, limit, count in (
        ("ApiCpu", "CPUUtilization", 85, 10),
        ("ApiMemory", "MemoryUtilization", 90, 5),
    ):
        read = Read("AWS/ECS", metric, "Average", TASKS)
        add("Api", "P2", name, read, (60, count), (ABOVE, limit), "breaching")
    insights = "ECS/ContainerInsights"
    wanted = Read(insights, "DesiredTaskCount", "Average", TASKS)
    tasks = _short(wanted, Read(insights, "RunningTaskCount", "Average", TASKS))
    add("Api", "P2", "ApiTasks", tasks, (60, 5), (ABOVE, 0), "breaching")
    visible = sqs("ApproximateNumberOfMessagesVisible")
    add("Film", "P2", "JobsDeep", visible, (60, 10), (ABOVE, 100))
    add("Film", "P2", "JobsDeepBad", visible, (60, 10), (ABOVE, 200))
    add("Film", "P2", "JobsOld", sqs("ApproximateAgeOfOldestMessage"), (60, 5), (ABOVE, 600))
    dead = sqs("ApproximateNumberOfMessagesVisible", queue="jobs-dead")
    add("Film", "P3", "JobsDead", dead, (60, 1), (ABOVE, 0))
    for name, level, sees, count, limit in (
        ("DbCpu", "P2", rds("CPUUtilization"), 10, (ABOVE, 85)),
        ("DbUsed", "P3", _scaled(rds("DatabaseConnections", "Maximum"), "m / 10"), 1, (ABOVE, 80)),
        ("DbFull", "P2", _scaled(rds("DatabaseConnections", "Maximum"), "m / 10"), 5, (ABOVE, 90)),
        ("DbDisk", "P3", _scaled(rds("FreeStorageSpace", "Minimum"), GIB), 1, (BELOW, 20)),
        ("DbDiskBad", "P2", _scaled(rds("FreeStorageSpace", "Minimum"), GIB), 1, (BELOW, 10)),
        ("DbRead", "P2", rds("ReadLatency"), 5, (ABOVE, 0.05)),
        ("DbWrite", "P2", rds("WriteLatency"), 5, (ABOVE, 0.1)),
        ("DbLoad", "P3", _scaled(rds("DBLoadRelativeToNumVCPUs"), "m * 100"), 15, (ABOVE, 100)),
    ):
        add("Database", level, name, sees, (60, count), limit, "breaching")
    for service, level, name, read, period in (
        ("Api", "P2", "ApiSilent", elb("RequestCount"), 300),
        ("Film", "P3", "FilmSilent", FILM, 7200),
        ("Web", "P2", "WebSilent", viewers("Requests", "Sum"), 300),
        ("Media", "P3", "MediaSilent", media("AllRequests"), 1200),
    ):
        made = silence(level, f"{name}Signal", read, period)
        found.append((service, level, name, made))
    return found


GIB = "m / 1073741824"  # of 100 GiB


def _scaled(read: Read, formula: str) -> list[dict[str, Any]]:
    answer = {"Id": "answer", "Expression": formula, "ReturnData": True}
    return [answer, read.query("m", 60)]


def _short(wanted: Read, running: Read) -> list[dict[str, Any]]:
    answer = {"Id": "answer", "Expression": "w - r", "ReturnData": True}
    return [answer, wanted.query("w", 60), running.query("r", 60)]


def _percentile(duration: Read, period: int) -> list[dict[str, Any]]:
    where = (duration.namespace, duration.metric)
    return [
        {"Id": "answer", "Expression": "IF(many > 19, slowest)", "ReturnData": True},
        Read(*where, "SampleCount", duration.dimensions).query("many", period),
        Read(*where, "p95", duration.dimensions).query("slowest", period),
    ]


def signs() -> Resources:
    """What no outage explains: workers, cache, certificate, business figures."""
    group, node = "AWS/AutoScaling", (("CacheClusterId", "lab"),)
    wanted = Read(group, "GroupDesiredCapacity", "Average", WORKERS)
    running = Read(group, "GroupInServiceInstances", "Average", WORKERS)
    disk = _scaled(Read("CWAgent", "disk_used_percent", "Maximum", WORKERS), "100 - m")
    memory = Read("CWAgent", "mem_used_percent", "Average", WORKERS)
    engine = Read("AWS/ElastiCache", "EngineCPUUtilization", "Average", node)
    keys = Read("AWS/ElastiCache", "DatabaseMemoryUsagePercentage", "Average", node)
    days = Read(
        "AWS/CertificateManager", "DaysToExpiry", "Minimum", (("CertificateArn", CERTIFICATE),)
    )
    found: Resources = {}
    for name, level, sees, times, limit in (
        (
            "GpuCpu",
            "P2",
            Read("AWS/EC2", "CPUUtilization", "Average", WORKERS),
            (300, 2),
            (ABOVE, 90),
        ),
        ("GpuMemory", "P2", memory, (60, 5), (ABOVE, 90)),
        ("GpuDisk", "P3", disk, (60, 1), (BELOW, 20)),
        ("GpuDiskBad", "P2", disk, (60, 1), (BELOW, 10)),
        ("GpuMissing", "P2", _short(wanted, running), (60, 5), (ABOVE, 0)),
        ("CacheCpu", "P2", engine, (60, 10), (ABOVE, 85)),
        ("CacheMemory", "P2", keys, (60, 5), (ABOVE, 90)),
        ("Certificate", "P3", days, (DAY, 1), (BELOW, 30)),
    ):
        found[name] = alarm(level, name, sees, times, limit, "breaching", speaks=True)
    found["CacheSilent"] = silence("P2", "CacheSilent", engine, 120, speaks=True)
    for name, metric, period in (
        ("UsersStale", "ActiveSessions", 300),
        ("SignupsStale", "UserSignups", 28800),
        ("ChurnStale", "ActiveSubscriptions", 201600),
    ):
        read = Read(BUSINESS, metric, "")
        found[name] = silence("P4", name, read, period, speaks=True)
    return found


def sources() -> Resources:
    """What the metrics come from."""
    copy = {"Role": "role", "Rules": [{"Id": "Everything"}]}
    return {
        "Bucket": resource(
            "AWS::S3::Bucket",
            BucketName="media",
            MetricsConfigurations=[{"Id": "All"}],
            ReplicationConfiguration=copy,
        ),
        "More": resource(
            "AWS::CloudFront::MonitoringSubscription",
            DistributionId="E1LAB",
            MonitoringSubscription={
                "RealtimeMetricsSubscriptionConfig": {
                    "RealtimeMetricsSubscriptionStatus": "Enabled"
                }
            },
        ),
    }


def whole() -> Template:
    """Everything of the lab's monitoring."""
    made = (burning(), outages(), symptoms(), signs(), sources(), native_slos(), guards())
    found = {name: one for part in made for name, one in part.items()}
    speaking = [
        one["Properties"]["AlarmName"]
        for one in found.values()
        if one["Properties"].get("AlarmActions")
    ]
    made_whole = {"Resources": {**found, "Board": board(speaking)}}
    return json.loads(json.dumps(made_whole))  # a copy, since tests write into it
