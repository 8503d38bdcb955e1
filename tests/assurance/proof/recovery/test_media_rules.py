"""Rules about the media's copy: each mistake is named by its own rule, and by no other."""

from typing import Any

import pytest

from tests.assurance.lab import ACCOUNT, REGION
from tests.assurance.proof.changes import Change, Proven, both, drop, gone, put
from tests.assurance.proof.parts import arn
from tests.assurance.proof.recovery.data_path import EVENTS
from tests.assurance.proof.recovery.mistakes import (
    assert_alone,
    in_primary,
    in_recovery,
    mistake,
    spoiled,
)

METHOD, CADENCE = "recovery.backups.media.method", "recovery.backups.media.cadence"
KEYS, FAILURES = "recovery.media.keys", "recovery.media.failures"
LASTING, SEALED = "recovery.media.lasting", "recovery.media.sealed"
RULE = ("Media", "ReplicationConfiguration", "Rules", 0)
FAR = (*RULE, "Destination")
RIGHTS = ("Copier", "Policies", 0, "PolicyDocument", "Statement")
TOLD = ("Media", "NotificationConfiguration", "QueueConfigurations")
REPLICA_KEY = (*FAR, "EncryptionConfiguration", "ReplicaKmsKeyID")
UNDO = {"Id": "Undo", "Status": "Enabled", "NoncurrentVersionExpiration": {"NoncurrentDays": 35}}
ANY_KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/*"


def lifecycle(**rule: object) -> Change:
    """The rule that the media bucket may have, and one more."""
    rules = [UNDO, {"Id": "Clean", "Status": "Enabled", **rule}]
    return put({"Rules": rules}, "Media", "LifecycleConfiguration")


MISTAKES = [
    mistake("an unversioned source", METHOD, "Media", drop("Media", "VersioningConfiguration")),
    mistake("a rule switched off", METHOD, "Disabled", put("Disabled", *RULE, "Status")),
    mistake("no id", CADENCE, "no Id", drop(*RULE, "Id")),
    mistake("no time control", CADENCE, "ReplicationTime", drop(*FAR, "ReplicationTime")),
    mistake("no metrics", CADENCE, "Metrics", drop(*FAR, "Metrics")),
    mistake("an hour", CADENCE, "15 minutes", put(60, *FAR, "ReplicationTime", "Time", "Minutes")),
    mistake(
        "no word on deletions",
        "recovery.media.deletions",
        "Media",
        drop(*RULE, "DeleteMarkerReplication"),
    ),
    mistake(
        "an archive",
        "recovery.media.readable",
        "GLACIER",
        put("GLACIER", *FAR, "StorageClass"),
    ),
    mistake("customer keys left out", KEYS, "leaves out", drop(*RULE, "SourceSelectionCriteria")),
    mistake("no replica key", KEYS, "us-west-2", drop(*FAR, "EncryptionConfiguration")),
    mistake("the source's key there", KEYS, REGION, put(arn("MediaKey"), *REPLICA_KEY)),
    mistake("no right to read", KEYS, "s3:GetObjectVersionForReplication", drop(*RIGHTS, 0)),
    mistake("no right to write", KEYS, "s3:ReplicateObject", drop(*RIGHTS, 1)),
    mistake("no right to decrypt", KEYS, "kms:Decrypt", drop(*RIGHTS, 2)),
    mistake("no right to encrypt", KEYS, "kms:Encrypt", drop(*RIGHTS, 3)),
    mistake("any key", KEYS, "any key", put(ANY_KEY, *RIGHTS, 2, "Resource")),
    mistake(
        "a role for another service",
        KEYS,
        "s3.amazonaws.com",
        put(
            "ec2.amazonaws.com",
            "Copier",
            "AssumeRolePolicyDocument",
            "Statement",
            0,
            "Principal",
            "Service",
        ),
    ),
    mistake("no word of failures", FAILURES, EVENTS[0], drop(*TOLD, 0)),
    mistake("no word of lateness", FAILURES, EVENTS[1], drop(*TOLD, 1)),
    mistake("no word of what is not tracked", FAILURES, EVENTS[2], drop(*TOLD, 2)),
    mistake("no word at all", FAILURES, "Media", drop("Media", "NotificationConfiguration")),
    mistake("a closed queue", FAILURES, "policy of queue Uncopied", gone("UncopiedPolicy")),
    mistake(
        "a queue under a closed key",
        FAILURES,
        "key of queue Uncopied",
        drop("MediaKey", "KeyPolicy", "Statement", 1),
    ),
    mistake("nobody hears", FAILURES, "nobody hears", gone("UncopiedAlarm")),
    mistake(
        "an alarm that waits",
        FAILURES,
        "nobody hears",
        put(100, "UncopiedAlarm", "Threshold"),
    ),
]


@pytest.mark.parametrize(("rule", "named", "change"), MISTAKES)
def test_a_mistake_is_named_by_its_rule_alone(
    proven: Proven, rule: str, named: str, change: Change
) -> None:
    assert_alone(spoiled(proven, in_primary(change)), rule, named)


def test_an_unversioned_replica_is_named(proven: Proven) -> None:
    spoil = in_recovery(drop("Replica", "VersioningConfiguration"))
    assert_alone(spoiled(proven, spoil), METHOD, "Replica")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lifecycle(ExpirationInDays=30), "Media deletes what is 30 days old (Clean)"),
        (lifecycle(ExpirationDate="2027-01-01"), "Media deletes what is there on 2027-01-01"),
    ],
)
def test_media_that_end_by_themselves_cannot_be_had_back(
    proven: Proven, change: Change, named: str
) -> None:
    proofs = spoiled(proven, in_primary(change))
    assert named in proofs[LASTING].because
    assert named in proofs["recovery.rpo.media.deletion"].because


def test_a_replica_that_ends_by_itself_is_named(proven: Proven) -> None:
    rules = {"Rules": [{"Status": "Enabled", "ExpirationInDays": 1}]}
    spoil = in_recovery(put(rules, "Replica", "LifecycleConfiguration"))
    assert "Replica deletes what is 1 days old" in spoiled(proven, spoil)[LASTING].because


def test_a_replica_without_a_customer_key_is_named(proven: Proven) -> None:
    spoil = in_recovery(drop("Replica", "BucketEncryption"))
    assert_alone(spoiled(proven, spoil), SEALED, "Replica")


def test_without_a_customer_key_only_that_is_named(proven: Proven) -> None:
    change = both(
        drop("Media", "BucketEncryption"),
        drop(*RULE, "SourceSelectionCriteria"),
        drop(*FAR, "EncryptionConfiguration"),
    )
    assert_alone(spoiled(proven, in_primary(change)), SEALED, "Media")


def test_a_copy_beside_its_original_is_none(proven: Proven) -> None:
    def spoil(primary: dict[str, Any], recovery: dict[str, Any]) -> None:
        primary["Replica"] = recovery.pop("Replica")

    proofs = spoiled(proven, spoil)
    assert proofs[METHOD].verdict == "broken"
    assert f"stays in {REGION}" in proofs[METHOD].because


def test_a_copy_into_a_bucket_of_somebody_else_is_not_believed(proven: Proven) -> None:
    proofs = spoiled(proven, in_recovery(gone("Replica")))
    assert "no bucket of these templates" in proofs[METHOD].because


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            put("Enabled", *RULE, "DeleteMarkerReplication", "Status"), id="deletions too"
        ),
        pytest.param(put("STANDARD_IA", *FAR, "StorageClass"), id="a cheaper class"),
        pytest.param(
            put([{"Event": "s3:Replication:*", "Queue": arn("Uncopied")}], *TOLD), id="all events"
        ),
        pytest.param(lifecycle(ExpiredObjectDeleteMarker=True), id="empty markers go"),
        pytest.param(lifecycle(ExpirationInDays=30, Status="Disabled"), id="a rule switched off"),
    ],
)
def test_another_way_to_say_it_is_accepted(proven: Proven, change: Change) -> None:
    proofs = spoiled(proven, in_primary(change))
    assert not [one.id for one in proofs.values() if one.verdict == "broken"]
