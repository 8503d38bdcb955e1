"""How many points an alarm fetches is not published but for one case: what hangs on it is said."""

import pytest

from assurance.cloudwatch import State
from assurance.cloudwatch.metric import ranges
from tests.assurance.cloudwatch.lab import alarm, at_the_end


def test_three_periods_of_five_minutes_fetch_five_as_published() -> None:
    one = alarm(n=3, period=300)
    assert ranges.assumed(one) == 5
    assert ranges.plausible(one) == ()


def test_any_other_alarm_may_fetch_another_number() -> None:
    assert ranges.plausible(alarm(n=12, period=60)) == (13, 16, 17)


def test_a_range_that_decides_is_told_with_both_answers() -> None:
    history = at_the_end(alarm(missing="breaching", n=1, initial=State.OK), "0 - -")
    assert history.state is State.OK
    [open_] = history.unspecified
    assert open_.why == (
        "OK as reported (an evaluation range of 3), or ALARM (an evaluation range of 2)"
    )


def test_a_range_that_is_given_leaves_no_doubt_about_it() -> None:
    one = alarm(missing="breaching", n=1, initial=State.OK)
    assert at_the_end(one, "0 - -", 2).state is State.ALARM
    assert not at_the_end(one, "0 - -", 2).unspecified


@pytest.mark.parametrize("points", ["0 0 X X X", "X X X 0 0", "X 0 X 0 X"])
def test_without_gaps_no_range_matters(points: str) -> None:
    assert not at_the_end(alarm(initial=State.OK), points).unspecified


def test_a_given_range_is_never_shorter_than_the_periods() -> None:
    assert ranges.assumed(alarm(n=5), 3) == 5


def test_a_wall_clock_alarm_may_also_fetch_no_more_than_it_evaluates() -> None:
    """That more is fetched is published of sliding windows; of wall clock windows nothing is."""
    assert 2 in ranges.plausible(alarm(n=2, wall_clock="UTC"))
    assert 2 not in ranges.plausible(alarm(n=2))
