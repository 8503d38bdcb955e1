"""The lab's one board, and its native SLOs."""

import json
from collections.abc import Sequence
from typing import Any

from tests.assurance.proof.monitoring.lab_environment import BUSINESS, FILMS
from tests.assurance.proof.monitoring.pieces import (
    ACCOUNT,
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
    elb,
    media,
    rds,
    sqs,
    viewers,
)
from tests.assurance.proof.parts import resource

RUNBOOKS = "https://git.example/ops/blob/main/docs/runbooks.md"
GOALS: dict[str, tuple[str, float, Counts]] = {
    "ApiUpSlo": ("slos.api.availability", 99.9, REQUESTS),
    "ApiErrorsSlo": ("slos.api.error_rate", 99, REQUESTS),
    "ApiQuickSlo": ("slos.api.latency", 95, WAITS),
    "FilmUpSlo": ("slos.film_generation.availability", 99.5, MADE),
    "FilmErrorsSlo": ("slos.film_generation.error_rate", 95, MADE),
    "FilmQuickSlo": ("slos.film_generation.latency", 95, TAKES),
    "WebUpSlo": ("slos.dashboard.availability", 99.9, VIEWS),
    "WebErrorsSlo": ("slos.dashboard.error_rate", 99, VIEWS),
    "WebQuickSlo": ("slos.dashboard.latency", 95, LOADS),
    "MediaUpSlo": ("slos.s3_storage.availability", 99.99, OBJECTS),
    "MediaErrorsSlo": ("slos.s3_storage.error_rate", 99.9, OBJECTS),
}
MAINTENANCE = [
    {
        "Window": {"Duration": 4, "DurationUnit": "HOUR"},
        "RecurrenceRule": {"Expression": f"cron(0 2 ? * SUN#{nth} *)"},
    }
    for nth in (2, 4)
]


def native_slos() -> Resources:
    return {name: _slo(*goal) for name, goal in GOALS.items()}


def _slo(promise: str, goal: float, counts: Counts) -> dict[str, Any]:
    bad = {"BadCountMetric": counts.count(counts.bad)}
    metric = {
        "TotalRequestCountMetric": counts.count(counts.n),
        "MonitoredRequestCountMetric": bad,
    }
    month = {"RollingInterval": {"Duration": 30, "DurationUnit": "DAY"}}
    return resource(
        "AWS::ApplicationSignals::ServiceLevelObjective",
        Name=promise,
        Description=f"{promise}: {goal} %",
        RequestBasedSli={"RequestBasedSliMetric": metric},
        Goal={"AttainmentGoal": goal, "Interval": month},
        BurnRateConfigurations=[
            {"LookBackWindowMinutes": minutes} for minutes in (5, 30, 60, 360, 4320)
        ],
        ExclusionWindows=MAINTENANCE,
    )


def board(speaking: Sequence[str]) -> dict[str, Any]:
    arns = [f"arn:aws:cloudwatch:us-east-1:{ACCOUNT}:alarm:{name}" for name in speaking]
    shown: list[tuple[str, dict[str, Any]]] = [("alarm", {"title": "States", "alarms": arns})]
    shown += [("metric", _chart(*one)) for one in charts()]
    shown.append(("text", {"title": "Note", "markdown": f"[API down]({RUNBOOKS}#api-down)"}))
    widgets = [
        {"type": kind, "x": 0, "y": 6 * row, "width": 24, "height": 6, "properties": properties}
        for row, (kind, properties) in enumerate(shown)
    ]
    body = json.dumps({"widgets": widgets})
    return resource("AWS::CloudWatch::Dashboard", DashboardName="lab", DashboardBody=body)


def _chart(title: str, lines: list[list[object]], *marks: float) -> dict[str, Any]:
    horizontal = [{"value": mark} for mark in marks]
    return {"title": title, "metrics": lines, "annotations": {"horizontal": horizontal}}


Chart = tuple[Any, ...]


def charts() -> list[Chart]:
    tasks = (("ClusterName", "lab"), ("ServiceName", "api"))
    workers, node = (("AutoScalingGroupName", "gpus"),), (("CacheClusterId", "lab"),)

    def ecs(metric: str) -> list[list[object]]:
        return [Read("AWS/ECS", metric, "Average", tasks).line(60)]

    def cache(metric: str) -> list[list[object]]:
        return [Read("AWS/ElastiCache", metric, "Average", node).line(60)]

    speeds = [elb("TargetResponseTime", one).line(60) for one in ("p50", "p95", "p99")]
    agent = Read("CWAgent", "mem_used_percent", "Average", workers)
    return [
        ("API times", speeds, 0.2),
        ("API errors", _formula("100 * bad / n", REQUESTS, 60), 1),
        ("API CPU", ecs("CPUUtilization"), 70),
        ("API memory", ecs("MemoryUtilization"), 80),
        ("API bytes", [elb("ProcessedBytes").line(60)]),
        ("Success", _formula("100 - 100 * bad / n", MADE, 900), 95),
        ("Film times", [Read(FILMS, "GenerationDuration", "p95").line(60)], 300),
        ("Jobs", [sqs("ApproximateNumberOfMessagesVisible").line(60)], 50),
        ("GPU CPU", [Read("AWS/EC2", "CPUUtilization", "Average", workers).line(300)], 75),
        ("GPU memory", [agent.line(60)], 80),
        (
            "GPU disk",
            _over(Read("CWAgent", "disk_used_percent", "Maximum", workers), "100 - m"),
            20,
        ),
        (
            "GPU bytes",
            [Read("AWS/EC2", one, "Sum", workers).line(60) for one in ("NetworkIn", "NetworkOut")],
        ),
        ("Cache CPU", cache("EngineCPUUtilization"), 70),
        ("Cache memory", cache("DatabaseMemoryUsagePercentage"), 80),
        ("Sent", [viewers("BytesDownloaded", "Sum").line(60)]),
        ("S3", [media(one).line(60) for one in ("BytesDownloaded", "BytesUploaded")]),
        *_database(),
        *_business(),
    ]


def _database() -> list[Chart]:
    network = ("NetworkReceiveThroughput", "NetworkTransmitThroughput")
    used = _over(rds("DatabaseConnections", "Maximum"), "m / 10")
    return [
        ("CPU", [rds("CPUUtilization").line(60)], 70),
        ("Connections", used, 80),
        ("Storage", _over(rds("FreeStorageSpace", "Minimum"), "m / 1073741824"), 20),
        ("Reads", [rds("ReadLatency").line(60)], 0.01),
        ("Writes", [rds("WriteLatency").line(60)], 0.02),
        ("Load", _over(rds("DBLoadRelativeToNumVCPUs"), "m * 100")),
        ("Network", [rds(one).line(60) for one in network]),
    ]


def _business() -> list[Chart]:
    def figure(metric: str, stat: str) -> Read:
        return Read(BUSINESS, metric, stat)

    bought = {"b": figure("SubscriptionConversions", "Sum"), "s": figure("UserSignups", "Sum")}
    left = {
        "c": figure("SubscriptionsCancelled", "Sum"),
        "a": figure("ActiveSubscriptions", "Maximum"),
    }
    return [
        ("Users", [figure("ActiveSessions", "Average").line(60)]),
        ("Films", [Read(FILMS, "FilmsGenerated", "Sum").line(3600)]),
        ("Conversion", _lines("100 * b / s", bought, 86400)),
        ("Churn", _lines("100 * c / a", left, 604800)),
    ]


def _formula(formula: str, counts: Counts, period: int) -> list[list[object]]:
    inner: list[list[object]] = [
        [{"expression": text, "id": name, "visible": False}]
        for name, text in (("n", counts.n), ("bad", counts.bad))
    ]
    return [*_lines(formula, counts.reads, period), *inner]


def _over(read: Read, formula: str) -> list[list[object]]:
    return _lines(formula, {"m": read}, 60)


def _lines(formula: str, reads: dict[str, Read], period: int) -> list[list[object]]:
    hidden = [read.line(period, id=name, visible=False) for name, read in reads.items()]
    return [[{"expression": formula, "id": "e"}], *hidden]
