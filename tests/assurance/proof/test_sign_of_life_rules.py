"""Rules about what shows that the path is alive."""

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


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("no heartbeat", "heartbeat", gone("Beat")),
        case(
            "a slow heartbeat",
            "rate(6 minutes)",
            put("rate(6 minutes)", "Beat", "ScheduleExpression"),
        ),
        case(
            "a heartbeat that rests at night",
            "cron(0/5 6-22 * * ? *)",
            put("cron(0/5 6-22 * * ? *)", "Beat", "ScheduleExpression"),
        ),
        case(
            "a heartbeat of one day",
            "cron(0/5 * 1 * ? *)",
            put("cron(0/5 * 1 * ? *)", "Beat", "ScheduleExpression"),
        ),
        case("a heartbeat switched off", "heartbeat", put("DISABLED", "Beat", "State")),
        case("a heartbeat past the key", "key", drop("Beats", "KmsMasterKeyId")),
        case(
            "a heartbeat that may not publish",
            "Beat",
            drop("BeatRole", "Policies", 0, "PolicyDocument", "Statement", 0),
        ),
        case("a heartbeat nobody watches", "watcher", gone("Watcher")),
        case(
            "a watcher's address in the open",
            "watcher",
            put("https://watch.example/abc", "Watcher", "Endpoint"),
        ),
    ],
)
def test_a_heartbeat_leaves_every_five_minutes_by_the_key_of_the_pages(
    proven: Proven, named: str, one: Change
) -> None:
    assert_broken(proven(changed(one)), "on_call.heartbeat", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("no page test", "Monday 10:00 UTC", gone("Test")),
        case(
            "a page test on Sunday",
            "Sunday 10:00 UTC",
            put("cron(0 10 ? * 1 *)", "Test", "ScheduleExpression"),
        ),
        case(
            "a page test once a month",
            "functions run cron(0 10 ? * MON#1 *)",
            put("cron(0 10 ? * MON#1 *)", "Test", "ScheduleExpression"),
        ),
        case(
            "a page test by another clock",
            "Monday 10:00 Europe/Berlin",
            put("Europe/Berlin", "Test", "ScheduleExpressionTimezone"),
        ),
        case(
            "a page test that starts nothing",
            "may not invoke",
            drop("TestRole", "Policies", 0, "PolicyDocument", "Statement", 0),
        ),
        case("a page test that raises nothing", "Tester", put([], "TesterRole", "Policies")),
        case(
            "a page test on the P2 service",
            "service of its own",
            put(integration("p2"), "TestsPagerDuty", "Endpoint"),
        ),
        case(
            "a page test nobody misses",
            "does not arrive",
            put("notBreaching", "TestMissed", "TreatMissingData"),
        ),
    ],
)
def test_the_page_test_runs_every_monday_and_is_missed_when_it_does_not_arrive(
    proven: Proven, named: str, one: Change
) -> None:
    assert_broken(proven(changed(one)), "on_call.page_test.moment", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("a heartbeat by cron", "", put("cron(0/5 * * * ? *)", "Beat", "ScheduleExpression")),
        case("a page test by number", "", put("cron(0 10 ? * 2 *)", "Test", "ScheduleExpression")),
    ],
)
def test_another_way_to_write_a_schedule_is_accepted(
    proven: Proven, named: str, one: Change
) -> None:
    proofs = proven(changed(one))
    for rule in ("on_call.heartbeat", "on_call.page_test.moment"):
        assert (proofs[rule].verdict, named) == ("kept", "")
