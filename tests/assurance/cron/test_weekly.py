"""Windows of RDS, weekly and daily."""

from datetime import time, timedelta

import pytest

from assurance.cron import Refusal, daily, weekly
from tests.assurance.cron.days import END, START, SUN, on


def test_a_weekly_window_opens_every_week() -> None:
    window = weekly("sun:02:00-sun:06:00")
    sundays = on(lambda day: day.weekday() == SUN, time(2))
    assert list(window.between(START, END)) == sundays
    assert window.lasts == timedelta(hours=4)


@pytest.mark.parametrize(
    ("written", "hours"), [("sun:22:00-mon:02:00", 4), ("Sat:23:30-sun:01:30", 2)]
)
def test_a_window_may_pass_midnight_and_the_end_of_the_week(written: str, hours: int) -> None:
    assert weekly(written).lasts == timedelta(hours=hours)


def test_a_daily_window_opens_every_day() -> None:
    assert list(daily("23:45-00:15").between(START, END)) == on(lambda _: True, time(23, 45))
    assert daily("23:45-00:15").lasts == timedelta(minutes=30)


@pytest.mark.parametrize(
    "written", ["", "sun:02:00", "son:02:00-son:06:00", "sun:2:00-sun:6:00", "sun:02:00-sun:02:20"]
)
def test_what_is_no_weekly_window_is_refused(written: str) -> None:
    with pytest.raises(Refusal, match="window: wanted"):
        weekly(written)


@pytest.mark.parametrize("written", ["", "24:00-01:00", "07:00-07:29", "7-8"])
def test_what_is_no_daily_window_is_refused(written: str) -> None:
    with pytest.raises(Refusal, match="window: wanted"):
        daily(written)
