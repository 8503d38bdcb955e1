"""A replication rule of a bucket, with the bucket, key and role at both its ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assurance.assembly import Json, Resource, Stage
from assurance.assembly.values import dig, items, mapping
from assurance.proof.paging.sealed import key_of

BUCKET = "AWS::S3::Bucket"


@dataclass(frozen=True, slots=True, eq=False)
class ReplicationRule:
    """One rule; what the templates do not hold is None."""

    source: Resource
    path: str
    said: Mapping[str, Json]
    role: Resource | None
    destination: Resource | None
    source_key: Resource | None
    replica_key: Resource | None

    @property
    def name(self) -> str:
        """How a fault calls it."""
        return f"replication of {self.source.logical_id}"

    def at(self, *keys: str) -> Json:
        """What the rule says under the keys."""
        return dig(dict(self.said), *keys)

    @property
    def is_on(self) -> bool:
        """Whether it copies at all."""
        return self.said.get("Status") == "Enabled"

    @property
    def is_sealed(self) -> bool:
        """Whether the bucket's objects are under KMS, which S3 leaves out unless asked."""
        return any("kms" in str(one.get("SSEAlgorithm")) for one in encryptions(self.source))


def rules_of(stage: Stage, bucket: Resource) -> Iterator[ReplicationRule]:
    """The replication rules of a bucket."""
    configuration = bucket.properties.get("ReplicationConfiguration")
    role = stage.resource(dig(configuration, "Role"))
    sealed = [one.get("KMSMasterKeyID") for one in encryptions(bucket)]
    for count, written in enumerate(items(dig(configuration, "Rules"))):
        said = mapping(written)
        far = said.get("Destination")
        destination = stage.resource(dig(far, "Bucket"))
        yield ReplicationRule(
            source=bucket,
            path=f"Properties.ReplicationConfiguration.Rules.{count}",
            said=said,
            role=role,
            destination=destination if destination and destination.type == BUCKET else None,
            source_key=next((key_of(stage, one) for one in sealed if one), None),
            replica_key=key_of(stage, dig(far, "EncryptionConfiguration", "ReplicaKmsKeyID")),
        )


def encryptions(bucket: Resource) -> list[Mapping[str, Json]]:
    """What a bucket encrypts with by default."""
    rules = dig(dict(bucket.properties), "BucketEncryption", "ServerSideEncryptionConfiguration")
    return [mapping(mapping(one).get("ServerSideEncryptionByDefault")) for one in items(rules)]
