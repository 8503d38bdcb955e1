"""The texts of states, as CloudWatch writes them."""

import pytest

from assurance.cloudwatch import State
from tests.assurance.cloudwatch.lab import START, alarm, at_the_end, play, points, series


def test_the_published_reason_of_three_points() -> None:
    """User guide, "Metrics Insights alarms and partial data": 3 of the last 3, newest first."""
    data = series([20000.0] * 3, start=START + 11 * 3600 + 23 * 60)
    one = alarm(n=3, m=1, threshold=0.0)
    history = play(one, data, start=data.end)
    assert history.transitions[0].reason == (
        "Threshold Crossed: 3 out of the last 3 datapoints [20000.0 (02/11/26 11:25:00), "
        "20000.0 (02/11/26 11:24:00), 20000.0 (02/11/26 11:23:00)] were greater than the "
        "threshold (0.0) (minimum 1 datapoint for OK -> ALARM transition)."
    )


def test_one_point_is_singular() -> None:
    reason = at_the_end(alarm(n=1, threshold=1.0), "X").transitions[0].reason
    assert "1 out of the last 1 datapoints [9.0 (02/11/26 00:00:00)] was greater than" in reason
    assert "(minimum 1 datapoint for OK -> ALARM transition)." in reason


def test_clearing_needs_so_many_points_that_m_breaches_are_impossible() -> None:
    history = at_the_end(alarm(n=3, m=2, initial=State.ALARM), "X 0 0")
    assert "2 out of the last 3 datapoints" in history.transitions[0].reason
    assert "were not greater than the threshold (1.0)" in history.transitions[0].reason
    assert "(minimum 2 datapoints for ALARM -> OK transition)." in history.transitions[0].reason


@pytest.mark.parametrize(
    ("n", "missing", "text"),
    [
        (1, "breaching", "for 1 period and 1 missing datapoint was treated as [Breaching]."),
        (2, "breaching", "for 2 periods and 2 missing datapoints were treated as [Breaching]."),
        (1, "notBreaching", "for 1 period and 1 missing datapoint was treated as [NonBreaching]."),
    ],
)
def test_missing_points_say_how_they_were_treated(n: int, missing: str, text: str) -> None:
    history = at_the_end(alarm(n=n, missing=missing), "- - - - - - -")
    assert history.transitions[0].reason == f"Threshold Crossed: no datapoints were received {text}"


def test_some_points_and_some_missing_are_both_told() -> None:
    history = at_the_end(alarm(missing="breaching"), "- - - X -")
    assert history.transitions[0].reason == (
        "Threshold Crossed: 1 datapoint was received for 3 periods and 2 missing datapoints were "
        "treated as [Breaching]."
    )


def test_no_data_is_told() -> None:
    history = at_the_end(alarm(n=1, initial=State.OK), "- - - - - - -")
    assert history.transitions[0].reason == "Insufficient Data: 1 datapoint was unknown."


def test_a_premature_alarm_names_the_points_it_has() -> None:
    history = at_the_end(alarm(period=300, initial=State.OK), "- - X - -")
    assert history.transitions[0].reason.startswith("Threshold Crossed: 1 out of the last 3")


def test_the_points_that_decided_come_with_their_times() -> None:
    history = play(alarm(n=2, initial=State.OK), series(points("0 X X")), start=START + 60)
    assert history.transitions[0].decided_by == ((START + 120, 9.0), (START + 60, 9.0))
