"""Schedules from promises, each beside ten years of what was promised."""

from datetime import UTC, datetime, time, timedelta

import pytest

from assurance.cron import EVENTS, Rate, read
from filmops.schedules import daily, every, monthly, notices, on_day, weekly, windows
from promises import Cadence, NthWeekday, WeeklyMoment, load_handbook
from promises import windows as calendar

KEPT = load_handbook().maintenance
START, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
PROMISED = list(calendar.windows(KEPT, START, END))


def moments(*expressions: str, until: datetime = END) -> list[datetime]:
    found: list[datetime] = []
    for expression in expressions:
        schedule = read(expression, EVENTS)
        assert not isinstance(schedule, Rate)
        found += schedule.between(START, until)
    return sorted(found)


def test_the_windows_open_when_promised_and_at_no_other_time() -> None:
    expressions = list(windows(KEPT).values())
    assert expressions == ["cron(0 2 ? * SUN#2 *)", "cron(0 2 ? * SUN#4 *)"]
    assert moments(*expressions) == [one.start for one in PROMISED]


@pytest.mark.parametrize(
    ("ahead", "expressions"),
    [
        (timedelta(days=7), ["cron(0 2 ? * SUN#1 *)", "cron(0 2 ? * SUN#3 *)"]),
        (timedelta(hours=1), ["cron(0 1 ? * SUN#2 *)", "cron(0 1 ? * SUN#4 *)"]),
        (timedelta(days=7, hours=2), ["cron(0 0 ? * SUN#1 *)", "cron(0 0 ? * SUN#3 *)"]),
    ],
)
def test_a_notice_goes_out_exactly_that_long_ahead(
    ahead: timedelta, expressions: list[str]
) -> None:
    found = list(notices(KEPT, ahead).values())
    assert found == expressions
    assert moments(*found) == [one.start - ahead for one in PROMISED]


@pytest.mark.parametrize(
    "ahead", [timedelta(hours=24), timedelta(hours=3), timedelta(days=14), timedelta(days=21)]
)
def test_what_is_no_nth_weekday_has_no_expression(ahead: timedelta) -> None:
    with pytest.raises(ValueError, match="wanted a time ahead that is an nth weekday too"):
        notices(KEPT, ahead)


def test_the_day_before_a_second_sunday_is_a_first_saturday_in_some_months() -> None:
    before = {(one.start - timedelta(days=1)).day for one in PROMISED if one.start.day < 15}
    assert {day <= 7 for day in before} == {True, False}


def test_the_first_of_a_month_is_in_no_window() -> None:
    for cadence, expression in (
        (Cadence.MONTHLY, "cron(0 14 1 * ? *)"),
        (Cadence.QUARTERLY, "cron(0 14 1 1/3 ? *)"),
    ):
        assert on_day(cadence, 1, time(14)) == expression
        days = {one.date() for one in moments(expression)}
        assert not days & {one.start.date() for one in PROMISED}


def test_other_cadences_have_no_first() -> None:
    with pytest.raises(ValueError, match="wanted monthly or quarterly, got: weekly"):
        on_day(Cadence.WEEKLY, 1, time(14))


def test_the_plain_ones() -> None:
    assert every(timedelta(minutes=5)) == "rate(5 minutes)"
    assert every(timedelta(minutes=1)) == "rate(1 minute)"
    assert daily(time(12)) == "cron(0 12 * * ? *)"
    assert weekly(WeeklyMoment.parse("Monday 10:05 UTC")) == "cron(5 10 ? * MON *)"
    assert monthly(NthWeekday.parse("3rd Tuesday"), time(23, 30)) == "cron(30 23 ? * TUE#3 *)"


def test_a_moment_of_another_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="wanted a moment in UTC"):
        weekly(WeeklyMoment.parse("Monday 10:00 Europe/Copenhagen"))
