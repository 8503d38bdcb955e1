from dataclasses import replace
from datetime import timedelta

from assurance.watch.before import (
    AHEAD,
    Before,
    span_before,
    span_within,
    state_before,
    written_down,
)
from tests.assurance.watch.lab import START, guards, plain, rising

HOUR, FIVE = timedelta(hours=1), timedelta(minutes=5)
[RISE] = guards(rising())


def test_the_hour_before_is_twelve_whole_periods() -> None:
    span = span_before(START + timedelta(minutes=7, seconds=12), HOUR, FIVE)
    assert (span.start, span.end, span.count) == (START - HOUR + FIVE, START + FIVE, 12)
    assert span.place(START) == 11


def test_a_watch_looks_at_every_period_it_touches() -> None:
    begin = START + timedelta(minutes=7)
    span = span_within(begin, begin + timedelta(minutes=4), FIVE)
    assert (span.start, span.count) == (START + FIVE, 2)
    assert span_within(START, START, FIVE).count == 1


def test_the_state_before_is_the_mean_of_the_guards_own_formula() -> None:
    points = {"n": [100.0, 100.0, 200.0], "bad": [1.0, 3.0, 4.0]}
    assert state_before(RISE, points, 3).value == 2.0


def test_a_period_with_too_few_events_says_nothing() -> None:
    points = {"n": [100.0, 5.0, None], "bad": [4.0, 5.0, None]}
    assert state_before(RISE, points, 3).value == 4.0


def test_no_period_with_enough_events_leaves_nothing_to_write_down() -> None:
    found = state_before(RISE, {"n": [5.0], "bad": [5.0]}, 1)
    assert found.value is None
    assert written_down([found], START) == []


def test_it_is_written_down_for_every_minute_of_the_next_two_hours() -> None:
    points = written_down([Before(RISE, 2.0)], START + timedelta(seconds=42))
    assert len(points) == 120
    assert points[0] == ("api-errors-rise", START, 2.0)
    assert points[-1][1] < START + AHEAD


def test_a_guard_that_reads_the_state_before_of_another_alarm_has_none_of_its_own() -> None:
    assert RISE.before == "before"
    assert replace(RISE, name="another").before is None
    [composite] = guards(plain())
    assert composite.before is None
