"""Rules about drills and restore tests: accepted as they should be, rejected one mistake at a time."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from assurance.verdict import Proof, Verdict
from tests.assurance.proof.changes import Change, Proven, both, drop, gone, put
from tests.assurance.proof.recovery.data_path import here, there
from tests.assurance.proof.recovery.drill_path import (
    DRILLED,
    HARMS,
    PRODUCTION,
    TAGGED,
    drill,
    restore_test,
    workflow,
)

CADENCE, MONTHLY = "recovery.drill.cadence", "maintenance.tasks.restore_test.cadence"
CLEAN, RIGHTS = "recovery.drill.clean_up", "recovery.drill.rights"
APART, MISSED = "recovery.drill.apart", "recovery.drill.missed"
TESTS = "recovery.restore_tests"
STATEMENTS = ("OperateRole", "Policies", 0, "PolicyDocument", "Statement")
POINTS = ("TestPlan", "RecoveryPointSelection", "RecoveryPointTypes")
OVERRIDES = ("Tested", "RestoreMetadataOverrides", "dbSubnetGroupName")
STATUS = ("Ended", "EventPattern", "detail", "status")


def proofs(proven: Proven, *changes: Change) -> Mapping[str, Proof]:
    primary, recovery = here(), there()
    primary["Resources"] |= {**drill(), **restore_test()}
    for change in changes:
        change(primary["Resources"])
    return proven(primary, recovery)


def states(**changes: Any) -> Change:  # noqa: ANN401 (a state is any JSON)
    """The drill's workflow with some of its states otherwise; None takes a field away."""
    definition: dict[str, Any] = json.loads(workflow())
    for name, fields in changes.items():
        definition["States"][name.replace("_", " ")].update(fields)
    return put(json.dumps(definition), "Machine", "DefinitionString")


@pytest.mark.parametrize(
    "rule",
    [
        MONTHLY,
        CLEAN,
        RIGHTS,
        APART,
        MISSED,
        *(f"{TESTS}.{one}" for one in ("run", "reach", "judged")),
    ],
)
def test_a_drill_as_it_should_be_is_accepted(proven: Proven, rule: str) -> None:
    proof = proofs(proven)[rule]
    assert (proof.verdict, proof.because) == (Verdict.KEPT, "each of them passes")


def mistake(sentence: str, rule: str, named: str, *changes: Change) -> Any:  # noqa: ANN401 (pytest keeps its type private)
    return pytest.param(rule, named, both(*changes), id=sentence)


@pytest.mark.parametrize(
    ("rule", "named", "change"),
    [
        mistake("an error ends the run", CLEAN, "an error in Look", states(Look={"Catch": []})),
        mistake(
            "an error leads past the clean-up",
            CLEAN,
            "can end in Not good",
            states(Look={"Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Not good"}]}),
        ),
        mistake(
            "a failed restore leads past it",
            CLEAN,
            "can end in Not good",
            states(**{"Ready?": {"Default": "Not good"}}),
        ),
        mistake("good is the end", CLEAN, "can end in Good", states(Validate={"Next": "Good"})),
        mistake(
            "nothing is deleted",
            CLEAN,
            "Machine deletes nothing",
            put(["rds:ModifyDBInstance"], *STATEMENTS, 1, "Action"),
        ),
        mistake("force goes unnoticed", CLEAN, "ended by force", gone("Ended")),
        mistake("a time-out goes unnoticed", CLEAN, "ended by force", put(["ABORTED"], *STATUS)),
        mistake(
            "any instance",
            RIGHTS,
            "on arn:aws:rds:us-east-1:111122223333:db:*",
            put(DRILLED.replace("drill-lab-*", "*"), *STATEMENTS, 1, "Resource"),
        ),
        mistake("no tag", RIGHTS, "whatever the tags", drop(*STATEMENTS, 1, "Condition")),
        mistake("no deny", RIGHTS, "is not denied", drop(*STATEMENTS, 2)),
        mistake(
            "another database is denied",
            RIGHTS,
            "is not denied rds:DeleteDBInstance on Database",
            put(PRODUCTION + "-old", *STATEMENTS, 2, "Resource"),
        ),
        mistake(
            "a deny with an excuse",
            RIGHTS,
            "is not denied",
            put(TAGGED, *STATEMENTS, 2, "Condition"),
        ),
        mistake(
            "a deny of half",
            RIGHTS,
            "is not denied rds:ModifyDBInstance",
            put(HARMS[0], *STATEMENTS, 2, "Action"),
        ),
        mistake("nothing starts it", MONTHLY, "nothing starts Machine", gone("Start")),
        mistake(
            "too rarely",
            MONTHLY,
            "not monthly",
            put("cron(0 14 3 1/3 ? *)", "Start", "ScheduleExpression"),
        ),
        mistake(
            "in maintenance",
            MONTHLY,
            "can run on a 4th Sunday",
            put("cron(0 14 22 * ? *)", "Start", "ScheduleExpression"),
        ),
        mistake("switched off", MONTHLY, "nothing starts", put("DISABLED", "Start", "State")),
        mistake(
            "two on one day",
            APART,
            "both run on day 1",
            put("cron(0 18 1 * ? *)", "Start", "ScheduleExpression"),
        ),
        mistake("nobody misses it", MISSED, "nobody hears", gone("Missing")),
        mistake(
            "silence is success",
            MISSED,
            "takes silence",
            put("notBreaching", "Missing", "TreatMissingData"),
        ),
        mistake("missed too late", MISSED, "waits 120 days", put(120, "Missing", "Threshold")),
        mistake("another drill's alarm", MISSED, "nobody hears", drop("Missing", "Dimensions")),
        mistake(
            "daily by default", f"{TESTS}.run", "as AWS", drop("TestPlan", "ScheduleExpression")
        ),
        mistake("whenever", f"{TESTS}.run", "24 hours late", drop("TestPlan", "StartWindowHours")),
        mistake(
            "half the points", f"{TESTS}.run", "leaves out CONTINUOUS", put(["SNAPSHOT"], *POINTS)
        ),
        mistake(
            "a test in maintenance",
            f"{TESTS}.run",
            "2nd Sunday",
            put("cron(0 14 9 * ? *)", "TestPlan", "ScheduleExpression"),
        ),
        mistake("the default VPC", f"{TESTS}.reach", "leaves the subnet group", drop(*OVERRIDES)),
        mistake(
            "no time to judge",
            f"{TESTS}.reach",
            "no time to validate",
            put(0, "Tested", "ValidationWindowHours"),
        ),
        mistake("nothing selected", f"{TESTS}.reach", "restores no database", gone("Tested")),
        mistake("nobody hears", f"{TESTS}.judged", "nobody judges", gone("Heard")),
        mistake(
            "failures only",
            f"{TESTS}.judged",
            "nobody judges",
            put(["FAILED"], "Heard", "EventPattern", "detail", "status"),
        ),
        mistake(
            "a judge without a voice",
            f"{TESTS}.judged",
            "nobody judges",
            put([], "TellRole", "Policies"),
        ),
    ],
)
def test_a_mistake_is_named(proven: Proven, rule: str, named: str, change: Change) -> None:
    proof = proofs(proven, change)[rule]
    assert proof.verdict is Verdict.BROKEN
    assert named in proof.because
    assert proof.fix


@pytest.mark.parametrize(
    ("expression", "verdict"),
    [("cron(0 14 15 1/3 ? *)", "kept"), ("cron(0 14 15 1 ? *)", "broken")],
)
def test_the_recovery_drill_is_quarterly_in_the_other_region(
    proven: Proven, expression: str, verdict: str
) -> None:
    recovery = there()
    parts = drill(expression)
    del parts["Missing"]
    recovery["Resources"] |= parts
    assert proven(here(), recovery)[CADENCE].verdict == verdict


def test_without_a_drill_nothing_is_proven(proven: Proven) -> None:
    found = proven(here(), there())
    assert {found[rule].verdict for rule in (CADENCE, MONTHLY, CLEAN, RIGHTS)} == {"unproven"}
