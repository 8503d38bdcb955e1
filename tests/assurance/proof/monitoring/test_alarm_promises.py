"""Promises that are alarms on one number: recomputed, in the metric's unit, on its dimensions."""

from typing import Any

import pytest

from assurance.verdict import Verdict
from tests.assurance.proof.changes import Change, both, case, drop, gone, put
from tests.assurance.proof.monitoring.conftest import Judged, assert_told
from tests.assurance.proof.monitoring.pieces import ABOVE
from tests.assurance.proof.monitoring.test_slo_rules import in_query

P3 = [{"Key": "severity", "Value": "P3"}]


def limit(name: str, value: float) -> Change:
    return put(value, name, "Threshold")


def dimension(name: str, value: str, at: int = 0) -> Change:
    return put(value, name, "Dimensions", at, "Value")


def times(name: str, count: int) -> Change:
    return both(put(count, name, "EvaluationPeriods"), put(count, name, "DatapointsToAlarm"))


BROKEN: dict[str, tuple[str, Change]] = {
    "thresholds.api_response_time.alert": ("at > 500", limit("ApiSlowSignal", 500)),
    "thresholds.api_errors.alert": ("at > 50", limit("ApiErrorsSignal", 50)),
    "thresholds.healthy_hosts.alert": ("targetgroup/x", dimension("ApiNoHost", "targetgroup/x", 1)),
    "thresholds.queue_depth.alert": ("takes 9 min", times("JobsDeepSignal", 9)),
    "thresholds.queue_depth.critical": ("at > 201", limit("JobsDeepBadSignal", 201)),
    "thresholds.film_success.alert": (
        "at > 90",
        put(ABOVE, "FilmFailSignal", "ComparisonOperator"),
    ),
    "thresholds.film_success.critical": (
        "comes to",
        in_query("FilmFailBadSignal", "Expression", "answer", "IF(n >= 7, 100 * bad / n)"),
    ),
    "thresholds.generation_time.alert": (
        "as p50",
        in_query("FilmSlowSignal", "Stat", "slowest", "p50", "MetricStat"),
    ),
    "thresholds.generation_time.critical": ("at > 10", limit("FilmSlowBadSignal", 10)),
    "thresholds.missing_tasks.alert": (
        "comes to",
        in_query("GpuMissing", "Expression", "answer", "r - w"),
    ),
    "thresholds.backend_cpu.alert": ("ServiceName=web", dimension("ApiCpuSignal", "web", 1)),
    "thresholds.worker_cpu.alert": ("takes 5 min", times("GpuCpu", 1)),
    "thresholds.memory.alert": ("is P3", put(P3, "CacheMemory", "Tags")),
    "thresholds.disk_free.alert": ("at < 80", limit("GpuDisk", 80)),
    "thresholds.disk_free.critical": ("no alarm looks at", gone("DbDiskBadSignal")),
    "thresholds.database_cpu.alert": (
        "as Maximum",
        put("Maximum", "DbCpuSignal", "Statistic"),
    ),
    "thresholds.database_connections.alert": (
        "comes to",
        in_query("DbUsedSignal", "Expression", "answer", "m / 100"),
    ),
    "thresholds.database_connections.critical": ("takes 1 min", times("DbFullSignal", 1)),
    "thresholds.read_latency.alert": ("at > 50", limit("DbReadSignal", 50)),
    "thresholds.write_latency.alert": (
        "DBInstanceIdentifier=other",
        dimension("DbWriteSignal", "other"),
    ),
    "thresholds.certificate.alert": ("at < 2592000", limit("Certificate", 30 * 86400)),
    "thresholds.oldest_message.alert": ("at > 10", limit("JobsOldSignal", 10)),
    "thresholds.dead_letters.alert": ("no alarm looks at", gone("JobsDeadSignal")),
    "thresholds.database_load.alert": ("speaks as P2", put([{"Key": "severity", "Value": "P2"}], "DbLoad", "Tags")),
    "alerting.outage": (
        "answers from 1 films on, wanted from 2 to 3",
        in_query("FilmAllFail", "Expression", "answer", "IF(n >= 1, 100 * bad / n)"),
    ),
    "alerting.high_errors": (
        "answers from 1 requests on, wanted from 20",
        in_query("WebErrorsSignal", "Expression", "answer", "IF(n >= 1, 100 * bad / n)"),
    ),
    "alerting.unattended_queue": (
        "comes to",
        in_query("JobsIdle", "Expression", "idle", "left + 0 * held"),
    ),
    "alerting.stale_figures": ("takes 15 min", put(300, "SignupsStale", "Period")),
    "alerting.silence.api": (
        "does not fire on silence alone",
        put("notBreaching", "ApiSilentSignal", "TreatMissingData"),
    ),
    "alerting.silence.film_generation": ("takes 3 h", put(3600, "FilmSilentSignal", "Period")),
    "alerting.silence.dashboard": ("no alarm looks at", gone("WebSilentSignal")),
    "alerting.silence.s3_storage": (
        "does not fire on silence alone",
        both(put("Sum", "MediaSilentSignal", "Statistic"), limit("MediaSilentSignal", 5)),
    ),
    "alerting.silence.database": ("takes 15 min", put(300, "DatabaseSilence", "Period")),
    "alerting.silence.cache": ("is P3", put(P3, "CacheSilent", "Tags")),
}  # fmt: skip


@pytest.mark.parametrize("promise", BROKEN)
def test_an_alarm_that_is_not_as_promised_is_told(judged: Judged, promise: str) -> None:
    named, change = BROKEN[promise]
    assert_told(judged(promise, change), named)


def test_an_alarm_nobody_speaks_for_is_told(judged: Judged) -> None:
    silent = drop("GpuMemory", "AlarmActions")
    assert_told(judged("thresholds.memory.alert", silent), "nobody speaks for alarm GpuMemory")


@pytest.mark.parametrize(
    ("formula", "same"),
    [
        ("IF(n >= 20, 100 * (bad / n))", True),
        ("IF(n < 20, 0 / 0, bad / n * 100)", True),
        ("100 * IF(n > 19, bad) / n", False),
        ("IF(n >= 20, bad / n)", False),
        ("IF(n >= 20, 100 * bad / (n + bad))", False),
    ],
)
def test_a_formula_is_judged_by_what_it_comes_to(judged: Judged, formula: str, same: bool) -> None:
    # the third divides a missing point, which counts as 0
    change = in_query("ApiErrorsSignal", "Expression", "answer", formula)
    proof = judged("thresholds.api_errors.alert", change)
    assert (proof.verdict is Verdict.KEPT) is same


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("ten datapoints", "alarm JobsIdle takes 10 min", times("JobsIdle", 10)),
        case("a longer period", "alarm MediaAllFail takes 4 min", both(*(in_query("MediaAllFail", "Period", one, 240, "MetricStat") for one in ("asked", "errors")))),
        case("a silence over two periods", "alarm DatabaseSilence takes 4 min", times("DatabaseSilence", 2)),
        case("a P1 of somebody else", "alarm GpuCpu takes 10 min", put([{"Key": "severity", "Value": "P1"}], "GpuCpu", "Tags")),
    ],
)  # fmt: skip
def test_every_p1_is_seen_in_time(judged: Judged, named: str, one: Change) -> None:
    assert judged("alerting.outage_seen_within").proven == "5 min at most, 7 alarms"
    assert_told(judged("alerting.outage_seen_within", one), named)


def unsuppressed(name: str) -> Change:
    def write(resources: dict[str, Any]) -> None:
        properties = resources[name]["Properties"]
        for key in [one for one in properties if one.startswith("ActionsSuppressor")]:
            del properties[key]

    return write


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("another wait", "wait of 60 s", put(60, "ApiSlow", "ActionsSuppressorWaitPeriod")),
        case("no suppressor", "FilmSlow is not kept quiet by FilmDown", unsuppressed("FilmSlow")),
        case("a dependency forgotten", "ApiSlow is not kept quiet by DatabaseDown", put('ALARM("ApiDown")', "ApiQuiet", "AlarmRule")),
        case("only one part of the outage", "is not kept quiet by ApiDown", put('ALARM("ApiNoHost") OR ALARM("DatabaseDown")', "ApiQuiet", "AlarmRule")),
        case("a burn rate too", "WebUpFast is not kept quiet", unsuppressed("WebUpFast")),
    ],
)  # fmt: skip
def test_a_symptom_waits_for_its_cause(judged: Judged, named: str, one: Change) -> None:
    assert judged("alerting.storm.wait").verdict is Verdict.KEPT
    assert_told(judged("alerting.storm.wait", one), named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("a symptom", "ApiSlow", put(60, "ApiSlow", "ActionsSuppressorExtensionPeriod")),
        case("a tier", "promised 6 h", put(300, "ApiUpSlow", "ActionsSuppressorExtensionPeriod")),
    ],
)
def test_a_symptom_stays_quiet_for_a_while(judged: Judged, named: str, one: Change) -> None:
    assert judged("alerting.storm.extension").verdict is Verdict.KEPT
    assert_told(judged("alerting.storm.extension", one), named)
