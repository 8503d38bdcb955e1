"""What a rehearsed incident sets on alarms, and when."""

from pathlib import Path

from assurance.cloudwatch import History, Notification, State, Transition
from assurance.rehearsal.alarms import regions_of
from assurance.rehearsal.player import Played, Told, play
from assurance.rehearsal.reading import read_scenarios
from local.rehearse.acts import acts
from tests.assurance.rehearsal.stage import read_shop, write_files

REGION = "us-east-1"


def played(tmp_path: Path) -> Played:
    [scenario] = read_scenarios([write_files(tmp_path)], tmp_path)
    return play(scenario, regions_of(read_shop(tmp_path / "out"), tmp_path))


def with_history(tmp_path: Path, history: History) -> Played:
    one = played(tmp_path)
    told = tuple(
        Told(told.at, REGION, history.name, "P2", told.state is State.OK)
        for told in history.notifications
        if told.withheld_by is None
    )
    return Played(one.scenario, one.world, {REGION: (history,)}, told)


def test_every_change_is_an_act_and_those_told_have_their_severity(tmp_path: Path) -> None:
    one = played(tmp_path)
    found = [
        ((act.at - one.scenario.first_fault) // 60, act.after, act.severity) for act in acts(one)
    ]
    assert found == [(2, State.ALARM, "P1"), (21, State.OK, "P1")]


def test_what_waits_is_set_when_it_is_told(tmp_path: Path) -> None:
    start = played(tmp_path).scenario.start
    history = History(
        "late",
        State.ALARM,
        State.OK,
        (Transition(start + 60, State.OK, State.ALARM, "because"),),
        (
            Notification(start + 60, State.ALARM, (), "wait"),
            Notification(start + 180, State.ALARM, ()),
        ),
        (),
    )
    [act] = acts(with_history(tmp_path, history))
    assert (act.at, act.severity) == (start + 180, "P2")


def test_what_is_kept_back_is_set_and_told_to_nobody(tmp_path: Path) -> None:
    start = played(tmp_path).scenario.start
    history = History(
        "kept",
        State.OK,
        State.OK,
        (
            Transition(start + 60, State.OK, State.ALARM, "because"),
            Transition(start + 120, State.ALARM, State.OK, "over"),
        ),
        (
            Notification(start + 60, State.ALARM, (), "suppressor"),
            Notification(start + 120, State.OK, ()),
        ),
        (),
    )
    found = [(act.after, act.severity) for act in acts(with_history(tmp_path, history))]
    assert found == [(State.ALARM, None), (State.OK, "P2")]


def test_what_changed_before_the_scenario_is_no_act(tmp_path: Path) -> None:
    start = played(tmp_path).scenario.start
    change = Transition(start - 60, State.OK, State.ALARM, "before")
    history = History("early", State.ALARM, State.OK, (change,), (), ())
    assert acts(with_history(tmp_path, history)) == ()
