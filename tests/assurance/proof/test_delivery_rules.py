"""Rules about deliveries: stubborn, kept when they fail, heard of by another way."""

import pytest

from tests.assurance.proof.changes import (
    Change,
    Proven,
    assert_broken,
    both,
    case,
    changed,
    drop,
    gone,
    put,
    tells,
)
from tests.assurance.proof.parts import any_of

KEY = ("Key", "KeyPolicy", "Statement")
LETTERS = ("LostPolicy", "PolicyDocument", "Statement")
LITERAL = "https://events.pagerduty.com/integration/0123456789abcdef0123456789abcdef/enqueue"
# 20 at most 100 s apart, 10 at 121 s: half a minute too long
SLOW = {"numRetries": 30, "numMaxDelayRetries": 10, "maxDelayTarget": 121}


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("raw delivery", "raw delivery", put(True, "P1PagerDuty", "RawMessageDelivery")),
        case("plain HTTP", "protocol", put("http", "P1PagerDuty", "Protocol")),
        case(
            "a literal key in the address", "P1PagerDuty", put(LITERAL, "P1PagerDuty", "Endpoint")
        ),
    ],
)
def test_pagerduty_understands_what_the_topics_send(
    proven: Proven, named: str, one: Change
) -> None:
    assert_broken(proven(changed(one)), "paging.integration", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case(
            "a literal key in the template", "(not shown)", put(LITERAL, "P1PagerDuty", "Endpoint")
        ),
    ],
)
def test_no_pagerduty_key_stands_in_a_template(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "paging.no_key_literals", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("no delivery policy", "P1PagerDuty", drop("P1PagerDuty", "DeliveryPolicy")),
        case(
            "three retries",
            "3 retries",
            put(3, "P1PagerDuty", "DeliveryPolicy", "healthyRetryPolicy", "numRetries"),
        ),
        case(
            "more than an hour",
            "1:00:30",
            put(SLOW, "P1PagerDuty", "DeliveryPolicy", "healthyRetryPolicy"),
        ),
    ],
)
def test_sns_tries_longer_than_by_default_and_no_longer_than_it_may(
    proven: Proven, named: str, one: Change
) -> None:
    assert_broken(proven(changed(one)), "paging.delivery", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("no dead letters", "P1PagerDuty", drop("P1PagerDuty", "RedrivePolicy")),
        case("a queue closed to SNS", "sns.amazonaws.com", drop(*LETTERS, 0)),
        case("a queue's key closed to SNS", "sns.amazonaws.com", drop(*KEY, 2)),
    ],
)
def test_what_cannot_be_delivered_is_kept(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "paging.dead_letters", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case(
            "an unwatched queue",
            "Lost",
            both(
                gone("LostPages"),
                put(any_of("P1Failed", "P2Failed", "TestsFailed"), "Degraded", "AlarmRule"),
            ),
        ),
        case("a queue watched from two", "more than one", put(2, "LostPages", "Threshold")),
        case(
            "a queue watched through PagerDuty only", "PagerDuty", tells("Degraded", {"Ref": "P2"})
        ),
    ],
)
def test_a_lost_page_is_heard_of_without_pagerduty(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "paging.second_path", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case(
            "failures watched through PagerDuty only", "PagerDuty", tells("Degraded", {"Ref": "P2"})
        ),
    ],
)
def test_a_failed_delivery_is_heard_of_without_pagerduty(
    proven: Proven, named: str, one: Change
) -> None:
    assert_broken(proven(changed(one)), "paging.failed_deliveries", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("a reference to nothing", "P3", gone("P3")),
    ],
)
def test_nothing_refers_to_what_is_not_there(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "paging.references", named)
