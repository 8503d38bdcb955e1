"""Ten years of every dialect beside ten years counted day by day."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assurance.cron import BACKUP, EVENTS, MUTE, SCHEDULER, SSM, Dialect, Once, Rate, read
from tests.assurance.cron.days import (
    END,
    START,
    SUN,
    is_end_of_month,
    is_last,
    is_nearest_weekday,
    nth,
    on,
)

NAMES = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
TWO = time(2)
Is = Callable[[date], bool]


def moments(expression: str, dialect: Dialect = EVENTS, zone: str = "UTC") -> list[datetime]:
    schedule = read(expression, dialect, zone)
    assert not isinstance(schedule, Rate)
    return list(schedule.between(START, END))


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("weekday", range(7))
def test_the_nth_weekday_of_every_month(weekday: int, number: int) -> None:
    counted = on(lambda day: day.weekday() == weekday and nth(day) == number, TWO)
    assert moments(f"cron(0 2 ? * {NAMES[weekday]}#{number} *)", SCHEDULER) == counted


CASES: list[tuple[str, Dialect, Is]] = [
    ("cron(0 2 * * ? *)", EVENTS, lambda _: True),
    ("cron(0 2 ? * 1 *)", EVENTS, lambda day: day.weekday() == SUN),
    ("cron(0 2 ? * 7 *)", EVENTS, lambda day: day.weekday() == 5),
    ("cron(0 2 ? * 2-6 *)", EVENTS, lambda day: day.weekday() < 5),
    ("cron(0 2 ? * mon,WED *)", EVENTS, lambda day: day.weekday() in (0, 2)),
    ("cron(0 2 ? * L *)", EVENTS, lambda day: day.weekday() == 5),
    ("cron(0 2 ? * 6L *)", SSM, lambda day: day.weekday() == 4 and is_last(day)),
    ("cron(0 2 ? * SUNL *)", SSM, lambda day: day.weekday() == SUN and is_last(day)),
    ("cron(0 2 L * ? *)", EVENTS, is_end_of_month),
    ("cron(0 2 1W * ? *)", EVENTS, lambda day: is_nearest_weekday(day, 1)),
    ("cron(0 2 15W * ? *)", EVENTS, lambda day: is_nearest_weekday(day, 15)),
    ("cron(0 2 31W * ? *)", EVENTS, lambda day: is_nearest_weekday(day, 31)),
    ("cron(0 2 29 2 ? *)", BACKUP, lambda day: (day.month, day.day) == (2, 29)),
    ("cron(0 2 31 * ? *)", BACKUP, lambda day: day.day == 31),
    ("cron(0 2 1 1/3 ? *)", BACKUP, lambda day: day.day == 1 and day.month % 3 == 1),
    ("cron(0 2 1 JAN-MAR ? *)", BACKUP, lambda day: day.day == 1 and day.month < 4),
    ("cron(0 2 1/10 * ? *)", BACKUP, lambda day: day.day in (1, 11, 21, 31)),
    ("cron(0 2 1 * ? 2028-2030)", BACKUP, lambda day: day.day == 1 and 2028 <= day.year <= 2030),
    ("cron(0 2 1 * ? 2027/4)", BACKUP, lambda day: day.day == 1 and day.year in (2027, 2031, 2035)),
    ("cron(0 0 2 ? * SUN#2 *)", SSM, lambda day: day.weekday() == SUN and nth(day) == 2),
    ("cron(0 2 * * 0)", MUTE, lambda day: day.weekday() == SUN),
    ("cron(0 2 * * 7)", MUTE, lambda day: day.weekday() == SUN),
    ("cron(0 2 * * SUN)", MUTE, lambda day: day.weekday() == SUN),
    ("cron(0 2 * * 1)", MUTE, lambda day: day.weekday() == 0),
    ("cron(0 2 * * 5-7)", MUTE, lambda day: day.weekday() > 3),
    ("cron(0 2 1,15 * *)", MUTE, lambda day: day.day in (1, 15)),
]


@pytest.mark.parametrize(("expression", "dialect", "is_one"), CASES)
def test_each_dialect_means_what_it_counts_by_hand(
    expression: str, dialect: Dialect, is_one: Is
) -> None:
    assert moments(expression, dialect) == on(is_one, TWO)


def test_minutes_step_through_the_hour() -> None:
    schedule = read("cron(5/20 2-3 10 1 ? 2027)", EVENTS)
    assert not isinstance(schedule, Rate)
    found = [f"{one:%H:%M}" for one in schedule.between(START, END)]
    assert found == ["02:05", "02:25", "02:45", "03:05", "03:25", "03:45"]


@given(
    some.integers(0, 59),
    some.integers(0, 23),
    some.sets(some.integers(1, 28), min_size=1),
    some.integers(0, 3000),
)
def test_any_slice_of_time_holds_what_the_whole_holds(
    minute: int, hour: int, days: set[int], cut: int
) -> None:
    schedule = read(f"cron({minute} {hour} {','.join(map(str, days))} * ? *)", EVENTS)
    assert not isinstance(schedule, Rate)
    middle = START + timedelta(days=cut, hours=2)
    halves = [*schedule.between(START, middle), *schedule.between(middle, END)]
    assert halves == on(lambda day: day.day in days, time(hour, minute))


def test_a_schedule_offset_waits_whole_days_even_past_the_month() -> None:
    schedule = read("cron(0 2 ? * TUE#4 *)", SSM, offset_days=5)
    assert not isinstance(schedule, Rate)
    fourth = on(lambda day: day.weekday() == 1 and nth(day) == 4, TWO)
    expected = [one + timedelta(days=5) for one in fourth]
    assert list(schedule.between(START, END)) == [one for one in expected if one < END]


def test_a_clock_that_jumps_skips_a_moment_and_shows_none_twice() -> None:
    found = moments("cron(30 2 ? * SUN *)", SCHEDULER, "Europe/Copenhagen")
    assert datetime(2027, 3, 21, 1, 30, tzinfo=UTC) in found
    assert not [one for one in found if one.date() == date(2027, 3, 28)]  # 02:30 is not on it
    assert [one for one in found if one.date() == date(2027, 10, 31)] == [
        datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    ]


def test_once_is_once() -> None:
    assert read("at(2027-01-10T02:00:00)", SCHEDULER) == Once(datetime(2027, 1, 10, 2, tzinfo=UTC))
    assert moments("at(2027-01-10T02:00)", MUTE) == [datetime(2027, 1, 10, 2, tzinfo=UTC)]
    assert moments("at(2037-01-10T02:00:00)", SSM) == []
    berlin = moments("at(2027-07-11T02:00:00)", SCHEDULER, "Europe/Berlin")
    assert berlin == [datetime(2027, 7, 11, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("expression", "every"),
    [("rate(5 minutes)", timedelta(minutes=5)), ("rate(1 day)", timedelta(days=1))],
)
def test_a_rate_has_a_length_and_no_moments(expression: str, every: timedelta) -> None:
    schedule = read(expression, SCHEDULER)
    assert isinstance(schedule, Rate)
    assert schedule.every == every
