"""The message to SNS, and what PagerDuty makes of it.

User guide, "Notifying users on alarm changes".
"""

import json

import pytest

from assurance.cloudwatch import Metric, State, Transition
from assurance.cloudwatch.notifying import Sender, body, shown, subject
from tests.assurance.cloudwatch.composite.lab import composite
from tests.assurance.cloudwatch.lab import START, TOPIC, alarm, math_alarm

SENDER = Sender("111122223333", "ap-southeast-1")
FIRED = Transition(START, State.OK, State.ALARM, "because")


def test_a_metric_alarms_body_has_the_published_keys() -> None:
    message = body(alarm(), FIRED, SENDER)
    assert set(message) == {
        *("AlarmName", "AlarmDescription", "AWSAccountId", "NewStateValue", "NewStateReason"),
        *("StateChangeTime", "Region", "AlarmArn", "OldStateValue", "OKActions", "AlarmActions"),
        *("InsufficientDataActions", "Trigger"),
    }
    assert message["AlarmArn"] == "arn:aws:cloudwatch:ap-southeast-1:111122223333:alarm:errors"
    assert message["Region"] == "Asia Pacific (Singapore)"
    assert message["StateChangeTime"] == "2026-11-02T00:00:00.000+0000"
    assert message["AlarmActions"] == [TOPIC]


def test_its_trigger_tells_the_metric() -> None:
    trigger = body(alarm(), FIRED, SENDER)["Trigger"]
    assert trigger == {
        "MetricName": "Errors",
        "Namespace": "Films",
        "StatisticType": "Statistic",
        "Statistic": "SUM",
        "Unit": None,
        "Dimensions": [{"value": "api", "name": "Service"}],
        "Period": 60,
        "EvaluationPeriods": 3,
        "DatapointsToAlarm": 3,
        "ComparisonOperator": "GreaterThanThreshold",
        "Threshold": 1.0,
        "TreatMissingData": "missing",
        "EvaluateLowSampleCountPercentile": "",
    }


def test_a_percentile_is_an_extended_statistic() -> None:
    trigger = body(alarm(statistic="p99"), FIRED, SENDER)["Trigger"]
    assert isinstance(trigger, dict)
    assert trigger["ExtendedStatistic"] == "p99"


def test_a_math_alarm_tells_its_queries() -> None:
    one = math_alarm({"a": "m * 2"}, {"m": Metric("Films", "Errors")})
    trigger = json.loads(json.dumps(body(one, FIRED, SENDER)["Trigger"]))
    assert [query["Id"] for query in trigger["Metrics"]] == ["m", "a"]


def test_a_composite_has_its_rule_and_its_children_but_no_trigger() -> None:
    message = body(composite("ALARM(errors)"), FIRED, SENDER, [(alarm(), FIRED)])
    assert "Trigger" not in message
    assert message["AlarmRule"] == "ALARM(errors)"
    [child] = json.loads(json.dumps(message["TriggeringChildren"]))
    assert child["State"] == {"Value": "ALARM", "Timestamp": "2026-11-02T00:00:00.000+0000"}


def test_the_subject_is_that_of_the_captures() -> None:
    assert subject(alarm(), FIRED, SENDER) == 'ALARM: "errors" in Asia Pacific (Singapore)'


def test_a_long_name_is_cut() -> None:
    text = subject(alarm(name="x" * 200), FIRED, SENDER)
    assert len(text) == 100
    assert "..." in text


@pytest.mark.parametrize(
    ("state", "effect"),
    [
        (State.ALARM, "opens an incident"),
        (State.OK, "resolves the incident"),
        (State.INSUFFICIENT_DATA, "unspecified"),
    ],
)
def test_pagerduty_goes_by_the_new_state(state: State, effect: str) -> None:
    change = Transition(START, State.OK, state, "because")
    one = alarm()
    assert shown(subject(one, change, SENDER), body(one, change, SENDER)).effect == effect


def test_pagerduty_drops_a_subject_that_says_something_else() -> None:
    message = {"NewStateValue": "ALARM"}
    assert shown("Films are late", message).effect == "dropped"
    assert shown("OK: films", message).effect == "dropped"
    assert shown("ALARM: films", message).effect == "opens an incident"
