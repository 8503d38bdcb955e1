"""What is wrong with metric alarms before any data. API reference, PutMetricAlarm."""

from dataclasses import replace

import pytest

from assurance.cloudwatch import Account, Kind, Metric, MetricAlarm, WarmUp, findings
from tests.assurance.cloudwatch.lab import alarm, math_alarm

CPU = Metric("AWS/EC2", "CPUUtilization")
STATUS = Metric("AWS/EC2", "StatusCheckFailed")
LIGHT = Metric("AWS/DX", "ConnectionLightLevelTx")
LATENCY = Metric("AWS/ApplicationELB", "TargetResponseTime")


def found(one: MetricAlarm) -> list[tuple[Kind, str]]:
    return [(finding.kind, finding.text) for finding in findings(Account((one,)))]


def kinds(one: MetricAlarm) -> list[Kind]:
    return [kind for kind, _ in found(one)]


@pytest.mark.parametrize(
    "one",
    [
        alarm(),
        alarm(period=10),
        alarm(n=24, period=3600),
        alarm(n=7, period=86_400),
        alarm(wall_clock="Europe/Berlin", period=3600),
        alarm(statistic="p99.9", low_samples="ignore"),
        alarm(metric=CPU, statistic="Average", threshold=90),
        alarm(metric=STATUS, statistic="Maximum", threshold=0),
        alarm(metric=LIGHT, statistic="Minimum", threshold=-20, comparison="LessThanThreshold"),
        alarm(metric=CPU, statistic="Sum", threshold=400),
    ],
)
def test_a_good_alarm_has_no_findings(one: MetricAlarm) -> None:
    assert found(one) == []


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (alarm(period=45), "Period is 10, 20, 30 or a multiple of 60 seconds, not 45"),
        (alarm(n=0), "EvaluationPeriods is at least 1, not 0"),
        (alarm(n=2, m=3), "DatapointsToAlarm is 1 to 2, the EvaluationPeriods, not 3"),
        (alarm(n=2, m=0), "not 0"),
        (alarm(n=1441), "at most a day below an hour's Period"),
        (alarm(n=8, period=86_400), "at most 7 days"),
        (alarm(comparison="Greater"), "ComparisonOperator is one of"),
        (alarm(missing="ok"), "TreatMissingData is one of"),
        (alarm(statistic="p101"), "statistic: wanted"),
        (alarm(wall_clock="UTC", period=600), "a wall clock window has a Period of"),
        (alarm(wall_clock="Mars/Base"), "time zone: wanted"),
        (alarm(warm_up=WarmUp(0)), "a warm-up lasts 1 to 2880 minutes, not 0"),
        (alarm(low_samples="never"), "evaluate or ignore, not never"),
        (alarm(name=""), "a name has 1 to 255 characters"),
    ],
)
def test_an_illegal_setting_is_told(one: MetricAlarm, text: str) -> None:
    [(kind, said)] = found(one)
    assert kind is Kind.ILLEGAL
    assert text in said


def test_too_many_actions_are_illegal() -> None:
    many = replace(alarm(), actions=replace(alarm().actions, alarm=("a",) * 6))
    assert "at most 5 actions, this one 6" in found(many)[0][1]


@pytest.mark.parametrize(
    ("metric", "statistic", "comparison", "threshold"),
    [
        (CPU, "Average", "GreaterThanThreshold", 100),
        (CPU, "p99", "GreaterThanOrEqualToThreshold", 101),
        (STATUS, "Maximum", "GreaterThanThreshold", 1),
        (LATENCY, "p99", "LessThanThreshold", 0),
        (LATENCY, "PR(:1)", "GreaterThanThreshold", 100),
        (LATENCY, "SampleCount", "LessThanThreshold", 0),
    ],
)
def test_a_threshold_beyond_the_metrics_range_never_fires(
    metric: Metric, statistic: str, comparison: str, threshold: float
) -> None:
    one = alarm(metric=metric, statistic=statistic, comparison=comparison, threshold=threshold)
    assert kinds(one) == [Kind.NEVER_FIRES]


def test_unless_missing_data_breaches() -> None:
    one = alarm(metric=CPU, statistic="Average", threshold=100, missing="breaching")
    assert kinds(one) == [Kind.ADVICE]


@pytest.mark.parametrize(
    ("comparison", "threshold"),
    [
        ("GreaterThanOrEqualToThreshold", 0),
        ("GreaterThanThreshold", -1),
        ("LessThanOrEqualToThreshold", 100),
        ("LessThanThreshold", 101),
    ],
)
def test_a_threshold_that_every_point_breaches_never_clears(
    comparison: str, threshold: float
) -> None:
    one = alarm(metric=CPU, statistic="Average", comparison=comparison, threshold=threshold)
    assert kinds(one) == [Kind.NEVER_CLEARS]


@pytest.mark.parametrize("text", ["m - AVG(m)", "RATE(m)", "RUNNING_SUM(m)"])
def test_what_hangs_on_the_unpublished_range_is_told(text: str) -> None:
    assert Kind.HANGS_ON_RANGE in kinds(math_alarm({"a": text}, {"m": CPU}))


@pytest.mark.parametrize("text", ["SEARCH('{x}', 'Sum', 60)", "m +", "nothing * 2"])
def test_an_expression_that_cannot_back_an_alarm_is_told(text: str) -> None:
    assert kinds(math_alarm({"a": text}, {"m": CPU})) == [Kind.ILLEGAL]


def test_a_function_of_the_account_is_legal_and_only_aws_can_compute_it() -> None:
    assert kinds(math_alarm({"a": "m / SERVICE_QUOTA(m)"}, {"m": CPU})) == [Kind.ADVICE]


def test_that_a_scaling_action_runs_again_and_again_is_told() -> None:
    """User guide, "Alarm actions"."""
    policy = "arn:aws:autoscaling:us-east-1:111122223333:scalingPolicy:x"
    one = alarm()
    assert found(replace(one, actions=replace(one.actions, alarm=(policy,)))) == [
        (
            Kind.ADVICE,
            "Auto Scaling actions run again while a state lasts; here they run once, at its change",
        )
    ]
