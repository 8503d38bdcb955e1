"""Who may deploy; that the roles are pinned and bounded is proven in tests/assurance."""

import json
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
    assert set(found) == {f"filmops-{name}-deploy", f"filmops-{name}-watch"}
    for role in found.values():
        [trust] = role["AssumeRolePolicyDocument"]["Statement"]
        subject = trust["Condition"]["StringEquals"]["token.actions.githubusercontent.com:sub"]
        assert subject == f"repo:ai-film-studio/operations:environment:{name}"


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


def test_every_role_that_a_service_takes_is_bounded(templates: Mapping[str, Template]) -> None:
    people = {
        f"filmops-{name}-{role}"
        for name in ("dev", "staging", "prod")
        for role in ("on-call", "break-glass")
    }
    for template in templates.values():
        for one in template["Resources"].values():
            if one["Type"] == "AWS::IAM::Role" and one["Properties"].get("RoleName") not in people:
                named = json.dumps(one["Properties"]["PermissionsBoundary"])
                assert ":policy/filmops-boundary" in named
