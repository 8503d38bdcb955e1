"""When alarms are evaluated, and on what.

User guide, "Alarm evaluation", "Evaluation windows" and "Alarm limits".
"""

from assurance.cloudwatch import State
from tests.assurance.cloudwatch.lab import START, alarm, minute, play, points, series

X, HEALTHY = 9.0, 0.0


def test_an_alarm_starts_without_data_and_is_evaluated_at_once() -> None:
    """API reference, PutMetricAlarm: so a first deploy sends an OK notification."""
    history = play(alarm(n=1), series(points("0 0")), start=START + 60)
    assert history.initial is State.INSUFFICIENT_DATA
    assert (history.transitions[0].at, history.transitions[0].after) == (START + 60, State.OK)
    assert history.notifications[0].state is State.OK


def test_windows_slide_by_a_minute() -> None:
    """Two adjacent spikes of a minute each: every window of 5 minutes with both breaches."""
    data = series([0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0])
    history = play(alarm(n=1, period=300, initial=State.OK), data, start=START + 300)
    assert [minute(t.at) for t in history.transitions] == [7, 11]


def test_at_12_16_the_windows_start_at_12_01_06_and_11() -> None:
    """User guide, "Alarm limits": the 5-minute case spelled out."""
    noon = START + 12 * 3600
    data = series([X] * 20, start=noon)
    at = noon + 16 * 60
    history = play(alarm(n=3, period=300), data, start=at, end=at)
    starts = [(start - noon) // 60 for start, _ in history.transitions[0].decided_by]
    assert starts == [11, 6, 1]


def test_a_published_event_agrees() -> None:
    """User guide, "Alarm events and EventBridge": period 300, query 17:04:40, start 16:59:00."""
    at = START + 17 * 3600 + 4 * 60
    history = play(alarm(n=1, period=300), series([X] * 30, start=at - 1800), start=at, end=at)
    [(start, _)] = history.transitions[0].decided_by
    assert start == START + 16 * 3600 + 59 * 60


def test_data_at_the_alarms_own_period_is_looked_at_as_each_period_ends() -> None:
    data = series([0, X, 0], period=300)
    history = play(alarm(n=1, period=300, initial=State.OK), data, start=START + 300)
    assert [minute(t.at) for t in history.transitions] == [10, 15]


def test_more_than_a_day_is_evaluated_once_an_hour_up_to_the_top_of_the_hour() -> None:
    data = series([0.0] * (40 * 60) + [X] * 120)
    one = alarm(n=25, m=1, period=3600, initial=State.OK)
    history = play(one, data, start=START + 30 * 3600)
    assert [minute(t.at) for t in history.transitions] == [41 * 60]


def test_a_whole_day_is_still_evaluated_every_minute() -> None:
    data = series([0.0] * (40 * 60) + [X] * 120)
    one = alarm(n=24, m=1, period=3600, initial=State.OK)
    history = play(one, data, start=START + 30 * 3600)
    assert [minute(t.at) for t in history.transitions] == [40 * 60 + 1]


def test_a_high_resolution_alarm_is_evaluated_every_ten_seconds() -> None:
    data = series([0, 0, X, X, 0, 0], period=10)
    history = play(alarm(n=1, period=20, initial=State.OK), data, start=START + 20)
    assert [t.at - START for t in history.transitions] == [30, 60]


def test_nothing_after_the_end_is_seen() -> None:
    history = play(alarm(n=1), series(points("0 0 X X")), start=START + 60, end=START + 120)
    assert history.state is State.OK


def test_points_from_before_the_creation_count() -> None:
    """User guide, "Alarm evaluation": if points are missing just after creation."""
    history = play(alarm(n=3), series(points("X X X -")), start=START + 240)
    assert history.state is State.ALARM


def test_actions_run_on_changes_only() -> None:
    """User guide, "Alarm actions"."""
    history = play(alarm(n=1), series(points("X X X 0 0")), start=START + 60)
    assert [n.state for n in history.notifications] == [State.ALARM, State.OK]
