"""Resources that hold what cannot be made again: deleted, replaced, or let go of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assurance.review.pair import Pair
from assurance.review.resources.change import Change, Impact
from assurance.review.sentence import Gate, Sentence, Topic

# Types whose loss loses data, or what people have to do again by hand. The types are those the
# CDK itself keeps on deletion by default (aws-cdk-lib, RemovalPolicy of the L2 constructs), and
# those that AWS Backup can protect; a queue holds messages, a log its lines.
STATEFUL: Final = frozenset(
    {
        "AWS::Backup::BackupVault",
        "AWS::Backup::LogicallyAirGappedBackupVault",
        "AWS::CloudTrail::EventDataStore",
        "AWS::Cognito::UserPool",
        "AWS::DocDB::DBCluster",
        "AWS::DynamoDB::GlobalTable",
        "AWS::DynamoDB::Table",
        "AWS::EC2::Volume",
        "AWS::ECR::Repository",
        "AWS::EFS::FileSystem",
        "AWS::ElastiCache::ReplicationGroup",
        "AWS::ElastiCache::CacheCluster",
        "AWS::FSx::FileSystem",
        "AWS::KMS::Key",
        "AWS::KMS::ReplicaKey",
        "AWS::Kinesis::Stream",
        "AWS::Logs::LogGroup",
        "AWS::MSK::Cluster",
        "AWS::Neptune::DBCluster",
        "AWS::OpenSearchService::Domain",
        "AWS::RDS::DBCluster",
        "AWS::RDS::DBInstance",
        "AWS::RDS::GlobalCluster",
        "AWS::Redshift::Cluster",
        "AWS::S3::Bucket",
        "AWS::SecretsManager::Secret",
        "AWS::SQS::Queue",
        "AWS::Timestream::Table",
    }
)
_KEEPS: Final = ("Retain", "RetainExceptOnCreate")


def sentences(pair: Pair) -> Iterator[Sentence]:
    """Every resource with state that this change would take away or empty."""
    for change in pair.changed(*STATEFUL):
        yield from _lost(pair, change)


def kind(change: Change) -> str:
    """The type as people say it: `RDS DBInstance`."""
    return " ".join(change.type.split("::")[1:])


def _lost(pair: Pair, change: Change) -> Iterator[Sentence]:
    what = f"{kind(change)} {pair.short(change.path)}"
    if change.impact is Impact.DESTROY:
        policy = change.before and change.before.deletion_policy
        left = ", a last snapshot stays" if policy == "Snapshot" else " with what is in it"
        yield _held(change, f"{what} is DELETED{left}")
    elif change.impact is Impact.ORPHAN:
        left = "is taken out of the stack: it stays as it is, and nothing manages it"
        yield _held(change, f"{what} {left}")
    elif change.impact in (Impact.REPLACE, Impact.MAY_REPLACE):
        yield _held(change, _replaced(change, what))


def _replaced(change: Change, what: str) -> str:
    named = (one.name for one in change.properties if one.impact is change.impact)
    causes = ", ".join(named) or "its type"
    surely = change.impact is Impact.REPLACE
    verb = "is REPLACED" if surely else "MAY BE REPLACED, which only a change set tells,"
    policy = change.before and change.before.update_replace_policy
    old = {"Snapshot": "of the old one a snapshot stays"}.get(
        policy or "", "the old one is deleted"
    )
    old = "the old one stays, outside of the stack" if policy in _KEEPS else old
    return f"{what} {verb} because of {causes}: the new one starts empty, {old}"


def _held(change: Change, text: str) -> Sentence:
    return Sentence(Topic.STATE, text, (), Gate.STATE, change.path)
