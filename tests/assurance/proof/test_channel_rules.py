"""Rules about channels: each severity by those the handbook gives it."""

import pytest

from tests.assurance.proof.changes import (
    Change,
    Proven,
    assert_broken,
    case,
    changed,
    drop,
    gone,
    put,
)
from tests.assurance.proof.parts import integration

P1 = ("P1Policy", "PolicyDocument", "Statement")


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("no SMS", "sms", gone("P1Sms")),
        case("no PagerDuty", "pagerduty", gone("P1PagerDuty")),
    ],
)
def test_p1_reaches_pagerduty_slack_and_sms(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "severities.P1.channels", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("no Slack", "slack", put([{"Ref": "P1"}, {"Ref": "P3"}], "Slack", "SnsTopicArns")),
        case(
            "a filter on PagerDuty",
            "filter policy",
            put({"kind": ["a"]}, "P2PagerDuty", "FilterPolicy"),
        ),
    ],
)
def test_p2_reaches_pagerduty_and_slack(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "severities.P2.channels", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("Slack without a channel", "SlackChannelId", drop("Slack", "SlackChannelId")),
    ],
)
def test_p3_reaches_slack(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "severities.P3.channels", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("no email", "email", gone("P4Mail")),
    ],
)
def test_p4_reaches_a_mailbox(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "severities.P4.channels", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("no PagerDuty for P2", "p2", gone("P2PagerDuty")),
    ],
)
def test_who_must_be_woken_is_woken_by_pagerduty(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "on_call.tool", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("a shared key", "P1 and P2", put(integration("p1"), "P2PagerDuty", "Endpoint")),
    ],
)
def test_each_severity_has_a_service_of_its_own(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "paging.one_key_per_severity", named)
