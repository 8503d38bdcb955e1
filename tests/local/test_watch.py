"""A deployment is watched on the embedded AWS: the state before, a guard that trips, a verdict.

The emulator evaluates no formula: the alarm's state is set by hand, as everywhere here.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from assurance.watch.account import Account
from assurance.watch.command import Watched
from environments import load_environment
from local.cloud import EmbeddedAws
from promises import InputError
from tests.assurance.watch.lab import Wound, rising
from tests.local.helpers import REGION, Stacks, Template

PATH, GUARD = "/lab/deployment-guards", "lab-errors-rise"
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


def put_requests(aws: EmbeddedAws, failed: float) -> None:
    aws.client("cloudwatch", REGION).put_metric_data(
        Namespace="Lab",
        MetricData=[
            {"MetricName": name, "Timestamp": NOON - timedelta(minutes=20), "Value": value}
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
    report, code = watched.take_baseline()
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
    set_state(aws, "OK")
    assert watched.watch(timedelta(minutes=1), "text", lambda _: None)[1] == 0
    set_state(aws, "ALARM")
    report, code = watched.watch(timedelta(minutes=1), "json", lambda _: None)
    said = json.loads(report)
    assert (code, said["verdict"]) == (1, "tripped")
    assert said["guards"][0]["reason"] == "set by the test"


def test_nothing_is_deployed_on_top_of_a_guard_in_alarm(aws: EmbeddedAws, watched: Watched) -> None:
    set_state(aws, "ALARM")
    report, code = watched.take_baseline()
    assert code == 1
    assert "in ALARM before anything was deployed" in report


def test_guards_that_are_not_there_are_an_input_error(aws: EmbeddedAws) -> None:
    with pytest.raises(InputError, match="wanted lists of guards"):
        watching(aws, "/nowhere/deployment-guards").guards()
