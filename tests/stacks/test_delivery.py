"""Who may deploy; that the roles are pinned and bounded is proven in tests/assurance."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from environments import load_environment

Template = dict[str, Any]
BOUNDARY = Path(__file__).parents[2] / "delivery" / "boundary.json"


def roles(template: Template) -> dict[str, Any]:
    found = (one for one in template["Resources"].values() if one["Type"] == "AWS::IAM::Role")
    return {one["Properties"]["RoleName"]: one["Properties"] for one in found}


@pytest.mark.parametrize("name", ["dev", "staging", "prod"])
def test_each_environment_trusts_the_github_environment_of_its_own_name(
    templates: Mapping[str, Template], name: str
) -> None:
    found = roles(templates[f"{name}-Delivery"])
    plans = f"filmops-{name}-plan"
    assert set(found) == {f"filmops-{name}-deploy", f"filmops-{name}-watch", plans}
    for called, role in found.items():
        [trust] = role["AssumeRolePolicyDocument"]["Statement"]
        subject = trust["Condition"]["StringEquals"]["token.actions.githubusercontent.com:sub"]
        of = f"{name}-plan" if called == plans else name
        assert subject == f"repo:ai-film-studio/operations:environment:{of}"


def test_what_plans_reaches_the_stacks_of_its_environment_and_executes_nothing(
    templates: Mapping[str, Template],
) -> None:
    plan = roles(templates["prod-Delivery"])["filmops-prod-plan"]
    said = plan["Policies"][0]["PolicyDocument"]["Statement"]
    assert not re.search(
        r"Execute|AssumeRole|CreateStack|UpdateStack|DeleteStack", json.dumps(said)
    )
    [stacks] = [
        one["Resource"] for one in said if "cloudformation:CreateChangeSet" in one["Action"]
    ]
    assert [arn.rpartition(":")[2] for arn in stacks] == ["stack/prod-*/*"] * 2


def test_what_deploys_reaches_both_regions_through_four_roles_each(
    templates: Mapping[str, Template],
) -> None:
    deploy = roles(templates["prod-Delivery"])["filmops-prod-deploy"]
    [may] = deploy["Policies"][0]["PolicyDocument"]["Statement"]
    assert may["Action"] == "sts:AssumeRole"
    assert len(may["Resource"]) == 8
    account = load_environment("prod").account
    assert all(arn.startswith(f"arn:aws:iam::{account}:role/cdk-") for arn in may["Resource"])


def test_the_boundary_the_roles_name_is_the_one_that_is_documented() -> None:
    stated = json.loads(BOUNDARY.read_text())["Statement"]
    denied = {one["Sid"]: one for one in stated if one["Effect"] == "Deny"}
    assert "iam:CreateRole" in denied["NoRoleWithoutThisBoundary"]["Action"]
    assert "iam:DeleteRolePermissionsBoundary" in denied["TheBoundaryStays"]["Action"]
    [named] = denied["NoRoleWithoutThisBoundary"]["Condition"]["ArnNotLike"].values()
    assert named.endswith(":policy/filmops-boundary")
    # IAM's limit on a managed policy, white space not counted
    assert len("".join(BOUNDARY.read_text().split())) < 6144


def test_every_role_of_every_stack_is_bounded(templates: Mapping[str, Template]) -> None:
    for template in templates.values():
        for one in template["Resources"].values():
            if one["Type"] == "AWS::IAM::Role":
                named = one["Properties"]["PermissionsBoundary"]
                assert named.endswith(":policy/filmops-boundary")
