"""What runs and what is kept back. User guide, "How alarm mute rules behave"."""

from collections.abc import Sequence

from assurance.cloudwatch import Actions, CompositeAlarm, Notification, State
from assurance.cloudwatch.muting import Window
from assurance.cloudwatch.notifying import notifications
from assurance.cloudwatch.notifying.actions import MUTED_OK
from tests.assurance.cloudwatch.composite.lab import course
from tests.assurance.cloudwatch.lab import TOPIC

OK, ALARM = State.OK, State.ALARM
Told = list[tuple[int, State, str | None]]


def told(
    *changes: tuple[int, State],
    mutes: Sequence[Window] = (),
    enabled: bool = True,
    before: State = OK,
    ok: tuple[str, ...] = (TOPIC,),
) -> tuple[Told, list[str]]:
    actions = Actions(ok, (TOPIC,), (), enabled=enabled)
    one = CompositeAlarm(name="whole", rule="TRUE", actions=actions)
    found, open_ = notifications(one, course(before, *changes), None, mutes, 100)
    return [(n.at, n.state, n.withheld_by) for n in found], [u.why for u in open_]


def test_an_alarm_muted_at_the_end_of_the_window_still_acts_then() -> None:
    assert told((5, ALARM), mutes=[Window(3, 9)]) == ([(5, ALARM, "mute"), (9, ALARM, None)], [])


def test_an_alarm_that_is_over_by_then_does_not() -> None:
    found, open_ = told((5, ALARM), (7, OK), mutes=[Window(3, 9)])
    assert found == [(5, ALARM, "mute"), (7, OK, "mute")]
    assert open_ == [MUTED_OK]


def test_without_ok_actions_there_is_nothing_to_ask() -> None:
    found, open_ = told((5, ALARM), (7, OK), mutes=[Window(3, 9)], ok=())
    assert found == [(5, ALARM, "mute")]
    assert not open_


def test_an_alarm_from_before_the_window_is_not_told_twice() -> None:
    assert told((2, ALARM), mutes=[Window(3, 9)])[0] == [(2, ALARM, None)]


def test_a_change_at_the_end_of_the_window_acts_for_itself() -> None:
    found, _ = told((5, ALARM), (9, OK), mutes=[Window(3, 9)])
    assert found == [(5, ALARM, "mute"), (9, OK, None)]


def test_a_window_that_is_not_over_runs_nothing() -> None:
    assert told((5, ALARM), mutes=[Window(3, 200)])[0] == [(5, ALARM, "mute")]


def test_disabled_actions_say_so() -> None:
    assert told((5, ALARM), enabled=False)[0] == [(5, ALARM, "actions_disabled")]


def test_a_state_without_actions_tells_nobody() -> None:
    assert told((5, State.INSUFFICIENT_DATA))[0] == []


def test_a_notification_carries_the_actions() -> None:
    one = Notification(5, ALARM, (TOPIC,))
    assert one.actions == (TOPIC,)
