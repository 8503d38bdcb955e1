"""Schedules that mean something else, start late, disturb a window, or mute too much."""

import pytest

from tests.assurance.proof.changes import Change, added, drop, put
from tests.assurance.proof.maintenance.calendar_path import (
    EXPRESSION,
    PLANNED,
    RECURS,
    mute,
    schedule,
)
from tests.assurance.proof.maintenance.conftest import Calendar
from tests.assurance.proof.maintenance.mistakes import assert_alone, case


@pytest.mark.parametrize(
    ("rules", "named", "change"),
    [
        case(
            "two days in one expression",
            "days expressions",
            "one weekday#n and nothing else",
            put("cron(0 2 ? * SUN#2,SUN#4 *)", "Fourth", EXPRESSION),
        ),
        case(
            "Sunday by another count",
            "days expressions",
            "7#4",
            put("cron(0 2 ? * 7#4 *)", *RECURS),
        ),
        case(
            "a day of the month and a weekday",
            "expressions",
            "? in exactly one of them",
            put("cron(0 10 1 * MON *)", "PageTest", EXPRESSION),
        ),
        case(
            "a nth weekday in a mute rule",
            "expressions mutes",
            "no #",
            put("cron(0 2 * * SUN#2)", "Mute", "Rule", "Schedule", "Expression"),
        ),
        case(
            "a weekday nobody knows",
            "expressions",
            "sun:02:00-sun:06:00",
            put("son:02:00-son:06:00", "Database", "PreferredMaintenanceWindow"),
        ),
        case(
            "a flexible window",
            "on_time",
            "Fourth starts up to 15 min late",
            put({"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 15}, "Fourth", "FlexibleTimeWindow"),
        ),
        case(
            "a backup plan that leaves its schedule to AWS",
            "undisturbed",
            "Plan may begin in the window of 2026-01-11",
            drop(*PLANNED, EXPRESSION),
        ),
        case(
            "a backup that may begin late",
            "undisturbed",
            "Plan may begin in the window of 2026-01-11",
            put(15 * 60, *PLANNED, "StartWindowMinutes"),
        ),
        case(
            "a restore test on a day that is a 2nd Sunday in some months",
            "undisturbed",
            "RestoreTest may begin in the window of 2026-02-08",
            put("cron(0 4 8 * ? *)", "RestoreTest", EXPRESSION),
        ),
        case(
            "a page test on Sunday night",
            "undisturbed",
            "PageTest may begin in the window of 2026-01-11",
            put("cron(0 5 ? * SUN *)", "PageTest", EXPRESSION),
        ),
        case(
            "the end of February, a 4th Sunday once in ten years",
            "undisturbed",
            "Drill may begin in the window of 2027-02-28",
            put("cron(0 3 28 2 ? *)", "Drill", EXPRESSION),
        ),
        case(
            "a watch of the 1st to the 14th, which does not run always",
            "undisturbed",
            "Watch may begin",
            put("cron(0/5 * 1-14 * ? *)", "Watch", EXPRESSION),
        ),
        case(
            "work nobody declared",
            "undisturbed",
            "Work may begin",
            added("Work", schedule("cron(0 2 ? * SUN#2 *)")),
        ),
        case(
            "upgrades on any Sunday",
            "other_weeks",
            "AWS may upgrade Database on 282 days, first 2026-01-04, unannounced",
            put(True, "Database", "AutoMinorVersionUpgrade"),
        ),
        case(
            "a mute on another Sunday",
            "mutes",
            "outside of a window, first on 2026-12-20",
            put("at(2026-12-20T02:00)", "Mute", "Rule", "Schedule", "Expression"),
        ),
        case(
            "a mute of every Sunday",
            "mutes",
            "outside of a window, first on 2026-01-04",
            put("cron(0 2 * * SUN)", "Mute", "Rule", "Schedule", "Expression"),
        ),
        case(
            "a mute that outlasts its window",
            "mutes",
            "outside of a window",
            put("PT4H1M", "Mute", "Rule", "Schedule", "Duration"),
        ),
        case(
            "a mute of unknown length",
            "mutes",
            "cannot be read",
            put("4 hours", "Mute", "Rule", "Schedule", "Duration"),
        ),
        case(
            "a mute of a P1",
            "mutes",
            "mutes Gone, a P1",
            added("Mute", mute("at(2026-12-13T02:00)", "gone")),
        ),
        case(
            "a mute of a P1 by reference",
            "mutes",
            "mutes Gone, a P1",
            added("Mute", mute("at(2026-12-13T02:00)", {"Ref": "Gone"})),
        ),
    ],
)
def test_a_mistake_is_named_by_its_rules_alone(
    calendar: Calendar, rules: list[str], named: str, change: Change
) -> None:
    assert_alone(calendar, rules, named, change)
