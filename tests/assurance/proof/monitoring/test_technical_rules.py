"""What CloudWatch needs of an alarm: each rule accepts the lab and rejects one thing changed."""

from typing import Any

import pytest

from assurance.verdict import Verdict
from tests.assurance.proof.changes import Change, added, both, drop, gone, put
from tests.assurance.proof.monitoring.conftest import Judged, assert_told
from tests.assurance.proof.monitoring.pieces import ABOVE, FROM, Read, alarm
from tests.assurance.proof.monitoring.test_slo_rules import in_query

ARN = "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/lab/1"
COPY = (("SourceBucket", "media"), ("DestinationBucket", "copy"), ("RuleId", "Nobody"))


def extra(name: str, read: Read, *how: Any, level: str = "P2", speaks: bool = True) -> Change:  # noqa: ANN401
    return added(name, alarm(level, name, read, *how, speaks=speaks))


def dimensions(name: str, **pairs: str) -> Change:
    return put([{"Name": key, "Value": value} for key, value in pairs.items()], name, "Dimensions")


def copying(id: str) -> Change:
    where = (*COPY[:2], ("RuleId", id))
    read = Read("AWS/S3", "OperationsFailedReplication", "Sum", where)
    return extra("Uncopied", read, (60, 1), (ABOVE, 0), "ignore")


BROKEN: list[tuple[str, str, str, Change]] = [
    ("monitoring.dimensions", "another key", "wanted ClusterName, ServiceName", dimensions("ApiCpuSignal", ServiceName="api")),
    ("monitoring.dimensions", "an ARN", "wanted app/...", put(ARN, "ApiNoHost", "Dimensions", 0, "Value")),
    ("monitoring.dimensions", "no Region for CloudFront", "wanted DistributionId, Region", dimensions("WebSilentSignal", DistributionId="E1LAB")),
    ("monitoring.dimensions", "an unknown metric", "in no table of facts", put("Cpu", "GpuCpu", "MetricName")),
    ("monitoring.missing_data", "left out", "does not say", drop("GpuCpu", "TreatMissingData")),
    ("monitoring.missing_data", "a gauge that may be silent", "wanted breaching", put("notBreaching", "GpuCpu", "TreatMissingData")),
    ("monitoring.missing_data", "a share that may not", "wanted notBreaching", put("breaching", "ApiErrorsSignal", "TreatMissingData")),
    ("monitoring.missing_data", "a queue at rest", "wanted notBreaching", put("breaching", "JobsDeepSignal", "TreatMissingData")),
    ("monitoring.missing_data", "a copy", "wanted ignore", both(copying("Everything"), put("breaching", "Uncopied", "TreatMissingData"))),
    ("monitoring.statistics", "the average of a count", "Average of RequestCount", in_query("ApiErrorsSignal", "Stat", "taken", "Average", "MetricStat")),
    ("monitoring.units", "milliseconds for seconds", "never fires at > 50000", put(50000, "DbReadSignal", "Threshold")),
    ("monitoring.units", "a share for percent", "is always in alarm at < 101", put(101, "GpuDisk", "Threshold")),
    ("monitoring.units", "more than all", "never fires at > 100", both(put(100, "DbCpuSignal", "Threshold"), put("notBreaching", "DbCpuSignal", "TreatMissingData"))),
    ("monitoring.units", "every count", "is always in alarm at >= 0", both(put(FROM, "JobsDeadSignal", "ComparisonOperator"), put(0, "JobsDeadSignal", "Threshold"))),
    ("monitoring.periods", "half a minute more", "period of 90 s", put(90, "GpuMemory", "Period")),
    ("monitoring.periods", "more than a day of minutes", "CloudWatch allows 24 h", both(put(1441, "GpuMemory", "EvaluationPeriods"), put(1, "GpuMemory", "DatapointsToAlarm"))),
    ("monitoring.periods", "more than a week", "CloudWatch allows 7 days", put(8, "Certificate", "EvaluationPeriods")),
    ("monitoring.periods", "more points than periods", "3 of 2", put(3, "ApiNoHost", "DatapointsToAlarm")),
    ("monitoring.periods", "a slow P1", "is P1 and takes 10 min", both(put(10, "JobsIdle", "EvaluationPeriods"), put(10, "JobsIdle", "DatapointsToAlarm"))),
    ("monitoring.periods", "two periods", "mixes periods of 60, 300 s", in_query("JobsIdle", "Period", "left", 300, "MetricStat")),
    ("monitoring.filters", "a typing error", "has no filter Al", in_query("MediaErrorsSignal", "Value", "asked", "Al", "MetricStat", "Metric", "Dimensions", 1)),
    ("monitoring.filters", "no filter on the bucket", "has no filter All", put([], "Bucket", "MetricsConfigurations")),
    ("monitoring.replication", "another rule", "has the id Nobody", copying("Nobody")),
    ("monitoring.additional_metrics", "not asked for", "OriginLatency of E1LAB", gone("More")),
    ("monitoring.additional_metrics", "another distribution", "is not switched on", put("E2", "More", "DistributionId")),
    ("monitoring.percentiles", "unguarded", "ApiSlowSignal", in_query("ApiSlowSignal", "Expression", "answer", "slowest + 0 * many")),
    ("monitoring.severity_fits", "a slow P2", "takes 2 h", both(put(120, "GpuMemory", "EvaluationPeriods"), put(120, "GpuMemory", "DatapointsToAlarm"))),
    ("monitoring.severity_fits", "a hurried tier", "burns 1 h and is answered within 4 h", put([{"Key": "severity", "Value": "P3"}], "ApiUpFastLong", "Tags")),
    ("monitoring.suppression", "a P1 kept quiet", "DatabaseDown is P1", both(put("ApiDown", "DatabaseDown", "ActionsSuppressor"), put(60, "DatabaseDown", "ActionsSuppressorWaitPeriod"))),
    ("monitoring.suppression", "a circle", "can keep itself quiet", put('ALARM("ApiDown") OR ALARM("ApiSlow")', "ApiQuiet", "AlarmRule")),
    ("monitoring.alarm_without_promise", "one too many", "Spare keeps no promise", extra("Spare", Read("AWS/EC2", "CPUUtilization", "Average", (("AutoScalingGroupName", "gpus"),)), (300, 2), (ABOVE, 30), "breaching")),
    ("monitoring.native_slos", "a window left out", "no burn rate over 6 h", put([{"LookBackWindowMinutes": one} for one in (5, 30, 60, 4320)], "WebUpSlo", "BurnRateConfigurations")),
    ("monitoring.native_slos", "no maintenance", "counts the maintenance of the 2nd Sunday", put([], "WebUpSlo", "ExclusionWindows")),
    ("monitoring.native_slos", "half of it", "the 4th Sunday", put(2, "WebUpSlo", "ExclusionWindows", 1, "Window", "Duration")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "named", "one"),
    [pytest.param(rule, named, one, id=f"{rule}: {how}") for rule, how, named, one in BROKEN],
)
def test_what_an_alarm_lacks_is_told(judged: Judged, rule: str, named: str, one: Change) -> None:
    assert_told(judged(rule, one), named)


def test_an_alarm_on_copies_of_a_known_rule_is_accepted(judged: Judged) -> None:
    assert judged("monitoring.replication", copying("Everything")).verdict is Verdict.KEPT
    assert judged("monitoring.missing_data", copying("Everything")).verdict is Verdict.KEPT
    assert judged("monitoring.alarm_without_promise", copying("Everything")).verdict is Verdict.KEPT


def test_an_unguarded_percentile_may_ignore_low_counts(judged: Judged) -> None:
    plain = in_query("ApiSlowSignal", "Expression", "answer", "slowest + 0 * many")
    ignoring = put("ignore", "ApiSlowSignal", "EvaluateLowSampleCountPercentile")
    assert judged("monitoring.percentiles", plain, ignoring).verdict is Verdict.KEPT


def test_a_composite_that_mixes_words_without_parentheses_fires_for_nobody(judged: Judged) -> None:
    mixed = put(
        'ALARM("ApiUpSlowLong") AND ALARM("ApiUpSlowShort") OR ALARM("ApiUpFew")',
        "ApiUpSlow",
        "AlarmRule",
    )
    assert_told(judged("alerting.burn_rates.slow", mixed), "does not fire when both windows burn")
