"""Notices: once on every channel, in whatever order they are delivered, and never silently lost."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.maintenance.announcing import left
from functions.maintenance.notices import NotToldError, notice_of
from functions.maintenance.windows import Notice, NotPromisedError
from tests.functions.maintenance.account import (
    ALARMS,
    CALENDAR,
    DAY,
    DAY_AHEAD,
    DAYS_AHEAD,
    HOUR,
    HOUR_AHEAD,
    NOT_TAKEN,
    START,
    WINDOW,
    Lab,
    refused,
)

MINUTE = timedelta(minutes=1)
DAYS, DAY_BEFORE, HOUR_BEFORE = (
    Notice(WINDOW, ahead) for ahead in (DAYS_AHEAD, DAY_AHEAD, HOUR_AHEAD)
)
BOTH = ("announcements", "status_page")


def settled(notice: Notice, state: str) -> dict[str, str]:
    return {f"notice#{notice.seconds}#{channel}": state for channel in BOTH}


def test_a_notice_goes_everywhere_and_is_recorded() -> None:
    lab = Lab()
    told = lab.notices.announce(DAYS, "one")
    assert told == {
        "window": "2026-12-13",
        "ahead": 604800,
        "announcements": "sent",
        "status_page": "sent",
        "notice": "scheduled",
        "before": "scheduled",
        "mutes": "lab-window-2026-12-13-1",
    }
    assert lab.sent() == ["Maintenance of prod in 7 days"]
    [(key, update)] = lab.page.told
    assert key == "prod-2026-12-13-604800"
    assert (update["starts"], update["ends"]) == (
        "2026-12-13T02:00:00+00:00",
        "2026-12-13T06:00:00+00:00",
    )
    assert lab.states() == settled(DAYS, "sent")


def test_people_read_when_and_what_in_the_words_of_each_channel() -> None:
    lab = Lab()
    lab.notices.announce(DAYS, "one")
    [published] = lab.topic.published
    by_protocol = json.loads(published["Message"])
    assert published["MessageStructure"] == "json"
    assert "Sunday, 13 December 2026, 02:00 to 06:00 UTC" in by_protocol["email"]
    card = json.loads(by_protocol["default"])
    assert (card["version"], card["source"]) == ("1.0", "custom")
    assert "- Security patches" in card["content"]["description"]
    assert card["metadata"]["threadId"] == "prod-2026-12-13"


def test_a_day_ahead_the_reminder_and_the_backup_have_a_schedule_for_that_date() -> None:
    lab = Lab()
    lab.notices.announce(DAYS, "one")
    reminder = lab.schedules.kept["lab-notice-2026-12-13"]
    assert reminder["ScheduleExpression"] == "at(2026-12-12T02:00:00)"
    assert reminder["ActionAfterCompletion"] == "DELETE"
    assert reminder["FlexibleTimeWindow"] == {"Mode": "OFF"}
    target = reminder["Target"]
    assert target["RetryPolicy"]["MaximumEventAgeInSeconds"] == 900
    assert target["DeadLetterConfig"] == {"Arn": "arn:dead"}
    assert json.loads(target["Input"]) == {"ahead": 86400, "window": "2026-12-13"}
    backup = lab.schedules.kept["lab-before-2026-12-13"]["Target"]
    assert (backup["Arn"], backup["RoleArn"]) == ("arn:machine", "arn:other-role")


def test_the_alarms_the_work_disturbs_are_muted_for_that_window_alone() -> None:
    lab = Lab()
    lab.notices.announce(DAYS, "one")
    [rule] = lab.alarms.rules.values()
    assert rule["Rule"]["Schedule"] == {
        "Expression": "at(2026-12-13T02:00)",
        "Duration": "PT4H",
        "Timezone": "UTC",
    }
    assert rule["MuteTargets"] == {"AlarmNames": ALARMS}


@pytest.mark.parametrize("times", [2, 5])
def test_a_notice_delivered_again_changes_nothing(times: int) -> None:
    lab = Lab()
    for number in range(times):
        lab.notices.announce(DAYS, f"delivery {number}")
    assert len(lab.topic.published) == len(lab.page.told) == 1
    assert len(lab.schedules.kept) == 2
    assert lab.alarms.calls == ["put_alarm_mute_rule"]


def test_every_notice_in_order_is_three_messages() -> None:
    lab = Lab()
    for notice in (DAYS, DAY_BEFORE, HOUR_BEFORE):
        lab.now = notice.at
        lab.notices.announce(notice, str(notice.seconds))
    assert lab.sent() == [
        f"Maintenance of prod in {one}" for one in ("7 days", "24 hours", "1 hour")
    ]


def test_a_reminder_before_the_notice_prepares_what_the_notice_would_have() -> None:
    lab = Lab(now=HOUR_BEFORE.at)
    lab.notices.announce(HOUR_BEFORE, "one")
    assert lab.sent() == ["Maintenance of prod in 1 hour"]
    assert list(lab.alarms.rules) == ["lab-window-2026-12-13-1"]
    assert lab.schedules.kept == {}  # the day before has passed


def test_a_notice_that_arrives_after_its_reminder_is_overtaken_not_sent() -> None:
    lab = Lab(now=DAY_BEFORE.at)
    lab.notices.announce(DAY_BEFORE, "one")
    assert lab.notices.announce(DAYS, "two")["announcements"] == "overtaken"
    assert lab.sent() == ["Maintenance of prod in 24 hours"]
    assert lab.states() == settled(DAY_BEFORE, "sent") | settled(DAYS, "overtaken")


def test_a_late_notice_says_how_much_time_is_really_left() -> None:
    lab = Lab(now=DAYS.at + 2 * DAY)
    lab.notices.announce(DAYS, "by hand")
    assert lab.sent() == ["Maintenance of prod in 5 days"]


def test_nothing_is_announced_of_a_window_that_has_begun() -> None:
    lab = Lab(now=START)
    assert "too late" in lab.notices.announce(HOUR_BEFORE, "one")["told"]
    assert (lab.topic.published, lab.alarms.rules, lab.states()) == ([], {}, {})


def test_a_notice_is_not_sent_before_its_time() -> None:
    lab = Lab(now=DAYS.at - HOUR)
    with pytest.raises(ValueError, match="due at 2026-12-06 02:00 UTC"):
        lab.notices.announce(DAYS, "one")


@pytest.mark.parametrize(
    ("part", "operation", "error"),
    [
        pytest.param("topic", "publish", refused("ThrottlingException"), id="SNS throttles"),
        pytest.param("page", "tell", NOT_TAKEN, id="the status page is down"),
        pytest.param(
            "schedules", "create_schedule", refused("InternalServerException"), id="Scheduler"
        ),
        pytest.param("alarms", "put_alarm_mute_rule", refused("Throttling"), id="CloudWatch"),
        pytest.param("parameters", "get_parameter", refused("ThrottlingException"), id="SSM"),
    ],
)
def test_what_fails_holds_nothing_else_up_and_is_made_good_when_lambda_tries_again(
    part: str, operation: str, error: Exception
) -> None:
    lab = Lab()
    getattr(lab, part).failures[operation] = [error]
    with pytest.raises(NotToldError, match=r"2026-12-13, 7 days"):
        lab.notices.announce(DAYS, "one")
    others = [len(lab.topic.published), len(lab.page.told), len(lab.alarms.rules)]
    assert sum(others) + len(lab.schedules.kept) == 4
    lab.notices.announce(DAYS, "one")
    assert [len(lab.topic.published), len(lab.page.told), len(lab.alarms.rules)] == [1, 1, 1]
    assert len(lab.schedules.kept) == 2
    assert lab.states() == settled(DAYS, "sent")


def test_a_failure_is_recorded_with_its_reason() -> None:
    lab = Lab()
    lab.page.failures["tell"] = [NOT_TAKEN]
    with pytest.raises(NotToldError):
        lab.notices.announce(DAYS, "one")
    kept = lab.records.of(WINDOW.id)["notice#604800#status_page"]
    assert (kept["state"], kept["because"]) == ("failed", f"NotTakenError: {NOT_TAKEN}")


def died(lab: Lab, by: str) -> None:
    """An invocation that had taken the notice and was never heard of again."""
    lease = lab.now - 10 * MINUTE
    assert lab.records.begin(DAYS, "announcements", by, lab.now, lease)


def test_two_at_once_send_it_once() -> None:
    lab = Lab()
    died(lab, "another")
    lab.now += MINUTE
    with pytest.raises(NotToldError, match="another attempt is being made"):
        lab.notices.announce(DAYS, "one")
    assert lab.topic.published == []


def test_what_died_before_it_sent_is_taken_over_by_its_own_repetition_at_once() -> None:
    lab = Lab()
    died(lab, "one")
    lab.notices.announce(DAYS, "one")
    assert len(lab.topic.published) == 1


def test_and_by_anybody_after_ten_minutes() -> None:
    lab = Lab()
    died(lab, "another")
    lab.now += 11 * MINUTE
    lab.notices.announce(DAYS, "one")
    assert len(lab.topic.published) == 1


def test_an_environment_without_a_status_page_tells_slack_and_email() -> None:
    lab = Lab()
    notices = lab.notices
    object.__setattr__(notices, "status_page", None)
    assert "status_page" not in notices.announce(DAYS, "one")


@pytest.mark.parametrize(
    ("event", "ahead"),
    [
        ({"ahead": 604800, "scheduled": "2026-12-06T02:00:00Z"}, DAYS_AHEAD),
        ({"ahead": 3600, "scheduled": "2026-12-13T01:00:00Z"}, HOUR_AHEAD),
        ({"ahead": 86400, "window": "2026-12-13"}, DAY_AHEAD),
        ({"window": "2026-12-13"}, DAYS_AHEAD),
    ],
)
def test_an_event_names_its_notice(event: dict[str, Any], ahead: timedelta) -> None:
    now = datetime(2026, 12, 10, tzinfo=UTC)
    assert notice_of(CALENDAR, event, now) == Notice(WINDOW, ahead)


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ({"ahead": 604800, "scheduled": "2026-12-13T02:00:00Z"}, "no window was promised"),
        ({"ahead": 600, "window": "2026-12-13"}, "wanted one of 604800, 86400, 3600"),
        ({"window": "2027-01-10"}, "no notice is due before 2027-01-03 02:00"),
        ({"ahead": 86400, "window": "2026-12-20"}, "no window was promised on 2026-12-20"),
        ({}, "wanted a day"),
    ],
)
def test_an_event_that_names_none_is_refused(event: dict[str, Any], said: str) -> None:
    with pytest.raises((ValueError, NotPromisedError), match=said):
        notice_of(CALENDAR, event, datetime(2026, 12, 10, tzinfo=UTC))


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (DAYS_AHEAD, "7 days"),
        (DAYS_AHEAD - 2 * MINUTE, "7 days"),
        (DAY_AHEAD, "24 hours"),
        (25 * MINUTE, "25 minutes"),
        (HOUR, "1 hour"),
        (timedelta(seconds=20), "0 minutes"),
    ],
)
def test_time_is_told_as_people_tell_it(until: timedelta, said: str) -> None:
    assert left(until) == said
