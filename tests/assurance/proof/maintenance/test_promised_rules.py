"""Windows and notices that are not what was promised."""

import pytest

from tests.assurance.proof.changes import Change, gone, put
from tests.assurance.proof.maintenance.calendar_path import (
    EXCLUDED,
    EXPRESSION,
    RECURS,
    excluded,
)
from tests.assurance.proof.maintenance.conftest import Calendar
from tests.assurance.proof.maintenance.mistakes import assert_alone, case


@pytest.mark.parametrize(
    ("rules", "named", "change"),
    [
        case(
            "a window is forgotten",
            "days",
            "Objective stays closed on 120 days, first 2026-01-25,",
            put([excluded("cron(0 2 ? * SUN#2 *)")], "Objective", "ExclusionWindows"),
        ),
        case(
            "a window on the third Sunday",
            "days",
            "Objective opens on 120 days, first 2026-01-18, without a promise",
            put("cron(0 2 ? * SUN#3 *)", *RECURS),
        ),
        case(
            "every Sunday",
            "days",
            "Objective opens on 282 days, first 2026-01-04, without a promise",
            put("cron(0 2 ? * SUN *)", *RECURS),
        ),
        case(
            "days of the month, which a Sunday need not be",
            "days",
            "Objective opens on",
            put("cron(0 2 22-28 * ? *)", *RECURS),
        ),
        case(
            "only in December, past the end of a year",
            "days",
            "first 2026-01-25,",
            put("cron(0 2 ? 12 SUN#4 *)", *RECURS),
        ),
        case(
            "until a year that ends",
            "days",
            "first 2030-01-27,",
            put("cron(0 2 ? * SUN#4 2026-2029)", *RECURS),
        ),
        case(
            "counted from the deployment",
            "days",
            "rate(14 days) counts from the deployment",
            put("rate(14 days)", *RECURS),
        ),
        case(
            "an hour late",
            "start end",
            "Objective opens at 03:00 on 2026-01-25",
            put("cron(0 3 ? * SUN#4 *)", *RECURS),
        ),
        case(
            "an hour early",
            "start",
            "opens at 01:00 on 2026-01-25",
            put("cron(0 1 ? * SUN#4 *)", "Fourth", EXPRESSION),
        ),
        case(
            "twice a day",
            "start",
            "opens at 14:00 on 2026-01-25",
            put("cron(0 2,14 ? * SUN#4 *)", "Fourth", EXPRESSION),
        ),
        case(
            "an hour too long",
            "end duration",
            "Objective is open until 2026-01-25 07:00",
            put(5, *EXCLUDED, "Window", "Duration"),
        ),
        case(
            "patched for a day",
            "end duration patch_windows",
            "Patching stays open for 24 h",
            put(24, "Patching", "Duration"),
        ),
        case(
            "by another clock",
            "start time_zone",
            "Fourth goes by the clock of America/New_York",
            put("America/New_York", "Fourth", "ScheduleExpressionTimezone"),
        ),
        case(
            "patched a day after the promised one",
            "days patch_windows",
            "2026-01-26",
            put(1, "MorePatching", "ScheduleOffset"),
        ),
        case("no notice of the fourth", "notice", "no notice on 120 days", gone("Third")),
        case(
            "a notice six days ahead",
            "notice",
            "a notice on 120 days, first 2026-01-19, of no window",
            put("cron(0 2 ? * MON#3 *)", "Third", EXPRESSION),
        ),
        case(
            "a notice a minute late",
            "notice",
            "a notice on 120 days",
            put("cron(1 2 ? * SUN#3 *)", "Third", EXPRESSION),
        ),
    ],
)
def test_what_was_not_promised_is_named_by_its_rules_alone(
    calendar: Calendar, rules: list[str], named: str, change: Change
) -> None:
    assert_alone(calendar, rules, named, change)
