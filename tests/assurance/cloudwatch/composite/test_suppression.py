"""The six worked examples of the user guide, "Alarm suppression": wait 2, extension 3.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-suppression.html
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance.cloudwatch import State, Suppressor
from assurance.cloudwatch.composite import suppressed
from assurance.cloudwatch.composite.suppression import AT_ONCE, NO_DATA, TIE, Attempt
from tests.assurance.cloudwatch.composite.lab import course

OK, ALARM, NONE = State.OK, State.ALARM, State.INSUFFICIENT_DATA
BY = Suppressor("by", wait=2, extension=3)
Changes = list[tuple[int, State]]

EXAMPLES: list[tuple[int, Changes, State, Changes, Changes]] = [
    # number, the composite, the suppressor's first state and changes, the actions that run
    (1, [(2, ALARM)], OK, [], [(4, ALARM)]),
    (2, [(2, ALARM)], OK, [(3, ALARM)], []),
    (3, [(2, ALARM), (3, OK)], OK, [], [(5, OK)]),
    (4, [(2, ALARM)], ALARM, [], []),
    (5, [(2, ALARM)], OK, [(3, ALARM), (6, OK)], [(9, ALARM)]),
    (6, [(2, ALARM), (7, OK)], OK, [(3, ALARM), (6, OK)], [(9, OK)]),
]


def attempts(alarm: Changes, before: State, by: Changes, end: int = 20) -> tuple[Attempt, ...]:
    return suppressed(BY, course(OK, *alarm), course(before, *by), end)[0]


@pytest.mark.parametrize(("number", "alarm", "before", "by", "ran"), EXAMPLES)
def test_a_published_example(
    number: int, alarm: Changes, before: State, by: Changes, ran: Changes
) -> None:
    found = [(a.at, a.state) for a in attempts(alarm, before, by) if a.withheld_by is None]
    assert found == ran, f"example {number}"


@pytest.mark.parametrize(
    ("alarm", "before", "by", "why"),
    [
        ([(2, ALARM)], OK, [], ["wait"]),
        ([(2, ALARM)], ALARM, [], ["suppressor"]),
        ([(7, ALARM)], ALARM, [(6, OK)], ["wait"]),
    ],
)
def test_what_is_kept_back_says_by_what(
    alarm: Changes, before: State, by: Changes, why: list[str]
) -> None:
    kept = [a.withheld_by for a in attempts(alarm, before, by) if a.withheld_by]
    assert kept == why


def test_periods_that_are_not_over_at_the_end_run_nothing() -> None:
    assert [a.withheld_by for a in attempts([(2, ALARM)], OK, [], end=3)] == ["wait"]


def test_a_suppressor_without_data_leaves_it_open() -> None:
    told, open_ = suppressed(BY, course(OK, (2, ALARM)), course(NONE), 20)
    assert [u.why for u in open_] == [NO_DATA]
    assert [a.at for a in told if a.withheld_by is None] == [4]


def test_a_change_as_the_suppressor_leaves_alarm_leaves_it_open() -> None:
    _, open_ = suppressed(BY, course(OK, (6, ALARM)), course(ALARM, (6, OK)), 20)
    assert [u.why for u in open_] == [AT_ONCE]


@pytest.mark.parametrize(
    ("alarm", "by"), [([(2, ALARM)], [(4, ALARM)]), ([(2, ALARM), (4, OK)], [])]
)
def test_a_change_as_a_period_ends_leaves_it_open(alarm: Changes, by: Changes) -> None:
    _, open_ = suppressed(BY, course(OK, *alarm), course(OK, *by), 20)
    assert [(u.at, u.why) for u in open_] == [(4, TIE)]


def test_a_suppressor_nobody_knows_leaves_it_open() -> None:
    assert suppressed(BY, course(OK, (2, ALARM)), None, 20)[1]


TIMES = st.lists(st.integers(1, 60), unique=True, max_size=12).map(sorted)


def flapping(times: list[int]) -> Changes:
    return [(at, ALARM if place % 2 == 0 else OK) for place, at in enumerate(times)]


@given(TIMES, TIMES)
def test_nothing_runs_while_the_suppressor_is_in_alarm(alarm: list[int], by: list[int]) -> None:
    changes = flapping(by)
    for attempt in attempts(flapping(alarm), OK, changes, end=100):
        if attempt.withheld_by is None:
            state = [OK, *(s for at, s in changes if at < attempt.at)][-1]
            assert state is not ALARM


@given(TIMES)
def test_a_quiet_suppressor_delays_and_loses_no_last_state(alarm: list[int]) -> None:
    changes = flapping(alarm)
    ran = [a for a in attempts(changes, OK, [], end=100) if a.withheld_by is None]
    if changes:
        assert (ran[-1].at, ran[-1].state) == (changes[-1][0] + BY.wait, changes[-1][1])
