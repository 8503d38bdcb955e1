"""What the role of a replication rule may do: what it needs at both ends, and no more."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.assembly import Resource, Stage
from assurance.proof.paging import roles
from assurance.proof.recovery.replications import ReplicationRule

S3 = "s3.amazonaws.com"
_READ, _WRITE = "s3:GetObjectVersionForReplication", "s3:ReplicateObject"


def rights_faults(stage: Stage, rule: ReplicationRule) -> Iterator[str]:
    """What is missing for the copy to happen, and what is too much."""
    role = rule.role
    if role is None:
        yield f"the role of {rule.name} is not of these templates"
        return
    if not roles.trusts(role, S3):
        yield f"{role.logical_id} cannot be assumed by {S3}"
    for action, bucket in ((_READ, rule.source), (_WRITE, rule.destination)):
        if bucket and not roles.may(stage, role, action, *_objects(bucket)):
            yield f"{role.logical_id} may not {action} in {bucket.logical_id}"
    if rule.is_sealed:
        yield from _keys(stage, role, rule)


def _keys(stage: Stage, role: Resource, rule: ReplicationRule) -> Iterator[str]:
    ends = (("kms:Decrypt", rule.source_key), ("kms:Encrypt", rule.replica_key))
    for action, key in ends:
        if key and not _may(stage, role, action, key, *key.arns):
            yield f"{role.logical_id} may not {action} with {key.logical_id}"
        if key and _may(stage, role, action, key, _another(key)):
            yield f"{role.logical_id} may {action} with any key"


def _may(stage: Stage, role: Resource, action: str, key: Resource, *arns: str) -> bool:
    through = {"kms:viaservice": (f"s3.{key.stack.region}.amazonaws.com",)}
    return roles.may(stage, role, action, *arns, given=through)


def _another(key: Resource) -> str:
    place = key.stack.place
    return f"arn:{place.partition}:kms:{place.region}:{place.account}:key/another"


def _objects(bucket: Resource) -> tuple[str, ...]:
    return tuple(f"{arn}/film.mp4" for arn in bucket.arns)
