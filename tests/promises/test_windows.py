"""The windows as moments, beside twenty years counted day by day."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from promises import load_handbook
from promises.windows import Window, notices, upcoming, windows

KEPT = load_handbook().maintenance
START, END = datetime(2024, 1, 1, tzinfo=UTC), datetime(2045, 1, 1, tzinfo=UTC)
TWENTY_ONE_YEARS = list(windows(KEPT, START, END))
MOMENTS = some.datetimes(datetime(2024, 1, 1), datetime(2044, 1, 1), timezones=some.just(UTC))  # noqa: DTZ001 (hypothesis adds the zone)


def sundays(since: date, until: date) -> list[date]:
    days = (since + timedelta(days=count) for count in range((until - since).days))
    return [day for day in days if day.weekday() == 6]


def test_every_second_and_fourth_sunday_has_a_window_and_no_other_day() -> None:
    counted: dict[tuple[int, int], list[date]] = {}
    for day in sundays(START.date(), END.date()):
        counted.setdefault((day.year, day.month), []).append(day)
    expected = sorted(day for month in counted.values() for day in (month[1], month[3]))
    assert [one.start for one in TWENTY_ONE_YEARS] == [
        datetime.combine(day, time(2), UTC) for day in expected
    ]
    assert sum(len(month) == 5 for month in counted.values()) == 87


def test_a_window_lasts_four_hours_and_its_notice_is_on_the_first_or_third_sunday() -> None:
    for window in TWENTY_ONE_YEARS:
        assert window.end - window.start == timedelta(hours=4)
        first, *_ = notices(KEPT, window)
        assert (first.ahead, first.at.weekday()) == (timedelta(days=7), 6)
        assert first.at.day in (*range(1, 8), *range(15, 22))
        assert first.at.month == window.start.month


def test_a_window_is_announced_a_week_a_day_and_an_hour_ahead() -> None:
    [window] = upcoming(KEPT, datetime(2028, 2, 27, 2, tzinfo=UTC), 1)
    assert [f"{one.at:%d.%m. %H:%M}" for one in notices(KEPT, window)] == [
        "20.02. 02:00",
        "26.02. 02:00",
        "27.02. 01:00",
    ]


def test_a_reminder_never_comes_before_the_notice() -> None:
    late = KEPT.model_copy(update={"notice": timedelta(hours=24)})
    [window] = upcoming(late, START, 1)
    assert [one.ahead for one in notices(late, window)] == [
        timedelta(hours=24),
        timedelta(hours=1),
    ]


def test_the_year_ends_between_two_windows() -> None:
    found = upcoming(KEPT, datetime(2026, 12, 27, 2, 1, tzinfo=UTC), 2)
    assert [f"{one.start:%Y-%m-%d}" for one in found] == ["2027-01-10", "2027-01-24"]


@given(MOMENTS)
def test_the_next_windows_are_the_first_of_all_that_are_left(now: datetime) -> None:
    left = [one for one in TWENTY_ONE_YEARS if one.start >= now]
    assert upcoming(KEPT, now, 10) == tuple(left[:10])


@given(MOMENTS, some.timedeltas(timedelta(0), timedelta(days=366)))
def test_years_are_no_border(since: datetime, long: timedelta) -> None:
    until = since + long
    found = [one for one in TWENTY_ONE_YEARS if since <= one.start < until]
    assert list(windows(KEPT, since, until)) == found


def test_windows_of_another_zone_follow_its_clock() -> None:
    elsewhere = KEPT.model_copy(update={"time_zone": "Europe/Copenhagen"})
    found = windows(elsewhere, datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))
    assert {one.start.hour for one in found} == {0, 1}


def test_the_first_of_january_may_be_the_thirty_first_of_december_elsewhere() -> None:
    far = KEPT.model_copy(update={"time_zone": "Pacific/Kiritimati", "start": time(1)})
    year = datetime(2028, 1, 1, tzinfo=UTC)
    every = list(windows(far, year - timedelta(days=366), year + timedelta(days=366)))
    assert all(timedelta(days=12) < later.start - one.start for one, later in pairwise(every))


@pytest.mark.parametrize(
    ("start", "end", "shared"), [(1, 2, False), (1, 3, True), (5, 7, True), (6, 7, False)]
)
def test_meeting_is_not_overlapping(start: int, end: int, shared: bool) -> None:
    day = datetime(2026, 12, 13, tzinfo=UTC)
    window = Window(day.replace(hour=2), day.replace(hour=6))
    assert window.overlaps(day.replace(hour=start), day.replace(hour=end)) is shared
