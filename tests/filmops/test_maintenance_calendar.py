"""What is said ahead of a window, and which of it needs a schedule for one date."""

import json
from datetime import timedelta

import pytest

from filmops.maintenance_calendar import aheads, calendar_variable, one_offs
from promises import NthWeekday, load_handbook
from promises.maintenance import Maintenance

KEPT = load_handbook().maintenance
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def changed(**update: object) -> Maintenance:
    return KEPT.model_copy(update=update)


def test_the_notice_comes_first_and_what_would_come_before_it_is_no_reminder() -> None:
    promised = changed(reminders=(HOUR, 14 * DAY, 2 * DAY))
    assert aheads(promised) == (7 * DAY, 2 * DAY, HOUR)


@pytest.mark.parametrize(
    ("ahead", "dated"),
    [(HOUR, False), (2 * HOUR, False), (3 * HOUR, True), (DAY, True), (6 * DAY, True)],
)
def test_what_falls_on_another_day_of_the_week_needs_its_date(
    ahead: timedelta, dated: bool
) -> None:
    assert one_offs(changed(reminders=(ahead,))) == ((ahead,) if dated else ())


def test_a_week_ahead_of_a_1st_sunday_needs_its_date_too() -> None:
    first = changed(days=(NthWeekday.parse("1st Sunday"),), reminders=())
    assert one_offs(first) == (7 * DAY,)


def test_the_variable_is_what_was_promised() -> None:
    assert json.loads(calendar_variable(KEPT)) == {
        "days": ["2nd Sunday", "4th Sunday"],
        "start": "02:00",
        "length_seconds": 14400,
        "ahead_seconds": [604800, 86400, 3600],
    }


def test_windows_of_another_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="wanted windows in UTC, got: Europe/Berlin"):
        calendar_variable(changed(time_zone="Europe/Berlin"))
