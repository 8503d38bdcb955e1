"""The window's definition on the embedded AWS's own interpreter, which did not come from us.

Its waits are as many times shorter as the emulator is fast. What fails after retries is run in
tests/functions/maintenance.
"""

import json
from datetime import timedelta
from typing import Any

import pytest

from filmops.window_workflow import BACKUP, BackupWorkflow, WindowWorkflow
from local.cloud import EmbeddedAws
from local.compare.asking import ask
from tests.local.helpers import REGION, Stacks, Template, eventually

# Plays all the steps: what a step answers stands in the input of the run; the first call of a step
# that is named in `again` asks to be called once more.
STEPS = """
def handler(event, context):
    step, state = event["step"], event["state"]
    plays = state.get("plays", {})
    if step == "recall":
        return {"gate": {"outcome": plays.get("gate", "done")}, "plays": plays}
    if step in plays.get("again", []) and step not in state:
        return {"outcome": "again"}
    if step == "gate":
        return {"outcome": plays.get("gate", "done"), "news": plays.get("news", False)}
    return {"outcome": plays.get(step, "done")}
"""
LASTS = timedelta(hours=3, minutes=45)
WORK = (
    "Backup done? > May roles? > Roles > Roles done? > May vacuum? > Vacuum > Vacuum done? > "
    "May reindex? > Reindex > Reindex done? > May archive? > Archive > Archive done? > "
)
REST = (
    "Runtimes > Runtimes done? > Unused > Unused done? > Certificates > Certificates done? > "
    "Health > Health done? > "
)


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

    def machine(workflow: WindowWorkflow | BackupWorkflow) -> dict[str, object]:
        return {
            "Type": "AWS::StepFunctions::StateMachine",
            "Properties": {
                "RoleArn": "arn:aws:iam::000000000000:role/any",
                "DefinitionString": json.dumps(workflow.definition),
                "DefinitionSubstitutions": dict.fromkeys(workflow.functions, arn),
            },
        }

    return {
        "Steps": function,
        "Window": machine(WindowWorkflow(lasts=LASTS)),
        BACKUP: machine(BackupWorkflow(lasts=LASTS)),
    }


@pytest.fixture(scope="module")
def machines(stacks: Stacks) -> dict[str, str]:
    return stacks.physical_ids(stacks.create(deployed()))


def run(aws: EmbeddedAws, machine: str, plays: dict[str, Any], **sent: str) -> tuple[str, str]:
    """How the run ended, and the states it entered."""
    states = ask(aws.client, "stepfunctions", REGION)
    given = json.dumps({"plays": plays, **sent})
    arn = states("start_execution", stateMachineArn=machine, input=given)["executionArn"]

    def status() -> str:
        return str(states("describe_execution", executionArn=arn)["status"])

    eventually(lambda: status() != "RUNNING", within=90)
    history = states("get_execution_history", executionArn=arn, maxResults=1000)["events"]
    entered = [
        one["stateEnteredEventDetails"]["name"] for one in history if "Entered" in one["type"]
    ]
    return status(), " > ".join(entered)


def test_a_good_window_in_which_a_step_asks_for_another_call(
    aws: EmbeddedAws, machines: dict[str, str]
) -> None:
    status, path = run(aws, machines["Window"], {"again": ["backup"]})
    assert status == "SUCCEEDED"
    assert path == (
        "Begin > Gate > Open? > Baseline > Baseline done? > "
        "Backup > Backup done? > Backup pause > Backup > " + WORK + "Workers > Workers done? > "
        "May pending? > Pending > Pending done? > May upgrades? > Upgrades > Upgrades done? > "
        + REST
        + "Unmute > Summary > Good? > Good"
    )


def test_a_backup_that_failed(aws: EmbeddedAws, machines: dict[str, str]) -> None:
    status, path = run(aws, machines["Window"], {"backup": "failed", "summary": "failed"})
    assert status == "FAILED"
    assert path == (
        "Begin > Gate > Open? > Baseline > Baseline done? > Backup > Backup done? > May roles? > "
        "May vacuum? > May reindex? > May archive? > Workers > Workers done? > May pending? > "
        "May upgrades? > " + REST + "Unmute > Summary > Good? > Not good"
    )


@pytest.mark.parametrize(
    ("news", "ends"),
    [(True, "Unmute > Summary > Good? > Good"), (False, "Nothing to do")],
)
def test_a_window_that_is_shut(
    aws: EmbeddedAws, machines: dict[str, str], news: bool, ends: str
) -> None:
    shut = run(aws, machines["Window"], {"gate": "skipped", "news": news})
    assert shut == ("SUCCEEDED", f"Begin > Gate > Open? > {ends}")


def test_a_clean_up_after_a_run_that_was_ended(aws: EmbeddedAws, machines: dict[str, str]) -> None:
    closed = run(aws, machines["Window"], {"summary": "failed"}, after="arn:dead")
    assert closed == (
        "FAILED",
        "Begin > Recall > Was it open? > Look > Unmute > Summary > Good? > Not good",
    )
    left = run(aws, machines["Window"], {"gate": "skipped"}, after="arn:dead")
    assert left == ("SUCCEEDED", "Begin > Recall > Was it open? > Nothing to do")


def test_the_backup_ahead(aws: EmbeddedAws, machines: dict[str, str]) -> None:
    status, path = run(aws, machines[BACKUP], {"again": ["before"]})
    assert status == "SUCCEEDED"
    assert path == "Before > Before done? > Before pause > Before > Before done? > Good? > Good"
