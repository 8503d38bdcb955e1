"""When a delivery is tried again."""

import pytest

from local.retries import RetryPolicy, event_bridge_delays, sns_tries_again


def test_sns_tries_three_times_twenty_seconds_apart_when_nothing_is_said() -> None:
    assert RetryPolicy.parse({}).delays() == (20, 20, 20)


def test_the_phases_follow_each_other() -> None:
    healthy = {
        "numRetries": 7,
        "numNoDelayRetries": 1,
        "numMinDelayRetries": 2,
        "numMaxDelayRetries": 2,
        "minDelayTarget": 10,
        "maxDelayTarget": 60,
    }
    delays = RetryPolicy.parse({"healthyRetryPolicy": healthy}).delays()
    assert delays == (0, 10, 10, 35, 60, 60, 60)


@pytest.mark.parametrize("backoff", ["linear", "arithmetic", "geometric", "exponential"])
def test_every_backoff_grows_to_the_longest_delay(backoff: str) -> None:
    delays = RetryPolicy(min_delay=1, max_delay=64, retries=6, backoff=backoff).delays()
    assert len(delays) == 6
    assert list(delays) == sorted(delays)
    assert delays[-1] == pytest.approx(64)  # pyright: ignore[reportUnknownMemberType]


def test_exponential_waits_less_than_linear_at_first() -> None:
    linear, exponential = (
        RetryPolicy(min_delay=1, max_delay=64, retries=6, backoff=backoff).delays()
        for backoff in ("linear", "exponential")
    )
    assert exponential[0] < linear[0]


@pytest.mark.parametrize("status", [429, 500, 503, 599])
def test_sns_tries_again_what_may_pass(status: int) -> None:
    assert sns_tries_again(status)


@pytest.mark.parametrize("status", [301, 400, 403, 404, 410])
def test_sns_gives_up_on_what_will_not(status: int) -> None:
    assert not sns_tries_again(status)


def test_an_event_is_tried_as_often_as_its_target_says() -> None:
    assert event_bridge_delays({"MaximumRetryAttempts": 4}) == (1, 2, 4, 8)


def test_an_event_grows_too_old() -> None:
    policy = {"MaximumRetryAttempts": 185, "MaximumEventAgeInSeconds": 60}
    assert sum(event_bridge_delays(policy)) <= 60
