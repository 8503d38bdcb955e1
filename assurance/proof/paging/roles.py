"""What the roles of a template may do: their own policies, gathered."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from assurance.assembly import Json, Resource, Stage
from assurance.assembly.values import dig, items, mapping, texts
from assurance.policy import Request, Role, admit_role
from assurance.policy.request import NOTHING, Context
from assurance.policy.statement import statements
from assurance.policy.unreadable import UnreadableError

ROLE = "AWS::IAM::Role"
_ATTACHED = ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy")


def principal(role: Resource) -> Role:
    """The role as a policy sees it."""
    return Role(role.arns, role.stack.account)


@lru_cache(maxsize=512)  # every topic asks it of every role
def identity_policies(stage: Stage, role: Resource) -> tuple[Json, ...]:
    """The role's inline, attached and managed policies, as far as the templates hold them."""
    return tuple(_inline(role)) + tuple(_attached(stage, role))


def may(
    stage: Stage, role: Resource, action: str, *resource: str, given: Context = NOTHING
) -> bool:
    """Whether the role's own policies surely allow the action; `given` is what it carries."""
    if not speaks_of(stage, role, action):
        return False
    request = Request(principal(role), action, resource, given)
    return admit_role(None, identity_policies(stage, role), request, delegated=False).admitted


@lru_cache(maxsize=2048)  # most roles speak of few actions, and every topic asks each of them
def speaks_of(stage: Stage, role: Resource, action: str) -> bool:
    """Whether its own policies speak of the action at all, or cannot be read."""
    try:
        return any(
            one.speaks_of(action) is not False
            for policy in identity_policies(stage, role)
            for one in statements(policy)
        )
    except UnreadableError:
        return True


def trusts(role: Resource, service: str) -> bool:
    """Whether the service may assume the role."""
    document = role.properties.get("AssumeRolePolicyDocument")
    for statement in items(dig(document, "Statement")):
        named = texts(dig(statement, "Principal", "Service"))
        if mapping(statement).get("Effect") == "Allow" and service in named:
            return True
    return False


def _inline(role: Resource) -> Iterator[Json]:
    for policy in items(role.properties.get("Policies")):
        yield dig(policy, "PolicyDocument")


def _attached(stage: Stage, role: Resource) -> Iterator[Json]:
    managed = texts(role.properties.get("ManagedPolicyArns"))
    for policy in stage.resources(*_ATTACHED):
        named = [*texts(policy.properties.get("Roles")), *texts(policy.properties.get("RoleName"))]
        on_role = any(stage.resource(name) is role for name in named) or _called(role, named)
        if on_role or any(stage.resource(arn) is policy for arn in managed):
            yield policy.properties.get("PolicyDocument")


def _called(role: Resource, names: list[str]) -> bool:
    return role.properties.get("RoleName") in names
