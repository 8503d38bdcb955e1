"""An existing bucket: only its name cannot change, and the stack knows it by its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assurance.assembly import Resource
from delivery.adopting.comparing import NOTHING, Difference, Outcome
from delivery.adopting.keys import Key

_SEALED_BY_KMS = "aws:kms"


@dataclass(frozen=True, slots=True)
class LiveBucket:
    """A bucket as S3 tells of it.

    `versioning` is Enabled, Suspended or "" where it never was; `encryption` the algorithm or "";
    `replicated` whether it has any rule of replication, `policy` whether a policy that is not the
    stack's.
    """

    versioning: str
    encryption: str
    replicated: bool
    policy: bool


def compare_bucket(bucket: Resource, live: LiveBucket, key: Key | None) -> Iterator[Difference]:
    """Where the bucket is not what the template says; `key` is the one it names, if any."""
    if live.versioning != "Enabled":
        there = live.versioning or "never on"
        yield Difference("VersioningConfiguration", "Enabled", there, Outcome.REVERTED)
    obstacle = key.obstacle(bucket.stack) if key else live.encryption or NOTHING
    if obstacle:
        there = "a key AWS manages" if obstacle == _SEALED_BY_KMS else obstacle
        yield Difference("BucketEncryption", "a key of the stack's own", there, Outcome.REVERTED)
    if "ReplicationConfiguration" in bucket.properties and not live.replicated:
        yield Difference("ReplicationConfiguration", "Enabled", NOTHING, Outcome.REVERTED)
    if live.policy:
        # AWS::S3::BucketPolicy is created, not imported, and S3's handler refuses to overwrite one
        # (https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1068).
        yield Difference("BucketPolicy", "the stack's own", "another", Outcome.BY_HAND)
