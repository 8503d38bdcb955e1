"""The synthetic data: plausible, the same every time, and held to the alarms."""

from pathlib import Path

import numpy as np
import pytest

from assurance.preview.feed import Feed
from assurance.preview.guessing import kind_of
from assurance.preview.signals import Metric, Signal
from assurance.preview.statistic import Values, bound
from assurance.preview.window import BREAKS_AT, SITUATIONS, Situation, Steps, Window
from tests.assurance.preview.conftest import Scene, scene_of

FREE = Feed({}, {})
ALB = "AWS/ApplicationELB"


def values(namespace: str, name: str, stat: str, *, situation: Situation = "calm", period: int = 60,
           window: Window | None = None) -> Values:  # fmt: skip
    signal = Signal(Metric("us-east-1", namespace, name, ()), stat, period)
    return FREE.values(signal, (window or Window()).steps(period), situation)


@pytest.mark.parametrize(
    ("namespace", "name", "stat", "low", "high"),
    [
        (ALB, "TargetResponseTime", "p95", 0.05, 0.2),
        (ALB, "RequestCount", "Sum", 300, 2000),
        ("AWS/CloudFront", "OriginLatency", "p50", 50, 250),
        ("AIFilmStudio/Production", "GenerationDuration", "p95", 120, 330),
        ("AWS/RDS", "CPUUtilization", "Average", 20, 60),
        ("AWS/ApplicationSignals", "AttainmentRate", "Average", 99.9, 100),
        ("AWS/CertificateManager", "DaysToExpiry", "Minimum", 30, 400),
        ("Acme", "SomethingNobodyKnows", "Average", 1, 1000),
    ],
)
def test_a_calm_day_is_in_the_usual_range(
    namespace: str, name: str, stat: str, low: float, high: float
) -> None:
    found = values(namespace, name, stat)
    assert low <= found.min() <= found.max() <= high


def test_percentiles_are_in_their_order() -> None:
    for situation in SITUATIONS:
        p50, p95, p99 = (
            values(ALB, "TargetResponseTime", stat, situation=situation)
            for stat in ("p50", "p95", "p99")
        )
        assert np.all((p50 < p95) & (p95 < p99))


def test_a_percentile_rank_is_a_share() -> None:
    ranks = values(ALB, "TargetResponseTime", "PR(:0.2)")
    assert np.all((ranks >= 90) & (ranks <= 100))
    above = values(ALB, "TargetResponseTime", "PR(0.2:)")
    assert np.allclose(ranks + above, 100)


def test_a_sum_grows_with_its_period_and_an_average_does_not() -> None:
    minute, quarter = (values(ALB, "RequestCount", "Sum", period=one) for one in (60, 900))
    assert 14 < quarter.mean() / minute.mean() < 16
    minute, quarter = (
        values(ALB, "TargetResponseTime", "Average", period=one) for one in (60, 900)
    )
    assert 0.9 < quarter.mean() / minute.mean() < 1.1


@pytest.mark.parametrize("name", ["HealthyHostCount", "UnHealthyHostCount"])
def test_hosts_are_whole(name: str) -> None:
    for situation in SITUATIONS:
        found = values(ALB, name, "Average", situation=situation)
        assert np.array_equal(found, np.round(found))
        assert found.max() <= 6


@pytest.mark.parametrize("namespace", ["AWS/EC2", "AWS/RDS", "AWS/ECS", "AWS/ElastiCache"])
def test_no_more_is_used_than_there_is(namespace: str) -> None:
    found = values(namespace, "CPUUtilization", "Maximum", situation="incident")
    assert 60 < found.max() <= 100


def test_traffic_follows_the_day() -> None:
    night_and_day = values(ALB, "RequestCount", "Sum", period=3600, window=Window(86400))
    assert night_and_day.max() > 1.6 * night_and_day.min()


def test_the_incident_begins_at_one_and_changes_nothing_before() -> None:
    calm, bad = (
        values(ALB, "HTTPCode_Target_5XX_Count", "Sum", situation=one) for one in SITUATIONS
    )
    steps = Window().steps(60)
    before = steps.start + 60 * np.arange(steps.count) < BREAKS_AT
    assert np.array_equal(calm[before], bad[before])
    assert bad[-1] > 20 * (calm[-1] + 1)


def test_the_same_period_reads_the_same_in_every_window() -> None:
    short = values(ALB, "TargetResponseTime", "p95", window=Window(3600))
    long = values(ALB, "TargetResponseTime", "p95", window=Window(7200))
    assert np.array_equal(short, long[-short.size :])


def test_two_metrics_differ_and_one_stays_itself() -> None:
    one, other = (
        Signal(Metric("us-east-1", "AWS/SQS", "ApproximateAgeOfOldestMessage", (("QueueName", name),)), "Maximum", 60)
        for name in ("jobs", "video")
    )  # fmt: skip
    steps = Steps(BREAKS_AT, 60, 30)
    assert not np.array_equal(FREE.values(one, steps, "calm"), FREE.values(other, steps, "calm"))
    assert np.array_equal(FREE.values(one, steps, "calm"), Feed({}, {}).values(one, steps, "calm"))


def test_on_a_calm_day_no_alarm_is_raised(scene: Scene) -> None:
    states = scene.states("calm")
    assert states.pop("prod-searched") == "INSUFFICIENT_DATA"
    assert set(states.values()) == {"OK"}


def test_in_the_incident_every_alarm_is_raised_but_the_slow_ones(scene: Scene) -> None:
    states = scene.states("incident")
    assert states.pop("prod-searched") == "INSUFFICIENT_DATA"
    assert states.pop("prod-certificate") == "OK"
    assert set(states.values()) == {"ALARM"}


def test_no_point_of_a_calm_day_crosses_an_alarm(scene: Scene) -> None:
    for alarm in scene.alarms:
        if alarm.line and alarm.line.operand and alarm.limit and alarm.name != "prod-searched":
            operand = alarm.line.operand
            found = scene.feed.values(operand, Window(7 * 86400).steps(operand.period), "calm")
            assert not alarm.limit.broken(found).any(), alarm.name


def test_the_thresholds_in_widgets_are_kept_while_calm_and_crossed_in_the_incident(
    scene: Scene,
) -> None:
    held = [(signal, limit) for of in scene.feed.by_metric.values() for signal, limit in of]
    assert held
    for signal, limit in held:
        steps = Window(86400).steps(signal.period)
        calm, bad = (scene.feed.values(signal, steps, one) for one in SITUATIONS)
        assert not limit.broken(calm).any(), (signal, limit)
        if limit.must_break and not kind_of(signal.metric).slow:
            assert limit.broken(bad)[-1], (signal, limit)
        assert bound(kind_of(signal.metric), signal.stat) is None or bad.max() <= 100


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_our_own_alarms_are_calm_and_then_are_not(synthesized: Path, environment: str) -> None:
    scene = scene_of(synthesized, environment)
    assert "ALARM" not in scene.states("calm").values()
    states = scene.states("incident")
    for alarm in scene.alarms:
        operand = alarm.line.operand if alarm.line else None
        # a count of samples only tells that there is a metric, which an incident does not change
        if not isinstance(operand, Signal) or operand.stat == "SampleCount":
            continue
        kind = kind_of(operand.metric)
        if kind.stops and not kind.slow:
            assert states[alarm.name] == "ALARM", alarm.name
