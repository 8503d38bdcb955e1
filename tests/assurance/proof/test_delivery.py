"""How long SNS tries, added up delay by delay."""

from datetime import timedelta

import pytest

from assurance.assembly import Json
from assurance.proof.paging.delivery import retries


def seconds(policy: Json) -> tuple[int, float] | None:
    found = retries(policy)
    return (found.count, found.at_most / timedelta(seconds=1)) if found else None


def test_what_a_policy_leaves_open_is_the_service_s_default() -> None:
    delays = [20, 20, 20]
    assert seconds({"healthyRetryPolicy": {"backoffFunction": "linear"}}) == (3, sum(delays))


def test_the_phases_are_at_once_then_shortest_then_backoff_then_longest() -> None:
    healthy: Json = {
        "numRetries": 10,
        "numNoDelayRetries": 2,
        "numMinDelayRetries": 3,
        "numMaxDelayRetries": 1,
        "minDelayTarget": 5,
        "maxDelayTarget": 60,
        "backoffFunction": "exponential",
    }
    at_once, shortest, backoff, longest = [0] * 2, [5] * 3, [60] * 4, [60]
    delays = at_once + shortest + backoff + longest
    assert seconds({"healthyRetryPolicy": healthy}) == (len(delays), sum(delays))


def test_a_policy_may_be_written_as_text() -> None:
    assert seconds('{"healthyRetryPolicy": {"numRetries": 5}}') == (5, 5 * 20)


@pytest.mark.parametrize(
    "policy",
    [
        None,
        {},
        "no json",
        {"healthyRetryPolicy": {}},
        {"throttlePolicy": {"maxReceivesPerSecond": 1}},
        {"healthyRetryPolicy": {"numRetries": "${app.Count}"}},
        {"healthyRetryPolicy": {"numRetries": 3, "numMinDelayRetries": 4}},
        {"healthyRetryPolicy": {"minDelayTarget": 60, "maxDelayTarget": 5}},
    ],
)
def test_a_policy_that_cannot_be_added_up_is_none(policy: Json) -> None:
    assert seconds(policy) is None
