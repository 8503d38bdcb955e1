"""The gate: open when nothing stands against it, shut with a reason, and one run for each window."""

from datetime import datetime, timedelta
from typing import Any, cast

import pytest
from botocore.exceptions import ClientError
from mypy_boto3_cloudwatch import CloudWatchClient
from mypy_boto3_ssm import SSMClient

from functions.maintenance.gate import Gate
from functions.maintenance.records import RUN
from functions.maintenance.work import Call
from tests.functions.maintenance.account import CALENDAR, START, WINDOW, Alarms, Lab, refused

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
P1, P2 = "arn:aws:sns:us-east-1:111122223333:lab-p1", "arn:aws:sns:us-east-1:111122223333:lab-p2"
THERE = "arn:aws:sns:us-west-2:111122223333:lab-p1"


def gate(lab: Lab, *, freezes: str = "", there: Alarms | None = None) -> Gate:
    cloudwatch = {
        "us-east-1": cast(CloudWatchClient, lab.alarms),
        "us-west-2": cast(CloudWatchClient, there or Alarms()),
    }
    ssm = cast(SSMClient, lab.parameters)
    topics = (P1, P2, THERE)
    return Gate(
        CALENDAR, lab.records, ssm, cloudwatch, topics, "hold", freezes, now=lambda: lab.now
    )


def call(execution: str = "run-1", scheduled: datetime = START) -> Call:
    state = {"scheduled": f"{scheduled:%Y-%m-%dT%H:%M:%SZ}"}
    return Call.of({"state": state, "execution": execution, "started": f"{scheduled:%FT%TZ}"})


def alarm(name: str, *topics: str) -> dict[str, Any]:
    return {"AlarmName": name, "AlarmActions": list(topics)}


@pytest.fixture
def lab() -> Lab:
    return Lab(now=START + timedelta(seconds=2))


def test_a_promised_open_window_is_claimed(lab: Lab) -> None:
    assert gate(lab).judge(call()) == {
        "outcome": "done",
        "because": "nothing stands against it",
        "window": "2026-12-13",
        "start": "2026-12-13T02:00:00+00:00",
        "end": "2026-12-13T06:00:00+00:00",
    }
    run = lab.records.of(WINDOW.id)[RUN]
    assert (run["execution"], run["began"]) == ("run-1", "2026-12-13T02:00:02+00:00")


def test_the_same_run_may_ask_again_and_another_may_not(lab: Lab) -> None:
    assert gate(lab).judge(call())["outcome"] == "done"
    assert gate(lab).judge(call())["outcome"] == "done"
    other = gate(lab).judge(call("run-2"))
    assert (other["outcome"], other["because"]) == ("skipped", "already worked in by run-1")
    assert other["news"] is False
    assert lab.records.of(WINDOW.id)[RUN]["execution"] == "run-1"


def test_of_many_starts_exactly_one_gets_the_window(lab: Lab) -> None:
    said = [gate(lab).judge(call(f"run-{number}"))["outcome"] for number in range(20)]
    assert sorted(said) == ["done"] + 19 * ["skipped"]


@pytest.mark.parametrize("topics", [(P1,), (P2,), (P1, "arn:other")])
def test_an_open_incident_keeps_it_shut(lab: Lab, topics: tuple[str, ...]) -> None:
    lab.alarms.alarming = [alarm("api-down", *topics)]
    said = gate(lab).judge(call())
    assert (said["outcome"], said["because"]) == ("skipped", "an incident is open: api-down")


def test_an_incident_in_the_other_region_keeps_it_shut(lab: Lab) -> None:
    there = Alarms(alarming=[alarm("recovery-point", THERE)])
    assert "recovery-point" in gate(lab, there=there).judge(call())["because"]


def test_many_incidents_are_counted(lab: Lab) -> None:
    lab.alarms.alarming = [alarm(f"alarm-{number}", P2) for number in range(7)]
    assert "alarm-4 and 2 more" in gate(lab).judge(call())["because"]


@pytest.mark.parametrize("topic", [f"{P1}-other", "arn:aws:sns:us-east-1:111122223333:lab-p3"])
def test_what_pages_nobody_is_no_incident(lab: Lab, topic: str) -> None:
    lab.alarms.alarming = [alarm("workers-disk", topic)]
    assert gate(lab).judge(call())["outcome"] == "done"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"State": "CLOSED"}, "changes are frozen: freezes"),
        (
            {"State": "OPEN", "NextTransitionTime": "2026-12-13T05:00:00Z"},
            "changes are frozen from 2026-12-13T05:00:00Z: freezes",
        ),
        ({"State": "OPEN", "NextTransitionTime": "2026-12-13T06:00:00Z"}, ""),
        ({"State": "OPEN"}, ""),
    ],
)
def test_a_change_freeze_keeps_it_shut(lab: Lab, state: dict[str, Any], said: str) -> None:
    lab.parameters.state = state
    judged = gate(lab, freezes="freezes").judge(call())
    assert judged["because"] == (said or "nothing stands against it")


@pytest.mark.parametrize("held", ["launch of the new film", "No!", "yes", " "])
def test_an_operators_hold_keeps_it_shut(lab: Lab, held: str) -> None:
    lab.parameters.values["hold"] = held
    said = gate(lab).judge(call())["because"]
    assert said == f"held by an operator: {held.strip() or 'no reason given'}"


@pytest.mark.parametrize("free", ["no", "No", " no "])
def test_no_hold_is_no_hold(lab: Lab, free: str) -> None:
    lab.parameters.values["hold"] = free
    assert gate(lab).judge(call())["outcome"] == "done"


def test_every_objection_is_said(lab: Lab) -> None:
    lab.parameters.values["hold"] = "launch"
    lab.parameters.state = {"State": "CLOSED"}
    lab.alarms.alarming = [alarm("api-down", P1)]
    said = gate(lab, freezes="freezes").judge(call())["because"]
    assert said == (
        "held by an operator: launch; changes are frozen: freezes; an incident is open: api-down"
    )


def test_a_skip_is_told_once_and_recorded(lab: Lab) -> None:
    lab.parameters.values["hold"] = "launch"
    assert gate(lab).judge(call())["news"] is True
    assert gate(lab).judge(call("run-2"))["news"] is False
    run = lab.records.of(WINDOW.id)[RUN]
    assert (run["outcome"], run["because"]) == ("skipped", "held by an operator: launch")


def test_a_skipped_window_may_be_started_by_hand_while_it_is_open(lab: Lab) -> None:
    lab.parameters.values["hold"] = "launch"
    gate(lab).judge(call())
    lab.parameters.values["hold"] = "no"
    lab.now += HOUR
    assert gate(lab).judge(call("by hand"))["outcome"] == "done"


@pytest.mark.parametrize("late", [-MINUTE, 4 * HOUR, 20 * HOUR])
def test_a_start_at_another_time_does_nothing_and_claims_nothing(lab: Lab, late: timedelta) -> None:
    lab.now = START + late
    assert "the window is not open" in gate(lab).judge(call())["because"]
    assert lab.records.of(WINDOW.id) == {}


def test_a_start_on_a_day_nobody_promised_does_nothing(lab: Lab) -> None:
    said = gate(lab).judge(call(scheduled=START + timedelta(days=7)))
    assert (said["outcome"], said["window"]) == ("skipped", "")
    assert "no window was promised on 2026-12-20" in said["because"]


@pytest.mark.parametrize(
    ("part", "operation"),
    [
        ("parameters", "get_parameter"),
        ("parameters", "get_calendar_state"),
        ("alarms", "describe_alarms"),
        ("table", "put_item"),
    ],
)
def test_what_cannot_be_asked_is_no_yes(lab: Lab, part: str, operation: str) -> None:
    getattr(lab, part).failures[operation] = [refused("ThrottlingException")]
    with pytest.raises(ClientError):
        gate(lab, freezes="freezes").judge(call())
    assert RUN not in lab.records.of(WINDOW.id)
    assert gate(lab, freezes="freezes").judge(call())["outcome"] == "done"
