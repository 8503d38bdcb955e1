"""New alarms that wait. User guide, "Alarm warm-up"."""

import pytest

from assurance.cloudwatch import State, WarmUp
from tests.assurance.cloudwatch.lab import START, alarm, minute, play, series

CREATED = START + 10 * 3600


def test_the_published_example() -> None:
    """5 minutes x 3, created at 10:00, data from 10:04: evaluated at about 10:19."""
    data = series([9.0] * 60, start=CREATED + 4 * 60)
    one = alarm(n=3, period=300, warm_up=WarmUp(60))
    history = play(one, data, start=CREATED, end=CREATED + 1800)
    assert [(minute(t.at) - 600, t.after) for t in history.transitions] == [(19, State.ALARM)]


def test_it_may_wait_to_the_end() -> None:
    data = series([9.0] * 90, start=CREATED)
    one = alarm(n=3, period=300, warm_up=WarmUp(60, to_the_end=True))
    history = play(one, data, start=CREATED)
    assert [minute(t.at) - 600 for t in history.transitions] == [60]


def test_without_data_it_lasts_as_long_as_it_says() -> None:
    one = alarm(n=1, missing="breaching", warm_up=WarmUp(30))
    history = play(one, start=CREATED, end=CREATED + 3600)
    assert [minute(t.at) - 600 for t in history.transitions] == [30]


def test_nothing_is_sent_meanwhile() -> None:
    data = series([9.0] * 90, start=CREATED)
    one = alarm(n=1, warm_up=WarmUp(60, to_the_end=True))
    history = play(one, data, start=CREATED)
    assert [minute(n.at) - 600 for n in history.notifications] == [60]


@pytest.mark.parametrize("state", list(State))
def test_an_alarm_that_is_there_already_does_not_wait(state: State) -> None:
    data = series([9.0] * 10, start=CREATED)
    one = alarm(n=1, warm_up=WarmUp(60), initial=state)
    assert play(one, data, start=CREATED + 60).state is State.ALARM
