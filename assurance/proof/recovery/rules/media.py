"""What a replication rule must say so that objects under a customer key really arrive."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.assembly import Resource
from assurance.assembly.values import dig, items, mapping
from assurance.policy import Service
from assurance.proof.paging.lost_pages import QUEUE_DEPTH, alarms_on, not_taken
from assurance.proof.paging.publishers import Publisher
from assurance.proof.paging.sealed import QUEUE, key_of
from assurance.proof.recovery.keys import region_of_key
from assurance.proof.recovery.replication_rights import rights_faults
from assurance.proof.recovery.replications import ReplicationRule, encryptions
from assurance.proof.recovery.seen import Seen
from assurance.proof.rule import Finding, at, rule

RECOVERY = "Disaster Recovery"
COLD = ("GLACIER", "DEEP_ARCHIVE")
TOLD = tuple(
    f"s3:Replication:Operation{what}"
    for what in ("FailedReplication", "MissedThreshold", "NotTracked")
)
_WAYS = (("Queue", "Queue"), ("Topic", "Topic"), ("Lambda", "Function"))


@rule(
    "recovery.media.deletions",
    RECOVERY,
    "whether deletions are copied is decided, not left to a default",
    "replication rules",
)
def deletions(seen: Seen) -> Iterator[Finding]:
    """The default depends on how the rule is written."""
    for copying in seen.replications:
        decided = copying.at("DeleteMarkerReplication", "Status") in ("Enabled", "Disabled")
        yield Finding(
            at(copying.source, copying.path),
            "" if decided else f"{copying.name} does not say whether deletions are copied",
            "Set DeleteMarkerReplication.Status to Enabled or Disabled.",
        )


@rule(
    "recovery.media.keys",
    RECOVERY,
    "objects under a customer key are copied, by a role that may do that and no more",
    "replication rules",
)
def keys(seen: Seen) -> Iterator[Finding]:
    """S3 accepts a rule without the keys or the rights, and then copies nothing."""
    for copying in seen.replications:
        yield Finding(
            at(copying.source, copying.path),
            "; ".join((*_key_faults(seen, copying), *rights_faults(seen.stage, copying))),
            "Set SseKmsEncryptedObjects Enabled and ReplicaKmsKeyID to a key of the replica's "
            "Region; give the role kms:Decrypt on the source's key and kms:Encrypt on the "
            "replica's, s3:GetObjectVersionForReplication and s3:ReplicateObject, no more.",
        )


def _key_faults(seen: Seen, copying: ReplicationRule) -> Iterator[str]:
    if not copying.is_sealed:
        return
    if copying.at("SourceSelectionCriteria", "SseKmsEncryptedObjects", "Status") != "Enabled":
        yield f"{copying.name} leaves out what is under a customer key"
    key = copying.at("Destination", "EncryptionConfiguration", "ReplicaKmsKeyID")
    region = region_of_key(seen.stage, key)
    wanted = copying.destination.stack.region if copying.destination else ""
    if not region or region != wanted:
        yield f"{copying.name} needs a key in {wanted or 'another Region'}, got {region or key}"


@rule(
    "recovery.media.readable",
    RECOVERY,
    "the replica can be read at once",
    "replication rules",
)
def readable(seen: Seen) -> Iterator[Finding]:
    """An archive has to be restored first, which no recovery time has room for."""
    for copying in seen.replications:
        kind = copying.at("Destination", "StorageClass")
        fault = f"{copying.name} puts its copies into {kind}" if kind in COLD else ""
        fix = "Replicate into STANDARD, STANDARD_IA or INTELLIGENT_TIERING."
        yield Finding(at(copying.source, f"{copying.path}.Destination.StorageClass"), fault, fix)


@rule(
    "recovery.media.failures",
    RECOVERY,
    "somebody hears of every object that was not copied in time",
    "replication rules",
)
def failures(seen: Seen) -> Iterator[Finding]:
    """Failed, late, and lost from the metrics: each leads to a place that alarms."""
    for copying in seen.replications:
        yield Finding(
            at(copying.source, "Properties.NotificationConfiguration"),
            "; ".join(_untold(seen, copying)),
            f"Notify a queue of {', '.join(TOLD)}, let s3.amazonaws.com into the queue and its "
            "key, and alarm on the queue's depth.",
        )


def _untold(seen: Seen, copying: ReplicationRule) -> Iterator[str]:
    """Events nobody is told of, and places that do not take or tell what they get."""
    bucket = copying.source
    configuration = bucket.properties.get("NotificationConfiguration")
    told = [
        (str(mapping(one).get("Event")), mapping(one).get(target))
        for kind, target in _WAYS
        for one in items(dig(configuration, f"{kind}Configurations"))
    ]
    for event in TOLD:
        ends = [end for name, end in told if name in (event, "s3:Replication:*")]
        if not ends:
            yield f"nobody is told of {event} of {bucket.logical_id}"
        for end in ends:
            yield from _unheard(seen, copying, str(end))


def _unheard(seen: Seen, copying: ReplicationRule, end: str) -> Iterator[str]:
    place = seen.stage.resource(end)
    if place is None:
        yield f"{copying.name} tells {end}, which is not of these templates"
    elif place.type == QUEUE:
        sender = Publisher(copying.source, "Properties", Service("s3.amazonaws.com"))
        if refused := not_taken(seen.walk, place, sender):
            yield refused
        alarms = [one for one in alarms_on(seen.walk, place, QUEUE_DEPTH) if one.fires_on_one]
        if not any(seen.walk.reached(alarm) for alarm in alarms):
            yield f"nobody hears of a message in queue {place.logical_id}"


@rule(
    "recovery.media.lasting",
    RECOVERY,
    "no media object ends by itself while it is in use",
    "media buckets",
)
def lasting(seen: Seen) -> Iterator[Finding]:
    """A lifecycle rule may end versions before the newest, never the newest one."""
    for bucket in _ends(seen):
        yield Finding(
            at(bucket, "Properties.LifecycleConfiguration.Rules"),
            "; ".join(f"{bucket.logical_id} deletes {said}" for said in _ending(bucket)),
            "Take ExpirationInDays and ExpirationDate away; NoncurrentVersionExpiration may stay.",
        )


def _ending(bucket: Resource) -> Iterator[str]:
    for one in items(dig(dict(bucket.properties), "LifecycleConfiguration", "Rules")):
        said = mapping(one)
        if said.get("Status") != "Enabled":
            continue
        if (days := said.get("ExpirationInDays")) is not None:
            yield f"what is {days} days old ({said.get('Id') or 'a rule without Id'})"
        if (day := said.get("ExpirationDate")) is not None:
            yield f"what is there on {day} ({said.get('Id') or 'a rule without Id'})"


@rule(
    "recovery.media.sealed",
    RECOVERY,
    "media and their copy are encrypted under a customer key of their Region",
    "media buckets",
)
def sealed(seen: Seen) -> Iterator[Finding]:
    """Without one S3 encrypts under its own key, which keeps nobody out who may read the bucket."""
    for bucket in _ends(seen):
        keys = [key_of(seen.stage, one.get("KMSMasterKeyID")) for one in encryptions(bucket)]
        here = any(key and key.stack.region == bucket.stack.region for key in keys)
        fault = "" if here else f"{bucket.logical_id} is under no key of these templates"
        fix = "Set BucketEncryption to aws:kms and KMSMasterKeyID to a key of its Region."
        yield Finding(at(bucket, "Properties.BucketEncryption"), fault, fix)


def _ends(seen: Seen) -> Iterator[Resource]:
    """Both ends of every replication, each once."""
    ends = (end for one in seen.replications for end in (one.source, one.destination))
    yield from dict.fromkeys(end for end in ends if end is not None)


RULES = (deletions, keys, readable, failures, lasting, sealed)
