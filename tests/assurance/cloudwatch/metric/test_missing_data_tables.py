"""Every cell of the tables in the user guide, "Configuring how CloudWatch alarms treat missing data".

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
"""

import pytest

from assurance.cloudwatch import State
from tests.assurance.cloudwatch.lab import alarm, at_the_end

TREATMENTS = ("missing", "ignore", "breaching", "notBreaching")
RETAIN = "retain"
TABLE_1 = {  # 3 of 3
    "0 - X - X": ("OK", "OK", "OK", "OK"),
    "0 - - - -": ("OK", "OK", "OK", "OK"),
    "- - - - -": ("INSUFFICIENT_DATA", RETAIN, "ALARM", "OK"),
    "0 X X - X": ("ALARM", "ALARM", "ALARM", "ALARM"),
    "- - X - -": ("ALARM", RETAIN, "ALARM", "OK"),
}
TABLE_2 = {  # 2 of 3
    "0 - X - X": ("ALARM", "ALARM", "ALARM", "ALARM"),
    "0 0 X 0 X": ("ALARM", "ALARM", "ALARM", "ALARM"),
    "0 - X - -": ("OK", "OK", "ALARM", "OK"),
    "- - - - 0": ("OK", "OK", "ALARM", "OK"),
    "- - - X -": ("ALARM", RETAIN, "ALARM", "OK"),
}
CELLS = [
    (m, points, treatment, wanted)
    for m, table in ((3, TABLE_1), (2, TABLE_2))
    for points, row in table.items()
    for treatment, wanted in zip(TREATMENTS, row, strict=True)
]


def test_there_are_forty_cells() -> None:
    assert len(CELLS) == 40


@pytest.mark.parametrize("before", list(State))
@pytest.mark.parametrize(("m", "points", "treatment", "wanted"), CELLS)
def test_a_published_cell(m: int, points: str, treatment: str, wanted: str, before: State) -> None:
    one = alarm(n=3, m=m, missing=treatment, period=300, initial=before)
    history = at_the_end(one, points)
    assert history.state == (before if wanted == RETAIN else wanted)
    assert not history.unspecified


@pytest.mark.parametrize("treatment", TREATMENTS)
@pytest.mark.parametrize("before", [State.OK, State.INSUFFICIENT_DATA])
@pytest.mark.parametrize("points", ["- - - - X", "- - - X -"])
def test_a_breach_younger_than_m_does_not_alarm_at_once(
    points: str, before: State, treatment: str
) -> None:
    """The same page, "How alarm state is evaluated when data is missing": M = 3."""
    history = at_the_end(alarm(missing=treatment, period=300, initial=before), points)
    wanted = {"breaching": State.ALARM, "ignore": State.OK}.get(treatment, State.OK)
    assert history.state is wanted


@pytest.mark.parametrize("before", list(State))
def test_a_breach_that_only_the_wider_range_sees_is_unspecified(before: State) -> None:
    """The page's two sentences disagree: "in the Evaluation Periods", "in the evaluation range"."""
    history = at_the_end(alarm(period=300, initial=before), "- X - - -")
    assert history.state is None
    assert not history.transitions
    [open_] = history.unspecified
    assert "ALARM" in open_.why
    assert "OK" in open_.why


def test_a_contradiction_without_consequence_is_none() -> None:
    """With ignore, one sentence keeps the state and the other says OK."""
    history = at_the_end(alarm(period=300, missing="ignore", initial=State.OK), "- X - - -")
    assert history.state is State.OK
    assert not history.unspecified


def test_the_last_points_are_seen_again_for_a_while_after_a_metric_stops() -> None:
    """The same page: the evaluation range reaches back, so an old breach keeps its alarm on."""
    history = at_the_end(alarm(period=300, initial=State.ALARM), "X X X - -")
    assert history.state is State.ALARM
