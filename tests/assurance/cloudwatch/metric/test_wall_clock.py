"""Windows that stand on the marks of a clock. User guide, "Alarm evaluation windows"."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from assurance.cloudwatch import AlarmError, State
from assurance.cloudwatch.zones import zone
from tests.assurance.cloudwatch.lab import START, alarm, minute, play, series

DAY = 1440


def local(text: str, name: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(name)).timestamp())


def test_only_complete_periods_are_seen() -> None:
    data = series([0] * 62 + [9] + [0] * 100)
    one = alarm(n=1, period=3600, wall_clock="UTC", initial=State.OK)
    history = play(one, data, start=START + 3600)
    assert [minute(t.at) for t in history.transitions] == [120]


def test_the_same_spike_is_seen_at_once_by_a_sliding_window() -> None:
    data = series([0] * 62 + [9] + [0] * 100)
    history = play(alarm(n=1, period=3600, initial=State.OK), data, start=START + 3600)
    assert [minute(t.at) for t in history.transitions] == [63, 123]


def test_a_day_starts_at_local_midnight() -> None:
    data = series([9.0] * (3 * DAY))
    one = alarm(n=1, period=86_400, wall_clock="Asia/Tokyo")
    history = play(one, data, start=START + 2 * 86_400)
    [(start, _)] = history.transitions[0].decided_by
    assert start == local("2026-11-03", "Asia/Tokyo")


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-10-25", 25), ("2026-10-26", 24), ("2026-03-29", 23)]
)
def test_a_day_of_daylight_saving_has_its_own_length(day: str, hours: int) -> None:
    begins = local(day, "Europe/Berlin")
    data = series([1.0] * (30 * 60), start=begins)
    one = alarm(n=1, period=86_400, wall_clock="Europe/Berlin", threshold=0)
    at = begins + hours * 3600
    assert play(one, data, start=at - 60, end=at - 60).state is not None
    history = play(one, data, start=at, end=at)
    assert history.transitions[0].decided_by == ((begins, hours * 60.0),)


def test_a_week_starts_on_monday() -> None:
    data = series([1.0] * (9 * DAY), start=START - 86_400)
    one = alarm(n=1, period=604_800, wall_clock="UTC")
    at = START + 7 * 86_400
    [(start, _)] = play(one, data, start=at, end=at).transitions[0].decided_by
    assert start == START


def test_an_hour_of_a_zone_with_half_an_hour_starts_there() -> None:
    data = series([9.0] * 180)
    one = alarm(n=1, period=3600, wall_clock="+05:30")
    at = START + 130 * 60
    [(start, _)] = play(one, data, start=at, end=at).transitions[0].decided_by
    assert minute(start) == 30


@pytest.mark.parametrize("name", ["Europe/Berlin", "UTC", "+05:30", "-03:00", "+05:45"])
def test_a_zone_may_be_a_name_or_an_offset(name: str) -> None:
    assert zone(name)


@pytest.mark.parametrize("name", ["Europe/Atlantis", "+05:31", "", "5"])
def test_anything_else_is_no_zone(name: str) -> None:
    with pytest.raises(AlarmError, match="wanted"):
        zone(name)
