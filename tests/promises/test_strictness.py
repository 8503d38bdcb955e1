"""Which of two values promises less, and which way each promise gets harder to keep."""

from datetime import timedelta

import pytest

from promises import Cadence, Channel, Latency, Limit, NextBusinessDay, Percentage, load_handbook
from promises.fields import Stricter
from promises.strictness import weaker

LESS, MORE = Stricter.LESS, Stricter.MORE
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("stronger", "milder", "stricter"),
    [
        (HOUR, 2 * HOUR, LESS),
        (2 * HOUR, HOUR, MORE),
        (99 * HOUR, NextBusinessDay(), LESS),
        (Percentage.parse("99.9 %"), Percentage.parse("99.8 %"), MORE),
        (Cadence.HOURLY, Cadence.DAILY, LESS),
        (Latency.parse("p95 below 1 s"), Latency.parse("p95 below 2 s"), LESS),
        (Latency.parse("p95 below 1 s"), Latency.parse("p50 below 1 s"), LESS),
        (Latency.parse("below 1 s"), Latency.parse("p99 below 1 s"), LESS),
        (Limit.parse("below 50 jobs"), Limit.parse("below 60 jobs"), None),
        (Limit.parse("above 95 %"), Limit.parse("above 90 %"), None),
        ((Channel.SLACK, Channel.SMS), (Channel.SLACK,), MORE),
    ],
)
def test_the_milder_value_is_weaker_and_the_other_is_not(
    stronger: object, milder: object, stricter: Stricter | None
) -> None:
    assert weaker(milder, stronger, stricter) is True
    assert weaker(stronger, milder, stricter) is False
    assert weaker(stronger, stronger, stricter) is False


def test_a_channel_in_place_of_another_is_weaker() -> None:
    assert weaker((Channel.EMAIL,), (Channel.PAGERDUTY,), MORE) is True


@pytest.mark.parametrize(
    ("one", "other", "stricter"),
    [
        ("#ops-alerts", "#elsewhere", None),
        (Limit.parse("below 5 %"), Limit.parse("above 5 %"), None),
        (Limit.parse("p95 below 1 s"), Limit.parse("p50 below 1 s"), None),
        (Limit.parse("below 5 %"), Limit.parse("below 5 s"), None),
        (HOUR, Percentage.parse("1 %"), LESS),
    ],
)
def test_what_has_no_order_is_left_to_people(
    one: object, other: object, stricter: Stricter | None
) -> None:
    assert weaker(one, other, stricter) is None


@pytest.mark.parametrize(
    ("id", "stricter"),
    [
        ("severities.P1.response", LESS),
        ("severities.P1.channels", MORE),
        ("severities.P1.update_every", LESS),
        ("on_call.acknowledge_within", LESS),
        ("slos.api.availability", MORE),
        ("slos.api.latency", LESS),
        ("slos.api.error_rate", LESS),
        ("maintenance.notice", MORE),
        ("maintenance.duration", LESS),
        ("recovery.rto", LESS),
        ("recovery.rpo", LESS),
        ("recovery.backups.database.retention", MORE),
        ("recovery.backups.database.cadence", LESS),
        ("recovery.drill.cadence", LESS),
        ("change.deployment.watch", MORE),
        ("documentation.review.after_incident", LESS),
        ("on_call.slack_channel", None),
    ],
)
def test_a_promise_knows_which_way_it_gets_stricter(id: str, stricter: Stricter | None) -> None:
    promises = {promise.id: promise for promise in load_handbook().catalogue()}
    assert promises[id].stricter is stricter
