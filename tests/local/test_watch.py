"""A deployment is watched on the embedded AWS: the state before, a guard that trips, a verdict.

The emulator evaluates no formula: the alarm's state is set by hand, as everywhere here.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assurance.watch.account import Account
from assurance.watch.command import Watched
from environments import load_environment
from local.cloud import EmbeddedAws
from promises import InputError
from tests.assurance.watch.lab import Wound, rising
from tests.local.helpers import REGION, Stacks, Template

PATH, GUARD = "/lab/deployment-guards", "lab-errors-rise"
AGO = timedelta(minutes=20)
NOON = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)


def guarded() -> Template:
    alarm = rising(GUARD)
    return {
        "Guard": {
            "Type": "AWS::CloudWatch::Alarm",
            "Properties": {
                "AlarmName": GUARD,
                "Metrics": alarm["Metrics"],
                "Threshold": 5,
                "ComparisonOperator": "GreaterThanThreshold",
                "EvaluationPeriods": 1,
                "TreatMissingData": "notBreaching",
            },
        },
        "Names": {
            "Type": "AWS::SSM::Parameter",
            "Properties": {"Name": f"{PATH}/api", "Type": "StringList", "Value": GUARD},
        },
    }


@pytest.fixture
def watched(aws: EmbeddedAws, stacks: Stacks) -> Iterator[Watched]:
    stack = stacks.create(guarded())
    yield watching(aws, PATH)
    stacks.delete(stack)


def watching(aws: EmbeddedAws, path: str) -> Watched:
    account = Account(aws.client("ssm", REGION), aws.client("cloudwatch", REGION), path)
    return Watched(load_environment("prod"), account, Wound(NOON))


def put_requests(aws: EmbeddedAws, failed: float, at: datetime = NOON - AGO) -> None:
    aws.client("cloudwatch", REGION).put_metric_data(
        Namespace="Lab",
        MetricData=[
            {"MetricName": name, "Timestamp": at, "Value": value}
            for name, value in (("Requests", 100.0), ("Failed", failed))
        ],
    )


def set_state(aws: EmbeddedAws, state: str) -> None:
    aws.client("cloudwatch", REGION).set_alarm_state(
        AlarmName=GUARD,
        StateValue="ALARM" if state == "ALARM" else "OK",
        StateReason="set by the test",
    )


def test_what_was_before_is_written_down_ahead_of_the_deployment(
    aws: EmbeddedAws, watched: Watched
) -> None:
    put_requests(aws, 3.0)
    set_state(aws, "OK")
    report, code = watched.take_baseline("", None)
    assert code == 0
    assert f"{GUARD}: 3, trips above + 5" in report
    answer = aws.client("cloudwatch", REGION).get_metric_statistics(
        Namespace="FilmOps/Delivery",
        MetricName="Before",
        Dimensions=[{"Name": "Alarm", "Value": GUARD}],
        StartTime=NOON,
        EndTime=NOON + timedelta(hours=3),
        Period=300,
        Statistics=["Maximum"],
    )
    assert {one.get("Maximum") for one in answer["Datapoints"]} == {3.0}
    assert len(answer["Datapoints"]) == 24


def test_a_guard_that_trips_is_the_verdict_and_its_reason(
    aws: EmbeddedAws, watched: Watched
) -> None:
    set_state(aws, "ALARM")
    report, code = watched.watch(timedelta(minutes=1), "json", lambda _: None)
    said = json.loads(report)
    assert (code, said["verdict"]) == (1, "tripped")
    assert said["guards"][0]["reason"] == "set by the test"


def test_nothing_is_deployed_on_top_of_a_guard_in_alarm(aws: EmbeddedAws, watched: Watched) -> None:
    set_state(aws, "ALARM")
    report, code = watched.take_baseline("", None)
    assert code == 1
    assert "in ALARM before anything was deployed" in report


def test_a_repair_is_deployed_on_top_of_it_with_a_reason(
    aws: EmbeddedAws, watched: Watched, tmp_path: Path
) -> None:
    known = tmp_path / "known"
    set_state(aws, "ALARM")
    report, code = watched.take_baseline("it mends the api", known)
    assert (code, known.read_text()) == (0, f"{GUARD}\n")
    assert f"deployed although in ALARM: {GUARD}. Because: it mends the api" in report
    report, code = watched.watch(timedelta(minutes=1), "text", lambda _: None, known)
    assert code == 2
    assert f"in ALARM as before: {GUARD}" in report


def test_a_watch_is_quiet_only_where_a_guard_had_something_to_look_at(
    aws: EmbeddedAws, watched: Watched
) -> None:
    later = replace(watched, clock=Wound(NOON + timedelta(minutes=60)))
    set_state(aws, "OK")
    report, code = later.watch(timedelta(minutes=1), "text", lambda _: None)
    assert code == 2
    assert "no guard had a point to look at" in report
    put_requests(aws, 3.0, NOON)
    put_requests(aws, 3.0, NOON + timedelta(minutes=60))
    later.take_baseline("", None)
    report, code = later.watch(timedelta(minutes=1), "text", lambda _: None)
    assert code == 0
    assert "no guard tripped in 1 min (1 OK)" in report


def test_guards_that_are_not_there_are_an_input_error(aws: EmbeddedAws) -> None:
    with pytest.raises(InputError, match="wanted lists of guards"):
        watching(aws, "/nowhere/deployment-guards").guards()
