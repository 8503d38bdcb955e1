"""What a workflow may that no reviewer is asked for: to show what would change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from assurance.assembly import Json, Resource, Stage
from assurance.assembly.values import dig, texts
from assurance.proof.delivery.rules import CHANGE, UNASKED, of_workflows, statements_of, subjects_of
from assurance.proof.rule import Finding, at, rule

_LOOKS: Final = frozenset(
    {
        "cloudformation:CreateChangeSet",
        "cloudformation:DeleteChangeSet",
        "cloudformation:DescribeChangeSet",
        "cloudformation:DescribeStacks",
        "cloudformation:GetTemplate",
        "s3:GetBucketLocation",
        "s3:GetEncryptionConfiguration",
        "s3:ListBucket",
        "ssm:GetParameter",
    }
)
"""They change nothing that runs: a change set is a question until somebody executes it."""
_PASS: Final = "iam:PassRole"
_EXECUTES: Final = re.compile(r".*:role/cdk-[a-z0-9]+-cfn-exec-role-[^*?]+")
_TO_CLOUDFORMATION: Final = ("cloudformation.amazonaws.com",)
_OBJECTS: Final = frozenset({"s3:GetObject", "s3:PutObject"})


@rule(
    "delivery.unasked",
    CHANGE,
    "a role of a workflow that no reviewer is asked for may make change sets, and execute nothing",
    "roles of workflows that nobody is asked for",
)
def unasked(stage: Stage) -> Iterator[Finding]:
    """What may execute a change set, or become who may, deploys without anybody's approval."""
    fix = "Let it make, show and delete change sets; pin what deploys to the environment itself."
    for role in of_workflows(stage):
        if any(one.endswith(UNASKED) for one in subjects_of(role)):
            yield Finding(at(role, "Properties.Policies"), _executes(role), fix)


def _executes(role: Resource) -> str:
    if attached := texts(role.properties.get("ManagedPolicyArns")):
        return f"{role.logical_id} has {attached[0]}"
    faults = (fault for one in statements_of(role) for fault in _faults(one))
    fault = next(faults, "")
    return fault and f"{role.logical_id} {fault}"


def _faults(statement: Mapping[str, Json]) -> Iterator[str]:
    resources = texts(statement.get("Resource"))
    if "NotAction" in statement:
        yield "may all but what it names"
    for action in texts(statement.get("Action")):
        if action == _PASS:
            yield from _passes(statement, resources)
        elif action in _OBJECTS:
            yield from (f"may {action} {one}" for one in resources if not one.endswith("/*.json"))
        elif action not in _LOOKS:
            yield f"may {action}"


def _passes(statement: Mapping[str, Json], resources: tuple[str, ...]) -> Iterator[str]:
    to = texts(dig(statement.get("Condition"), "StringEquals", "iam:PassedToService"))
    if to != _TO_CLOUDFORMATION:
        yield "may pass a role to anything"
    yield from (f"may pass {one}" for one in resources if not _EXECUTES.fullmatch(one))
