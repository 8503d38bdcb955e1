"""Whoever is on call may do what the runbooks say, on what they name, in every environment."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from assurance.assembly import Stage, read_assembly
from assurance.assembly.values import text
from assurance.policy.simulation import Simulated
from assurance.proof.access.seen import BREAK_GLASS, ON_CALL, Access
from environments import load_environment
from tests.docs.rights import Asked, Reading
from tests.docs.runbooks import commands, page

ROOT = Path(__file__).parents[2]
FUNCTION = "AWS::Lambda::Function"
ENVIRONMENTS = ("dev", "staging", "prod")
APPROVER, ANOTHER = "approver", "another administrator"
_FREE = {"sts get-caller-identity", "sts assume-role"}
"""Needs no right; needs the trust of the role that is taken (access.second_factor)."""


@pytest.fixture(scope="module")
def stages(synthesized: Path) -> Mapping[str, Stage]:
    return {one.name: one for one in read_assembly(synthesized).stages}


@pytest.fixture(scope="module")
def asked(
    stages: Mapping[str, Stage], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Sequence[Asked]]:
    """What the runbooks ask in each environment, by its name."""
    found: dict[str, Sequence[Asked]] = {}
    for name in ENVIRONMENTS:
        environment = load_environment(name)
        there, changed = re.subn(r"export ENV=prod ", f"export ENV={name} ", page())
        assert changed == 1
        typed = commands(tmp_path_factory.mktemp(name), there, environment.account)
        reading = Reading(stages[name], environment.prefix, environment.account)
        found[name] = [one for one in reading.asked(typed) if one.command.name not in _FREE]
    return found


def absent(asked: Sequence[Asked], stage: Stage, name: str) -> frozenset[str]:
    """What a runbook names and the environment has not: development runs little of it."""
    file = (ROOT / "environments" / f"{name}.yaml").read_text()
    functions = {text(one.properties.get("FunctionName")) for one in stage.resources(FUNCTION)}
    named = [one.resource for one in asked]
    return frozenset(
        one
        for one in named
        if (":function:" in one and one.rpartition(":")[2] not in functions)
        or (
            ":parameter/platform/" in one
            and f"{{parameter: {one.rpartition(':parameter')[2]}}}" not in file
        )
    )


def taken(stage: Stage, ending: str) -> Simulated:
    access = Access(stage)
    (role,) = access.named(ending)
    return access.simulated(role)


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_a_shift_may_what_no_other_role_is_named_for(
    asked: Mapping[str, Sequence[Asked]], stages: Mapping[str, Stage], name: str
) -> None:
    shift = taken(stages[name], ON_CALL)
    missing = absent(asked[name], stages[name], name)
    own = [one for one in asked[name] if not one.command.role and one.resource not in missing]
    refused = [str(one) for one in own if not shift.may(one.action, one.resource, one.given)]
    assert refused == []
    assert len(own) > 150
    assert name == "dev" or not missing


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_no_other_role_is_named_for_what_a_shift_may(
    asked: Mapping[str, Sequence[Asked]], stages: Mapping[str, Stage], name: str
) -> None:
    shift = taken(stages[name], ON_CALL)
    others = [one for one in asked[name] if one.command.role]
    may = [str(one) for one in others if shift.may(one.action, one.resource, one.given)]
    assert may == []
    assert others


def test_a_right_that_is_missing_on_what_is_named_is_seen(
    asked: Mapping[str, Sequence[Asked]], stages: Mapping[str, Stage]
) -> None:
    """The shift of another environment may do none of it but look."""
    strange = taken(stages["staging"], ON_CALL)
    own = [one for one in asked["prod"] if not one.command.role and one.resource != "*"]
    may = {one.action for one in own if strange.may(one.action, one.resource, one.given)}
    assert may == {"s3:GetMetricsConfiguration"}  # a look
    assert len(own) > 50


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_the_role_that_is_named_may(
    asked: Mapping[str, Sequence[Asked]], stages: Mapping[str, Stage], name: str
) -> None:
    for role in (BREAK_GLASS, APPROVER):
        who = taken(stages[name], role)
        named = [one for one in asked[name] if one.command.role == role]
        refused = [str(one) for one in named if not who.may(one.action, one.resource, one.given)]
        assert refused == []
        assert named


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_another_administrator_is_named_for_what_break_glass_may_not(
    asked: Mapping[str, Sequence[Asked]], stages: Mapping[str, Stage], name: str
) -> None:
    glass = taken(stages[name], BREAK_GLASS)
    named = [one for one in asked[name] if one.command.role == ANOTHER]
    may = [str(one) for one in named if not glass.may_not(one.action, one.resource, one.given)]
    assert may == []
    assert named


def test_what_is_asked_is_what_the_command_names(asked: Mapping[str, Sequence[Asked]]) -> None:
    """One of each kind, so that a resource that is lost on the way is not asked as something else."""
    there = "us-east-1:222233334444"
    pairs = {(one.action, one.resource) for one in asked["staging"]}
    for action, resource in (
        ("cloudwatch:describealarms", "*"),
        ("dynamodb:query", f"arn:aws:dynamodb:{there}:table/filmops-staging-maintenance-records"),
        ("kms:Decrypt", f"arn:aws:kms:{there}:key/1"),
        ("lambda:InvokeFunction", f"arn:aws:lambda:{there}:function:filmops-staging-page-test"),
        (
            "logs:FilterLogEvents",
            f"arn:aws:logs:{there}:log-group:/aws/lambda/filmops-staging-page-test:log-stream:any",
        ),
        ("rds:deletedbsnapshot", f"arn:aws:rds:{there}:snapshot:filmops-staging-maintenance-window-2026-12-13"),
        ("s3:ListBucket", "arn:aws:s3:::filmops-staging-drills-222233334444-us-east-1"),
        ("s3:GetObject", "arn:aws:s3:::filmops-staging-drills-222233334444-us-east-1/point-in-time/"),
        ("sqs:receivemessage", f"arn:aws:sqs:{there}:filmops-staging-lost-pages"),
        ("ssm:getparameter", f"arn:aws:ssm:{there}:parameter/platform/staging/api/cluster"),
        (
            "ssm:startautomationexecution",
            "arn:aws:ssm:us-west-2:222233334444:automation-definition/filmops-staging-promote-replica:$DEFAULT",
        ),
        ("states:getexecutionhistory", f"arn:aws:states:{there}:execution:filmops-staging-drill-point-in-time:run"),
        ("states:stopexecution", f"arn:aws:states:{there}:execution:filmops-staging-maintenance-window:run"),
    ):  # fmt: skip
        assert (action, resource) in pairs, (action, resource)
    assert any(one.startswith(f"arn:aws:pi:{there}:metrics/rds/$") for _, one in pairs)
    assert any(one.startswith(f"arn:aws:rds-db:{there}:dbuser:$") for _, one in pairs)
    log = "log-group:{{resolve:ssm:/platform/prod/api/log-group}}:log-stream:any"
    assert f"arn:aws:logs:us-east-1:111122223333:{log}" in {one.resource for one in asked["prod"]}
