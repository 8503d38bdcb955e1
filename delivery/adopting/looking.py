"""What is in the account of what an environment would make. Reads only; raises what boto3 raises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

import boto3
from botocore.exceptions import ClientError

from assurance.assembly import Resource, Stack, Stage
from assurance.assembly.values import Json, items, mapping, text
from delivery.adopting.comparing import Difference, Found, of_another_stack
from delivery.adopting.database import compare_database
from delivery.adopting.keys import Key
from delivery.adopting.media import LiveBucket, compare_bucket

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_kms import KMSClient
    from mypy_boto3_rds import RDSClient
    from mypy_boto3_s3 import S3Client

INSTANCE, BUCKET = "AWS::RDS::DBInstance", "AWS::S3::Bucket"
_ABSENT = {
    "404",
    "DBInstanceNotFound",
    "DBInstanceNotFoundFault",
    "NoSuchBucket",
    "NoSuchBucketPolicy",
    "ReplicationConfigurationNotFoundError",
    "ServerSideEncryptionConfigurationNotFoundError",
}
_UNOWNED = "ValidationError"
"""What CloudFormation answers of a resource that no stack has."""


def existing(stage: Stage) -> Iterator[Found]:
    """What is there of the database and the named buckets."""
    for instance in stage.resources(INSTANCE):
        if (found := _database(stage, instance)) is not None:
            yield found
    for bucket in stage.resources(BUCKET):
        if bucket.properties.get("BucketName") and (found := _bucket(stage, bucket)) is not None:
            yield found


def _database(stage: Stage, instance: Resource) -> Found | None:
    rds: RDSClient = boto3.client("rds", region_name=instance.stack.region)  # pyright: ignore[reportUnknownMemberType]
    name = text(instance.properties.get("DBInstanceIdentifier"))
    try:
        live = rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0]
    except ClientError as error:
        return _absent(error)
    key = _key(live.get("KmsKeyId", ""), instance.stack)
    group = stage.resource(instance.properties.get("DBSubnetGroupName"))
    place = stage.resource(instance.properties.get("KmsKeyId"))
    owner = _owner(name, instance.stack)
    differences = compare_database(instance, group, live, key)
    return _found(instance, name, owner, differences, key, place)


def _bucket(stage: Stage, bucket: Resource) -> Found | None:
    s3: S3Client = boto3.client("s3", region_name=bucket.stack.region)  # pyright: ignore[reportUnknownMemberType]
    name = text(bucket.properties.get("BucketName"))
    try:
        s3.head_bucket(Bucket=name)
        versioning = s3.get_bucket_versioning(Bucket=name).get("Status", "")
    except ClientError as error:
        return _absent(error)
    algorithm, sealed_by = _encryption(s3, name)
    owner = _owner(name, bucket.stack)
    own_policy = owner != bucket.stack.name and _has(s3.get_bucket_policy, name)
    replicated = _has(s3.get_bucket_replication, name)
    live = LiveBucket(versioning, algorithm, replicated, own_policy)
    key = _key(sealed_by, bucket.stack)
    differences = compare_bucket(bucket, live, key)
    place = stage.resource(_key_in_template(bucket))
    return _found(bucket, name, owner, differences, key, place)


def _found(
    resource: Resource,
    name: str,
    owner: str,
    differences: Iterator[Difference],
    key: Key | None,
    place: Resource | None,
) -> Found:
    every = (*of_another_stack(resource, owner), *differences)
    imported = None if key is None or key.obstacle(resource.stack) else key
    return Found(resource, name, every, owner, imported, place)


def _key(named: str, stack: Stack) -> Key | None:
    """The key of that ARN, id or alias; None where there is no name."""
    if not named:
        return None
    if named.startswith("arn:") and (elsewhere := Key(named)).account != stack.account:
        return elsewhere  # its owner's, who need not let us look at it
    kms: KMSClient = boto3.client("kms", region_name=stack.region)  # pyright: ignore[reportUnknownMemberType]
    said = kms.describe_key(KeyId=named)["KeyMetadata"]
    return Key(
        arn=said.get("Arn", ""),
        manager=said.get("KeyManager", ""),
        state=said.get("KeyState", ""),
        everywhere=said.get("MultiRegion", False),
        owner=_owner(said["KeyId"], stack),
    )


def _owner(physical_id: str, stack: Stack) -> str:
    """The stack that has a resource; "" where none has."""
    client: CloudFormationClient = boto3.client("cloudformation", region_name=stack.region)  # pyright: ignore[reportUnknownMemberType]
    try:
        parts = client.describe_stack_resources(PhysicalResourceId=physical_id)["StackResources"]
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") != _UNOWNED:
            raise
        return ""
    return next((one.get("StackName", "") for one in parts), "")


def _encryption(s3: S3Client, name: str) -> tuple[str, str]:
    """The algorithm and the key a bucket seals new objects with; "" for what is not said."""
    try:
        said = s3.get_bucket_encryption(Bucket=name)["ServerSideEncryptionConfiguration"]
    except ClientError as error:
        _absent(error)
        return "", ""
    for rule in said["Rules"]:
        if default := rule.get("ApplyServerSideEncryptionByDefault"):
            return default["SSEAlgorithm"], default.get("KMSMasterKeyID", "")
    return "", ""


class _OfABucket(Protocol):
    def __call__(self, *, Bucket: str) -> object: ...  # noqa: N803 (boto3's own names)


def _has(asked: _OfABucket, name: str) -> bool:
    try:
        asked(Bucket=name)
    except ClientError as error:
        _absent(error)
        return False
    return True


def _key_in_template(bucket: Resource) -> Json:
    rules = mapping(bucket.properties.get("BucketEncryption")).get(
        "ServerSideEncryptionConfiguration"
    )
    defaults = (mapping(mapping(one).get("ServerSideEncryptionByDefault")) for one in items(rules))
    return next((one.get("KMSMasterKeyID") for one in defaults), None)


def _absent(error: ClientError) -> None:
    if error.response.get("Error", {}).get("Code") not in _ABSENT:
        raise error
