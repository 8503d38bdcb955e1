"""What a role that a workflow may become must look like, and what bounds every other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from assurance.assembly import Json, Resource, Stage
from assurance.assembly.values import dig, items, mapping, text, texts
from assurance.proof.rule import Finding, at, rule

CHANGE = "Change Management"
ROLE = "AWS::IAM::Role"
_GITHUB = "token.actions.githubusercontent.com"
_SUBJECT = re.compile(r"repo:[^:*?/]+/[^:*?/]+:environment:[^:*?]+")
_BOOTSTRAP = re.compile(r".*:role/cdk-[a-z0-9]+-[a-z-]+-role-[^*?]+")
_BECOME = "sts:AssumeRole"
UNASKED = "-plan"
"""What the name of a GitHub environment ends with that has no reviewers."""


def _trusts(role: Resource) -> Iterator[tuple[str, Mapping[str, Json]]]:
    """The statements of a role's trust that let an identity from outside in, with their place."""
    document = role.properties.get("AssumeRolePolicyDocument")
    for count, one in enumerate(items(dig(document, "Statement"))):
        if "sts:AssumeRoleWithWebIdentity" in texts(mapping(one).get("Action")):
            yield f"Properties.AssumeRolePolicyDocument.Statement.{count}", mapping(one)


def of_workflows(stage: Stage) -> list[Resource]:
    """The roles that a workflow may become."""
    return [one for one in stage.resources(ROLE) if any(True for _ in _trusts(one))]


@rule(
    "delivery.subject",
    CHANGE,
    "a role of a workflow is pinned to one repository and one of its environments",
    "trusts",
)
def subject(stage: Stage) -> Iterator[Finding]:
    """A wildcard, or a branch, lets any pull request or anybody's fork be the role."""
    fix = "Demand aud and sub by StringEquals, sub as repo:OWNER/NAME:environment:ENVIRONMENT."
    for role in of_workflows(stage):
        for path, trust in _trusts(role):
            yield Finding(at(role, path), _loose(stage, role, trust), fix)


def _loose(stage: Stage, role: Resource, trust: Mapping[str, Json]) -> str:
    equal = mapping(mapping(trust.get("Condition")).get("StringEquals"))
    subjects = texts(equal.get(f"{_GITHUB}:sub"))
    if texts(equal.get(f"{_GITHUB}:aud")) != ("sts.amazonaws.com",):
        return f"{role.logical_id} does not ask for whom the token was made"
    if not subjects:
        return f"{role.logical_id} does not ask whose token it is"
    for one in subjects:
        if not _SUBJECT.fullmatch(one):
            return f"{role.logical_id} lets {one} in"
        if one.rpartition(":")[2] not in (stage.name, f"{stage.name}{UNASKED}"):
            return f"{role.logical_id} of {stage.name} lets {one} in"
    return ""


@rule(
    "delivery.rights",
    CHANGE,
    "a role of a workflow that may become others may become CDK's own, and do nothing else",
    "roles of workflows that become others",
)
def rights(stage: Stage) -> Iterator[Finding]:
    """What deploys has CloudFormation's rights only, through roles that are bounded."""
    fix = "Let it assume the roles of cdk bootstrap by name; give other rights to another role."
    for role in of_workflows(stage):
        statements = statements_of(role)
        if any(_BECOME in texts(one.get("Action")) for one in statements):
            yield Finding(at(role, "Properties.Policies"), _more(role, statements), fix)


def statements_of(role: Resource) -> list[Mapping[str, Json]]:
    """What a role's own policies say."""
    return [
        mapping(one)
        for policy in items(role.properties.get("Policies"))
        for one in items(dig(mapping(policy).get("PolicyDocument"), "Statement"))
    ]


def subjects_of(role: Resource) -> tuple[str, ...]:
    """Whose tokens a role lets in."""
    return tuple(
        one
        for _, trust in _trusts(role)
        for one in texts(dig(trust.get("Condition"), "StringEquals", f"{_GITHUB}:sub"))
    )


def _more(role: Resource, statements: list[Mapping[str, Json]]) -> str:
    if attached := texts(role.properties.get("ManagedPolicyArns")):
        return f"{role.logical_id} has {attached[0]} too"
    for one in statements:
        if others := [action for action in texts(one.get("Action")) if action != _BECOME]:
            return f"{role.logical_id} may {others[0]} too"
        for resource in texts(one.get("Resource")):
            if not _BOOTSTRAP.fullmatch(resource):
                return f"{role.logical_id} may become {resource}"
    return ""


@rule("delivery.boundary", CHANGE, "where workflows deploy, every role is bounded", "roles")
def boundary(stage: Stage) -> Iterator[Finding]:
    """Who may make a role without bounds may make himself one that may do everything."""
    if not of_workflows(stage):
        return
    for role in stage.resources(ROLE):
        bounded = bool(text(role.properties.get("PermissionsBoundary", "")))
        fault = "" if bounded else f"{role.logical_id} has no permissions boundary"
        fix = "Give the Stage a permissions boundary: it reaches every role."
        yield Finding(at(role, "Properties.PermissionsBoundary"), fault, fix)
