"""Typed units are read from words and give the same words back."""

from datetime import time, timedelta
from decimal import Decimal
from random import Random

import pytest

from promises import Cadence, Ceiling, Count, Percentage, Size, WeeklyMoment, duration, text
from promises.calendar import NthWeekday, Weekday, clock
from promises.errors import WantedError
from promises.limit import Latency, Limit, Sense
from promises.units import quantity

RANDOM = Random(2)  # the same numbers every time


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("200 ms", timedelta(milliseconds=200)),
        ("1 s", timedelta(seconds=1)),
        ("15 min", timedelta(minutes=15)),
        ("4 h", timedelta(hours=4)),
        ("48 h", timedelta(hours=48)),
        ("35 days", timedelta(days=35)),
        ("99.99 %", Percentage(Decimal("99.99"))),
        ("100 GiB", Size(100 * 2**30)),
        ("1 host", Count("host", 1)),
        ("100 jobs", Count("job", 100)),
    ],
)
def test_words_become_a_quantity_and_words_again(words: str, value: object) -> None:
    assert quantity(words) == value
    assert text(value) == words


def test_every_duration_survives_its_words() -> None:
    for _ in range(2000):
        value = timedelta(milliseconds=RANDOM.randrange(10 ** RANDOM.randrange(1, 12)))
        assert duration(text(value)) == value


def test_every_percentage_survives_its_words() -> None:
    for _ in range(2000):
        value = Percentage(Decimal(RANDOM.randrange(10**7 + 1)) / 10**5)
        assert Percentage.parse(text(value)) == value


def test_every_size_survives_its_words() -> None:
    for _ in range(2000):
        value = Size(RANDOM.randrange(1, 2**20) * 2 ** RANDOM.randrange(0, 41, 10))
        assert Size.parse(text(value)) == value


@pytest.mark.parametrize(
    "words", ["15", "min", "15min", "15 minutes", "-1 h", "1.5.2 h", "", "1e3 s"]
)
def test_what_is_no_duration_is_refused(words: str) -> None:
    with pytest.raises(WantedError, match="wanted a duration such as 15 min"):
        duration(words)


@pytest.mark.parametrize("words", ["99.9", "100.1 %", "-1 %", "0.999", "99,9 %"])
def test_what_is_no_share_of_a_whole_is_refused(words: str) -> None:
    with pytest.raises(WantedError, match=r"wanted a percentage such as 99\.9 %"):
        Percentage.parse(words)


@pytest.mark.parametrize("words", ["0 GiB", "100", "100 GB", "0.3 B"])
def test_what_is_no_size_is_refused(words: str) -> None:
    with pytest.raises(WantedError, match="wanted a size such as 100 GiB"):
        Size.parse(words)


def test_a_percentage_is_exact() -> None:
    assert Percentage.parse("99.99 %").ratio == Decimal("0.9999")
    assert Size.parse("1.5 TiB").gib == 1536


def test_a_ceiling_is_a_percentage_that_says_below() -> None:
    ceiling = Ceiling.parse("below 0.1 %")
    assert ceiling.percent == Decimal("0.1")
    assert text(ceiling) == "below 0.1 %"
    with pytest.raises(WantedError, match="wanted a limit such as below 1 %"):
        Ceiling.parse("0.1 %")


@pytest.mark.parametrize("words", ["p95 below 200 ms", "above 95 %", "below 1 host", "above 8 min"])
def test_a_limit_survives_its_words(words: str) -> None:
    assert text(Limit.parse(words)) == words


@pytest.mark.parametrize("words", ["> 200 ms", "200 ms", "p below 1 s", "below", "about 5 %"])
def test_what_is_no_limit_is_refused(words: str) -> None:
    with pytest.raises(WantedError):
        Limit.parse(words)


def test_a_latency_is_a_time_below() -> None:
    assert Latency.parse("p95 below 1 s") == Latency("p95", timedelta(seconds=1))
    for words in ("p95 above 1 s", "below 5 %"):
        with pytest.raises(WantedError, match="wanted a latency"):
            Latency.parse(words)


def test_limits_of_one_unit_and_statistic_are_ordered_by_their_side() -> None:
    assert Limit.parse("above 10 min").exceeds(Limit.parse("above 8 min"))
    assert Limit.parse("below 10 %").exceeds(Limit.parse("below 20 %"))
    assert not Limit.parse("below 20 %").exceeds(Limit.parse("below 20 %"))
    assert Limit.parse("below 20 %").reaches(Limit.parse("above 20 %"))


@pytest.mark.parametrize(("one", "other"), [("5 jobs", "4 hosts"), ("5 min", "4 %")])
def test_limits_of_different_things_exceed_neither(one: str, other: str) -> None:
    first, second = (Limit(None, Sense.ABOVE, quantity(words)) for words in (one, other))
    assert not first.exceeds(second)
    assert not second.exceeds(first)


def test_the_nth_sunday_is_found_in_every_month() -> None:
    second, fourth = NthWeekday.parse("2nd Sunday"), NthWeekday.parse("4th Sunday")
    for year in range(2024, 2054):
        for month in range(1, 13):
            days = [each.of(year, month) for each in (second, fourth)]
            assert [day.weekday() for day in days] == [6, 6]
            assert 8 <= days[0].day <= 14
            assert 22 <= days[1].day <= 28


@pytest.mark.parametrize("words", ["5th Sunday", "2nd sunday", "2. Sunday", "Sunday"])
def test_what_is_no_day_of_the_month_is_refused(words: str) -> None:
    with pytest.raises(WantedError):
        NthWeekday.parse(words)


@pytest.mark.parametrize("words", ["2:00", "24:00", "02:00:00", "9 AM", "02:00Z"])
def test_what_is_no_time_of_day_is_refused(words: str) -> None:
    with pytest.raises(WantedError, match="wanted a time of day such as 02:00"):
        clock(words)


def test_a_weekly_moment_moves_past_midnight() -> None:
    moment = WeeklyMoment.parse("Sunday 23:50 UTC")
    assert moment.later(timedelta(minutes=15)) == WeeklyMoment(Weekday.MONDAY, time(0, 5), "UTC")
    assert text(moment) == "Sunday 23:50 UTC"


def test_cadences_get_rarer_in_their_order() -> None:
    longest = [cadence.longest for cadence in Cadence]
    assert longest == sorted(set(longest))
