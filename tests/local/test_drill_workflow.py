"""The drill's definition on the embedded AWS's own interpreter, which did not come from us.

It calls whatever a function raises Runtime.HandlerError: the ways that begin with an error, by its
name or after retries, are run in tests/functions/drill.
"""

import json
from datetime import timedelta
from typing import Any

import pytest

from filmops.drill_workflow import OPERATE, RECORD, VALIDATE, Workflow
from local.cloud import EmbeddedAws
from local.compare.asking import ask
from tests.local.helpers import REGION, Stacks, Template, eventually

# Plays all the steps: what a step answers stands in the input of the run.
STEPS = """
def handler(event, context):
    played = event["state"]["plays"].get(event["step"], {})
    if event["step"] == "record":
        return {"succeeded": event["state"].get("outcome", {}).get("verdict") == "good",
                "saw": sorted(event["state"]), "run": event["execution"]}
    return played
"""
READY = {"look": {"phase": "ready"}, "validate": {"verdict": "good"}}


def deployed() -> Template:
    function: dict[str, object] = {
        "Type": "AWS::Lambda::Function",
        "Properties": {
            "Runtime": "python3.12",
            "Handler": "index.handler",
            "Role": "arn:aws:iam::000000000000:role/any",
            "Code": {"ZipFile": STEPS},
            "Timeout": 30,
        },
    }
    arn = {"Fn::GetAtt": ["Steps", "Arn"]}
    machine: dict[str, object] = {
        "Type": "AWS::StepFunctions::StateMachine",
        "Properties": {
            "RoleArn": "arn:aws:iam::000000000000:role/any",
            "DefinitionString": json.dumps(
                Workflow(restores=True, lasts=timedelta(hours=4)).definition
            ),
            "DefinitionSubstitutions": dict.fromkeys((OPERATE, VALIDATE, RECORD), arn),
        },
    }
    return {"Steps": function, "Machine": machine}


@pytest.fixture(scope="module")
def machine(stacks: Stacks) -> str:
    return stacks.physical_ids(stacks.create(deployed()))["Machine"]


def run(aws: EmbeddedAws, machine: str, plays: dict[str, Any], **sent: str) -> tuple[str, str]:
    """How the run ended, and the states it entered."""
    states = ask(aws.client, "stepfunctions", REGION)
    given = json.dumps({"drill": "region", "plays": plays, **sent})
    arn = states("start_execution", stateMachineArn=machine, input=given)["executionArn"]

    def status() -> str:
        return str(states("describe_execution", executionArn=arn)["status"])

    eventually(lambda: status() != "RUNNING", within=60)
    history = states("get_execution_history", executionArn=arn, maxResults=1000)["events"]
    entered = [
        one["stateEnteredEventDetails"]["name"] for one in history if "Entered" in one["type"]
    ]
    return status(), " > ".join(entered)


def test_a_good_drill(aws: EmbeddedAws, machine: str) -> None:
    assert run(aws, machine, READY) == (
        "SUCCEEDED",
        "Begin > Restore > Look > Ready? > Validate > Clean up > Record > Good? > Good",
    )


def test_a_bad_database(aws: EmbeddedAws, machine: str) -> None:
    assert run(aws, machine, {**READY, "validate": {"verdict": "empty"}}) == (
        "FAILED",
        "Begin > Restore > Look > Ready? > Validate > Clean up > Record > Good? > Not good",
    )


def test_a_restore_that_failed(aws: EmbeddedAws, machine: str) -> None:
    assert run(aws, machine, {"look": {"phase": "failed"}}) == (
        "FAILED",
        "Begin > Restore > Look > Ready? > Clean up > Record > Good? > Not good",
    )


def test_a_clean_up_after_a_run_that_was_ended(aws: EmbeddedAws, machine: str) -> None:
    assert run(aws, machine, {}, after="arn:dead", ended="TIMED_OUT") == (
        "FAILED",
        "Begin > Clean up > Record > Good? > Not good",
    )
