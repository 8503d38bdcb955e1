"""Who a workflow may be: pinned, able to deploy and nothing else, and every role bounded."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assurance.assembly import read_assembly
from assurance.proof.delivery.proof import prove_delivery
from assurance.verdict import Proof, Verdict
from tests.assurance.lab import ACCOUNT, resources, write_stack, write_stage
from tests.assurance.proof.changes import Change, added, drop, gone, put
from tests.assurance.proof.parts import resource

ISSUER = "token.actions.githubusercontent.com"
TRUST = ("AssumeRolePolicyDocument", "Statement", 0)
ONLY = (*TRUST, "Condition", "StringEquals")
MAY = ("Policies", 0, "PolicyDocument", "Statement", 0)
BOUNDARY = f"arn:aws:iam::{ACCOUNT}:policy/bounds"
BOOTSTRAP = f"arn:aws:iam::{ACCOUNT}:role/cdk-hnb659fds-deploy-role-{ACCOUNT}-us-east-1"


def role(*statements: dict[str, Any], **trust: object) -> dict[str, Any]:
    return resource(
        "AWS::IAM::Role",
        AssumeRolePolicyDocument={"Statement": [trust]},
        PermissionsBoundary=BOUNDARY,
        Policies=[{"PolicyName": "May", "PolicyDocument": {"Statement": list(statements)}}],
    )


def whole() -> dict[str, Any]:
    only = {f"{ISSUER}:aud": "sts.amazonaws.com", f"{ISSUER}:sub": "repo:a/b:environment:lab"}
    become = {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": [BOOTSTRAP]}
    return resources(
        Deploy=role(
            become,
            Effect="Allow",
            Principal={"Federated": "github"},
            Action="sts:AssumeRoleWithWebIdentity",
            Condition={"StringEquals": only},
        ),
        Function=role(
            {"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "log"},
            Effect="Allow",
            Principal={"Service": "lambda.amazonaws.com"},
            Action="sts:AssumeRole",
        ),
    )


@pytest.fixture
def proven(tmp_path: Path) -> Callable[..., dict[str, Proof]]:
    def proofs(*changes: Change) -> dict[str, Proof]:
        template = whole()
        for change in changes:
            change(template["Resources"])
        write_stack(write_stage(tmp_path, "lab"), "delivery", template)
        [stage] = read_assembly(tmp_path).stages
        return {one.id: one for one in prove_delivery(stage)}

    return proofs


def test_a_pinned_role_that_only_deploys_is_accepted(
    proven: Callable[..., dict[str, Proof]],
) -> None:
    assert {one.verdict for one in proven().values()} == {Verdict.KEPT}


@pytest.mark.parametrize(
    ("rule", "named", "change"),
    [
        ("subject", "lets repo:a/b:* in", put("repo:a/b:*", "Deploy", *ONLY, f"{ISSUER}:sub")),
        ("subject", "ref:refs", put("repo:a/b:ref:refs/heads/main", "Deploy", *ONLY, f"{ISSUER}:sub")),
        ("subject", "of lab lets", put("repo:a/b:environment:prod", "Deploy", *ONLY, f"{ISSUER}:sub")),
        ("subject", "whose token it is", drop("Deploy", *ONLY, f"{ISSUER}:sub")),
        ("subject", "for whom", drop("Deploy", *ONLY, f"{ISSUER}:aud")),
        ("subject", "for whom", put({"StringLike": {}}, "Deploy", *TRUST, "Condition")),
        ("rights", "may s3:GetObject too", put(["sts:AssumeRole", "s3:GetObject"], "Deploy", *MAY, "Action")),
        ("rights", "may become *", put("*", "Deploy", *MAY, "Resource")),
        ("rights", "role/admin", put(f"arn:aws:iam::{ACCOUNT}:role/admin", "Deploy", *MAY, "Resource")),
        ("rights", "Administrator", put(["arn:aws:iam::aws:policy/AdministratorAccess"], "Deploy", "ManagedPolicyArns")),
        ("boundary", "Function has no", drop("Function", "PermissionsBoundary")),
    ],
)  # fmt: skip
def test_a_role_that_could_do_more_is_named(
    proven: Callable[..., dict[str, Proof]], rule: str, named: str, change: Change
) -> None:
    proofs = proven(change)
    broken = [one.id for one in proofs.values() if one.verdict is Verdict.BROKEN]
    assert broken == [f"delivery.{rule}"]
    assert named in proofs[broken[0]].because
    assert proofs[broken[0]].fix


def test_the_roles_that_people_take_have_bounds_of_their_own(
    proven: Callable[..., dict[str, Proof]],
) -> None:
    person = role(Effect="Allow", Principal={"AWS": "root"}, Action="sts:AssumeRole")
    del person["Properties"]["PermissionsBoundary"]
    assert proven(added("Person", person))["delivery.boundary"].verdict is Verdict.KEPT


def test_without_workflows_nothing_is_proven(proven: Callable[..., dict[str, Proof]]) -> None:
    assert {one.verdict for one in proven(gone("Deploy")).values()} == {Verdict.UNPROVEN}
