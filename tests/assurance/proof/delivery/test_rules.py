"""Who a workflow may be: pinned, able to deploy and nothing else, and every role bounded."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assurance.assembly import read_assembly
from assurance.proof.delivery.proof import prove_delivery
from assurance.verdict import Proof, Verdict
from tests.assurance.lab import ACCOUNT, resources, write_stack, write_stage
from tests.assurance.proof.changes import Change, drop, gone, put
from tests.assurance.proof.parts import resource

ISSUER = "token.actions.githubusercontent.com"
TRUST = ("AssumeRolePolicyDocument", "Statement", 0)
ONLY = (*TRUST, "Condition", "StringEquals")
MAY = ("Policies", 0, "PolicyDocument", "Statement", 0)
BOUNDARY = f"arn:aws:iam::{ACCOUNT}:policy/bounds"
PLANS = ("Policies", 0, "PolicyDocument", "Statement")
EXECUTION = f"arn:aws:iam::{ACCOUNT}:role/cdk-hnb659fds-cfn-exec-role-{ACCOUNT}-us-east-1"
BOOTSTRAP = f"arn:aws:iam::{ACCOUNT}:role/cdk-hnb659fds-deploy-role-{ACCOUNT}-us-east-1"


def role(*statements: dict[str, Any], **trust: object) -> dict[str, Any]:
    return resource(
        "AWS::IAM::Role",
        AssumeRolePolicyDocument={"Statement": [trust]},
        PermissionsBoundary=BOUNDARY,
        Policies=[{"PolicyName": "May", "PolicyDocument": {"Statement": list(statements)}}],
    )


def github(environment: str) -> dict[str, Any]:
    """Trust in the jobs of one of GitHub's environments."""
    only = {
        f"{ISSUER}:aud": "sts.amazonaws.com",
        f"{ISSUER}:sub": f"repo:a/b:environment:{environment}",
    }
    return {
        "Effect": "Allow",
        "Principal": {"Federated": "github"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": only},
    }


def whole() -> dict[str, Any]:
    become = {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": [BOOTSTRAP]}
    return resources(
        Deploy=role(become, **github("lab")),
        Plan=role(
            {"Effect": "Allow", "Action": ["cloudformation:CreateChangeSet"], "Resource": "stacks"},
            {
                "Effect": "Allow",
                "Action": "iam:PassRole",
                "Resource": [EXECUTION],
                "Condition": {
                    "StringEquals": {"iam:PassedToService": "cloudformation.amazonaws.com"}
                },
            },
            {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::b/*.json"},
            **github("lab-plan"),
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
        ("unasked", "may cloudformation:ExecuteChangeSet", put("cloudformation:ExecuteChangeSet", "Plan", *PLANS, 0, "Action")),
        ("unasked", "may cloudformation:*", put("cloudformation:*", "Plan", *PLANS, 0, "Action")),
        ("unasked", "may all but", put("iam:*", "Plan", *PLANS, 0, "NotAction")),
        ("unasked", f"may pass arn:aws:iam::{ACCOUNT}:role/admin", put(f"arn:aws:iam::{ACCOUNT}:role/admin", "Plan", *PLANS, 1, "Resource")),
        ("unasked", "may pass a role to anything", drop("Plan", *PLANS, 1, "Condition")),
        ("unasked", "may s3:PutObject arn:aws:s3:::b/*", put("arn:aws:s3:::b/*", "Plan", *PLANS, 2, "Resource")),
        ("unasked", "Administrator", put(["arn:aws:iam::aws:policy/AdministratorAccess"], "Plan", "ManagedPolicyArns")),
        ("unasked", "Deploy may sts:AssumeRole", put("repo:a/b:environment:lab-plan", "Deploy", *ONLY, f"{ISSUER}:sub")),
        ("subject", "of lab lets", put("repo:a/b:environment:prod-plan", "Plan", *ONLY, f"{ISSUER}:sub")),
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


def test_without_workflows_nothing_is_proven(proven: Callable[..., dict[str, Proof]]) -> None:
    proofs = proven(gone("Deploy"), gone("Plan"))
    assert {one.verdict for one in proofs.values()} == {Verdict.UNPROVEN}
