"""The calendar of the functions, beside the calendar that was promised."""

from datetime import UTC, datetime, timedelta

import pytest

from filmops.maintenance_calendar import calendar_variable, one_offs
from functions.maintenance.windows import (
    Calendar,
    NotPromisedError,
    Window,
    WindowClosed,
    open_until,
    window_of,
)
from functions.maintenance.work import Call
from promises import load_handbook
from promises.windows import notices, windows

KEPT = load_handbook().maintenance
CALENDAR = Calendar.read({"CALENDAR": calendar_variable(KEPT)})
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
START = datetime(2026, 12, 13, 2, tzinfo=UTC)
WINDOW = Window(START, START + 4 * HOUR)


def test_over_twenty_years_it_is_the_promised_calendar_with_its_notices() -> None:
    since, until = datetime(2026, 1, 1, tzinfo=UTC), datetime(2046, 1, 1, tzinfo=UTC)
    promised = list(windows(KEPT, since, until))
    found = list(CALENDAR.between(since, until))
    assert len(found) == 480
    assert [(one.start, one.end) for one in found] == [(one.start, one.end) for one in promised]
    said = [one.at for window in found for one in CALENDAR.notices(window)]
    assert said == [one.at for window in promised for one in notices(KEPT, window)]


def test_only_the_day_before_needs_a_schedule_for_its_date() -> None:
    assert one_offs(KEPT) == (DAY,)


@pytest.mark.parametrize(
    ("now", "latest", "coming"),
    [
        pytest.param("2026-12-31T23:59", "2026-12-27", "2027-01-10", id="the end of a year"),
        pytest.param("2027-01-01T00:00", "2026-12-27", "2027-01-10", id="the first of a year"),
        pytest.param("2028-02-29T12:00", "2028-02-27", "2028-03-12", id="a leap day"),
        pytest.param("2026-12-13T02:00", "2026-12-13", "2026-12-27", id="as one starts"),
        pytest.param("2026-12-13T01:59", "2026-11-22", "2026-12-13", id="a minute before"),
        # clocks change in Europe and America; the windows are in UTC
        pytest.param("2027-03-28T01:30", "2027-03-14", "2027-03-28", id="the hour Europe skips"),
        pytest.param("2027-03-14T02:30", "2027-03-14", "2027-03-28", id="the hour America skips"),
    ],
)
def test_the_latest_and_the_next(now: str, latest: str, coming: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert CALENDAR.latest(moment).id == latest
    assert CALENDAR.next(moment).id == coming


def test_a_window_is_found_by_its_day_and_by_its_minute() -> None:
    assert CALENDAR.of("2026-12-13") == WINDOW
    assert CALENDAR.starting(START + timedelta(seconds=59)) == WINDOW
    assert WINDOW.id == "2026-12-13"


@pytest.mark.parametrize("day", ["2026-12-20", "2026-12-06", "2027-05-30", "tomorrow", ""])
def test_a_day_nobody_promised_is_refused(day: str) -> None:
    with pytest.raises(NotPromisedError):
        CALENDAR.of(day)


@pytest.mark.parametrize("late", [-timedelta(minutes=1), timedelta(minutes=1), DAY, 7 * DAY])
def test_another_minute_is_no_start(late: timedelta) -> None:
    with pytest.raises(NotPromisedError):
        CALENDAR.starting(START + late)


def test_an_open_window_says_until_when() -> None:
    assert open_until(WINDOW, START, HOUR) == WINDOW.end
    assert open_until(WINDOW, WINDOW.end - HOUR, HOUR) == WINDOW.end


@pytest.mark.parametrize(
    ("now", "needs", "said"),
    [
        (START - timedelta(seconds=1), HOUR, "not open at 2026-12-13 01:59:59 UTC"),
        (WINDOW.end, timedelta(), "not open at 2026-12-13 06:00:00 UTC"),
        (WINDOW.end - HOUR, HOUR + timedelta(minutes=1), "wanted 61 min, 60 min are left"),
    ],
)
def test_a_closed_window_touches_nothing(now: datetime, needs: timedelta, said: str) -> None:
    with pytest.raises(WindowClosed, match=said):
        open_until(WINDOW, now, needs)


@pytest.mark.parametrize(
    "state",
    [
        {"scheduled": "2026-12-13T02:00:00Z"},
        {"window": "2026-12-13"},
        {"scheduled": "2026-12-13T02:00:00Z", "gate": {"window": "2026-12-13"}},
        {"after": "arn:of:a:run:that:was:ended", "began": 1797130800000},
    ],
)
def test_a_run_knows_its_window_however_it_was_started(state: dict[str, object]) -> None:
    later = START + DAY * ("after" in state) + HOUR
    call = Call.of({"step": "any", "state": state, "started": later.isoformat()})
    assert window_of(CALENDAR, call) == WINDOW


@pytest.mark.parametrize(
    "text",
    ["", "2nd Sunday", "{}", '{"days": ["5th Sunday"]}', '{"days": ["2nd Sonntag"]}', "[]"],
)
def test_a_calendar_that_cannot_be_read_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="CALENDAR: wanted"):
        Calendar.read({"CALENDAR": text})
