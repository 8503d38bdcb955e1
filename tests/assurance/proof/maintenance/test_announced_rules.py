"""Notices nobody writes, lists that mute too much, starts that come late, a watch nobody hears."""

import json

import pytest

from tests.assurance.proof.changes import Change, added, both, drop, gone, put
from tests.assurance.proof.maintenance.announced_path import (
    DATES,
    NAMED,
    RULES,
    SLOW,
    TELLS,
    dated,
    figure,
    listed,
)
from tests.assurance.proof.maintenance.calendar_path import notice
from tests.assurance.proof.maintenance.conftest import Calendar
from tests.assurance.proof.maintenance.mistakes import assert_alone, case
from tests.assurance.proof.parts import arn, may, resource, role

NOTICES = ("Notices", "Environment", "Variables")
WATCH = ("CalendarWatch", "Environment", "Variables")
MUTES = ("NoticesRole", "Policies", 0, "PolicyDocument", "Statement", 2)


def told(**changed: object) -> str:
    return json.dumps({**TELLS, **changed})


@pytest.mark.parametrize(
    ("rules", "named", "change"),
    [
        case(
            "no notice an hour ahead of the fourth",
            "reminders",
            "no notice on 120 days, first 2026-01-25, as promised",
            gone("HourOfFourth"),
        ),
        case(
            "nothing a day ahead",
            "reminders before.backup",
            "lab: nothing 24 h ahead",
            drop(*NOTICES, "AHEAD"),
        ),
        case(
            "something else is started a day ahead, and no notice",
            "reminders",
            "nothing 24 h ahead",
            put(dated(target="arn:aws:states:us-east-1:1:stateMachine:x"), *NOTICES, "AHEAD"),
        ),
        case(
            "a reminder two days ahead instead",
            "reminders",
            "nothing 24 h ahead",
            put(dated(seconds=172800), *NOTICES, "AHEAD"),
        ),
        case(
            "a sender that may not write schedules",
            "reminders before.backup",
            "Notices may not create schedules in lab-windows",
            put(
                f"{DATES}-not",
                "NoticesRole",
                "Policies",
                0,
                "PolicyDocument",
                "Statement",
                0,
                "Resource",
            ),
        ),
        case(
            "a sender that may not hand the role over",
            "reminders before.backup",
            "Notices may not hand Reminder to Scheduler",
            put(
                arn("Starter"),
                "NoticesRole",
                "Policies",
                0,
                "PolicyDocument",
                "Statement",
                1,
                "Resource",
            ),
        ),
        case(
            "a role that Scheduler cannot assume",
            "reminders",
            "Reminder cannot be assumed by scheduler.amazonaws.com",
            added("Reminder", role("events", may("lambda:InvokeFunction", NAMED))),
        ),
        case(
            "a role that may not call the sender",
            "reminders",
            "Reminder may not start Notices",
            added("Reminder", role("scheduler")),
        ),
        case(
            "reminders that leave nothing behind when they fail",
            "reminders before.backup",
            "no dead-letter queue",
            drop(*NOTICES, "DEAD_LETTERS"),
        ),
        case(
            "a notice nobody promised",
            "reminders",
            "TwoHours announces 2 h ahead",
            added("TwoHours", notice("cron(0 0 ? * SUN#2 *)", 7200)),
        ),
        case(
            "a list that names no alarm",
            "mute_list mute_rights",
            "slowly is no alarm",
            put(listed("slow", "slowly"), "Muted", "Value"),
        ),
        case(
            "a P1 on the list",
            "mute_list mute_rights",
            "gone is P1",
            put(listed("slow", "gone"), "Muted", "Value"),
        ),
        case(
            "muted without a reason",
            "mute_list",
            "slow muted without a reason",
            put(listed("slow", because=" "), "Muted", "Value"),
        ),
        case(
            "an objective nobody promised",
            "mute_list",
            "slos.search is no promise",
            put(listed("slow", belongs_to="slos.search"), "Muted", "Value"),
        ),
        case(
            "a list nobody can read",
            "mute_list mute_rights",
            "Muted is no list of reasons",
            put("slow, gone", "Muted", "Value"),
        ),
        case(
            "a list that is somewhere else",
            "mute_list mute_rights",
            "a list that is not in these templates",
            put("/lab/other", *NOTICES, "MUTED"),
        ),
        case(
            "a right to mute whatever is called so",
            "mute_rights",
            "Notices may mute s*, not on its list",
            put([RULES, SLOW.replace("slow", "s*")], *MUTES, "Resource"),
        ),
        case(
            "a right to mute everything",
            "mute_rights",
            "Notices may mute *, not on its list",
            put("*", *MUTES, "Resource"),
        ),
        case(
            "a right to mute a P1 beside the list",
            "mute_rights",
            "Notices may mute gone, not on its list",
            put([RULES, SLOW, SLOW.replace("slow", "gone")], *MUTES, "Resource"),
        ),
        case(
            "a listed alarm that may not be muted",
            "mute_rights",
            "Notices may not mute slow, on its list",
            put([RULES], *MUTES, "Resource"),
        ),
        case(
            "a sender that mutes by another calendar",
            "mutes one_calendar",
            "Notices is told another days, length_seconds",
            put(told(days=["3rd Sunday"], length_seconds=18000), *NOTICES, "CALENDAR"),
        ),
        case(
            "a watch by another calendar",
            "one_calendar",
            "CalendarWatch is told another start, ahead_seconds",
            put(told(start="03:00", ahead_seconds=[604800]), *WATCH, "CALENDAR"),
        ),
        case(
            "a calendar nobody can read",
            "one_calendar",
            "CalendarWatch is told no calendar",
            put("Sundays", *WATCH, "CALENDAR"),
        ),
        case(
            "a window that may start hours late",
            "starts run_ends",
            "Second may start up to 901 s late",
            put(901, "Second", "Target", "RetryPolicy", "MaximumEventAgeInSeconds"),
        ),
        case(
            "Scheduler's own patience",
            "starts run_ends",
            "Second may start up to a day late",
            drop("Second", "Target", "RetryPolicy"),
        ),
        case(
            "a rule without a queue",
            "starts",
            "Drill has no dead-letter queue",
            drop("Drill", "Targets", 0, "DeadLetterConfig"),
        ),
        case(
            "a queue that is somewhere else",
            "starts",
            "a dead-letter queue that is not in these templates",
            put("arn:aws:sqs:us-east-1:1:x", "Fourth", "Target", "DeadLetterConfig", "Arn"),
        ),
        case(
            "a queue that does not admit EventBridge",
            "starts",
            "Drill loses what it cannot start",
            put([], "LostPolicy", "PolicyDocument", "Statement"),
        ),
        case(
            "a role that may not leave anything in the queue",
            "starts",
            "loses what it cannot start",
            added("Starter", role("scheduler")),
        ),
        case(
            "a notice that is missing and nobody hears",
            "told",
            "nobody hears that a notice was not sent",
            gone("NoticesOverdue"),
        ),
        case(
            "a window that must fail to start twice",
            "told",
            "WindowNotStarted waits for more than one",
            put(1, "WindowNotStarted", "Threshold"),
        ),
        case(
            "an alarm of forced maintenance that tells nobody",
            "told",
            "nobody hears of alarm ForcedMaintenanceAhead",
            both(
                put([], "ForcedMaintenanceAhead", "AlarmActions"),
                put([], "ForcedMaintenanceAhead", "OKActions"),
            ),
        ),
        case(
            "an alarm on a metric nobody publishes",
            "told",
            "nobody hears that a window overran",
            put([], "WindowOverran", "Dimensions"),
        ),
        case(
            "a watch that looks once an hour",
            "watched.every",
            "CalendarWatch looks every 1 h",
            put("rate(1 hour)", "Looks", "ScheduleExpression"),
        ),
        case("a watch nobody calls", "watched.every", "at no rate", gone("Looks")),
        case(
            "a watch that waits for an hour",
            "watched.late_after",
            "CalendarWatch waits 1 h",
            put("3600", *WATCH, "GRACE_SECONDS"),
        ),
        case(
            "a watch whose silence nobody hears",
            "watched.silent_after",
            "nobody hears when the watch is silent",
            gone("Silent"),
        ),
        case(
            "a silence that is taken for health",
            "watched.silent_after",
            "does not take silence for a breach",
            put("notBreaching", "Silent", "TreatMissingData"),
        ),
        case(
            "a silence of half a day",
            "watched.silent_after",
            "is silent for too long",
            put(14400, "Silent", "Period"),
        ),
    ],
)
def test_a_mistake_is_named_by_its_rules_alone(
    calendar: Calendar, rules: list[str], named: str, change: Change
) -> None:
    assert_alone(calendar, rules, named, change)


def test_a_page_may_be_tried_for_an_hour(calendar: Calendar) -> None:
    page = resource("AWS::Events::ApiDestination")
    proofs, _ = calendar(
        added("PagerDuty", page),
        put(arn("PagerDuty"), "Drill", "Targets", 0, "Arn"),
        put(3600, "Drill", "Targets", 0, "RetryPolicy", "MaximumEventAgeInSeconds"),
    )
    assert proofs["maintenance.starts"].verdict == "kept"


def test_two_alarms_on_one_figure_may_differ_if_one_of_them_is_right(calendar: Calendar) -> None:
    proofs, _ = calendar(added("Patient", figure("NoticesOverdue", Threshold=5)))
    assert proofs["maintenance.told"].verdict == "kept"


def test_a_notice_that_does_not_say_how_long_ahead_is_the_promised_one(calendar: Calendar) -> None:
    proofs, _ = calendar(drop("First", "Target", "Input"))
    assert proofs["maintenance.notice"].verdict == "kept"
