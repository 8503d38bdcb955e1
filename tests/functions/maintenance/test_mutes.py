"""Mutes: for one date, never again once lifted, and gone when the work is done."""

import json
from datetime import timedelta

import pytest
from botocore.exceptions import ClientError

from functions.maintenance.mutes import Lifting, Mutes
from functions.maintenance.records import MUTE
from functions.maintenance.windows import Window
from functions.maintenance.work import Call, Outcome
from tests.functions.maintenance.account import CALENDAR, DAYS_AHEAD, START, WINDOW, Lab, refused

HOUR = timedelta(hours=1)
AHEAD = START - DAYS_AHEAD


def test_a_hundred_alarms_are_one_rule_and_the_next_is_another() -> None:
    lab = Lab()
    many = [f"lab-{number}" for number in range(101)]
    lab.parameters.values["muted"] = json.dumps([{"alarms": many}, {"alarms": many[:5]}])
    assert lab.mutes.put(WINDOW, AHEAD) == ("lab-window-2026-12-13-1", "lab-window-2026-12-13-2")
    named = [one["MuteTargets"]["AlarmNames"] for one in lab.alarms.rules.values()]
    assert named == [many[:100], many[100:]]


def test_the_window_that_ends_early_ends_its_mutes() -> None:
    lab = Lab()
    lab.mutes.put(WINDOW, AHEAD)
    done = lab.mutes.lift(WINDOW, START + HOUR)
    assert (done.outcome, done.figures) == (Outcome.DONE, {"mute rules": 1})
    assert lab.alarms.rules == {}
    kept = lab.records.of(WINDOW.id)[MUTE]
    assert (kept["state"], kept["lifted"]) == ("lifted", "2026-12-13T03:00:00+00:00")


def test_lifting_twice_is_lifting_once() -> None:
    lab = Lab()
    lab.mutes.put(WINDOW, AHEAD)
    lab.mutes.lift(WINDOW, START)
    again = lab.mutes.lift(WINDOW, START)
    assert again.because == "the mutes were gone already"


def unmute(execution: str, **state: str) -> Call:
    told = {"window": WINDOW.id, **state}
    return Call.of({"state": told, "execution": execution, "started": START.isoformat()})


def test_a_run_that_does_not_have_the_window_leaves_its_mutes_alone() -> None:
    lab = Lab()
    lab.mutes.put(WINDOW, AHEAD)
    lab.records.claim(WINDOW.id, "run", START)
    lifting = Lifting(CALENDAR, lab.mutes)
    stray = lifting.lift(unmute("stray"), START + HOUR)
    assert (stray.outcome, stray.because) == (Outcome.SKIPPED, "another run works in the window")
    assert lab.alarms.rules
    cleaning = lifting.lift(unmute("another", after="run"), START + HOUR)
    assert (cleaning.outcome, lab.alarms.rules) == (Outcome.DONE, {})


def test_once_a_run_has_ended_anybody_may_see_to_it_that_nothing_is_muted() -> None:
    lab = Lab()
    lab.mutes.put(WINDOW, AHEAD)
    lab.records.skip(WINDOW.id, "run", "held", START)
    assert Lifting(CALENDAR, lab.mutes).lift(unmute("calendar watch"), START).outcome == "done"


def test_nothing_muted_is_nothing_to_lift() -> None:
    assert Lab().mutes.lift(WINDOW, START).outcome is Outcome.SKIPPED


def test_what_was_lifted_is_not_muted_again_by_a_late_notice() -> None:
    lab = Lab()
    lab.mutes.put(WINDOW, AHEAD)
    lab.mutes.lift(WINDOW, AHEAD + HOUR)
    assert lab.mutes.put(WINDOW, AHEAD + 2 * HOUR) == ()
    assert lab.alarms.rules == {}


def test_a_window_that_has_begun_is_not_muted_any_more() -> None:
    lab = Lab()
    assert lab.mutes.put(WINDOW, START) == ()


def test_rules_made_before_a_failure_are_lifted_too() -> None:
    lab = Lab()
    many = [f"lab-{number}" for number in range(150)]
    lab.parameters.values["muted"] = json.dumps([{"alarms": many}])
    mutes, made = lab.mutes, lab.alarms.put_alarm_mute_rule

    def second_fails(**asked: object) -> None:
        if lab.alarms.rules:
            raise refused("Throttling")
        made(**asked)

    lab.alarms.put_alarm_mute_rule = second_fails
    with pytest.raises(ClientError):
        mutes.put(WINDOW, AHEAD)
    assert len(lab.alarms.rules) == 1
    mutes.lift(WINDOW, START)
    assert lab.alarms.rules == {}


def test_what_cannot_be_lifted_is_no_silence_about_it() -> None:
    lab = Lab()
    lab.mutes.put(WINDOW, AHEAD)
    lab.alarms.failures["delete_alarm_mute_rule"] = [refused("Throttling")]
    with pytest.raises(ClientError):
        lab.mutes.lift(WINDOW, START)
    assert lab.records.of(WINDOW.id)[MUTE]["state"] == "on"


@pytest.mark.parametrize("text", ["", "no", "{}", '[{"because": "no alarms"}]', "[1]"])
def test_a_list_that_cannot_be_read_mutes_nothing(text: str) -> None:
    lab = Lab()
    lab.parameters.values["muted"] = text
    with pytest.raises(ValueError, match="muted: wanted a list of reasons"):
        lab.mutes.put(WINDOW, AHEAD)


@pytest.mark.parametrize(
    ("length", "said"),
    [(4 * HOUR, "PT4H"), (HOUR + timedelta(minutes=30), "PT1H30M"), (HOUR / 2, "PT30M")],
)
def test_a_mute_is_as_long_as_its_window(length: timedelta, said: str) -> None:
    lab = Lab()
    mutes: Mutes = lab.mutes
    mutes.put(Window(START, START + length), AHEAD)
    [rule] = lab.alarms.rules.values()
    assert rule["Rule"]["Schedule"]["Duration"] == said
