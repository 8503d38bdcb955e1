"""Rights of roles that reach every resource there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assurance.assembly import Json, Resource, Stage
from assurance.assembly.values import dig, items, mapping, text, texts

_READS = ("Get", "List", "Describe", "Lookup", "Search", "View", "Check", "BatchGet", "Query")
# Writes that know no resource (service authorization reference), with the condition that fences
# them; "" where there is none to be had.
_KNOW_NO_RESOURCE: Mapping[str, str] = {
    "backup:putrestorevalidationresult": "",
    "cloudwatch:putmetricdata": "cloudwatch:namespace",
    "xray:puttelemetryrecords": "",
    "xray:puttracesegments": "",
}


@dataclass(frozen=True, slots=True)
class Right:
    """One statement that allows something, and what is wrong with it."""

    resource: Resource
    path: str
    fault: str


def wide_rights(stage: Stage) -> Iterator[Right]:
    """Every Allow in the policies of roles; the fault is empty where it is narrow enough."""
    for resource, path, document in _documents(stage):
        for count, written in enumerate(items(dig(document, "Statement"))):
            said = mapping(written)
            if said.get("Effect") == "Allow":
                place = f"{path}.Statement.{count}"
                yield Right(resource, place, "; ".join(_faults(resource, said)))


def _documents(stage: Stage) -> Iterator[tuple[Resource, str, Json]]:
    kinds = ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy")
    for policy in stage.resources(*kinds):
        if not _only_bounds(stage, policy):
            yield policy, "Properties.PolicyDocument", policy.properties.get("PolicyDocument")
    for role in stage.resources("AWS::IAM::Role"):
        for count, inline in enumerate(items(role.properties.get("Policies"))):
            path = f"Properties.Policies.{count}.PolicyDocument"
            yield role, path, mapping(inline).get("PolicyDocument")


def _only_bounds(stage: Stage, policy: Resource) -> bool:
    """Whether the policy is a permissions boundary and nothing else: that grants nothing."""
    if policy.type != "AWS::IAM::ManagedPolicy":
        return False
    given = any(policy.properties.get(to) for to in ("Roles", "Users", "Groups"))
    roles = list(stage.resources("AWS::IAM::Role"))
    attached = any(
        stage.resource(arn) is policy
        for role in roles
        for arn in texts(role.properties.get("ManagedPolicyArns"))
    )
    bounds = any(
        stage.resource(one.properties.get("PermissionsBoundary")) is policy for one in roles
    )
    return bounds and not given and not attached


def _faults(resource: Resource, said: Mapping[str, Json]) -> Iterator[str]:
    if "NotAction" in said or "NotResource" in said:
        yield f"{resource.logical_id} allows everything but"
    if "*" not in texts(said.get("Resource")):
        return
    for action in texts(said.get("Action")):
        if writes(action) and not _is_fenced(action, said):
            yield f"{resource.logical_id} may {action} on everything"


def writes(action: str) -> bool:
    """Whether an action changes something, by its verb."""
    _, _, verb = action.partition(":")
    return not verb.startswith(_READS)


def _is_fenced(action: str, said: Mapping[str, Json]) -> bool:
    fence = _KNOW_NO_RESOURCE.get(action.lower())
    return fence is not None and fence in text(said.get("Condition")).lower()
