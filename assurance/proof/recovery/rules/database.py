"""What keeps a database from being lost, read or replaced."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from assurance.assembly import Resource
from assurance.assembly.values import dig
from assurance.assembly.values import text as text_of
from assurance.proof.paging.sealed import key_of
from assurance.proof.recovery.figures import is_false, is_true, whole
from assurance.proof.recovery.keys import region_of_key
from assurance.proof.recovery.seen import CLUSTER, Seen
from assurance.proof.rule import Finding, at, rule
from promises import text

RECOVERY = "Disaster Recovery"
SAFE = ("Snapshot", "Retain")
DAY = timedelta(days=1)
_TLS_SINCE = 15
"""https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/ssl-certificate-rotation-postgresql.html"""


@rule(
    "recovery.database.other_region",
    RECOVERY,
    "backups and logs of a database leave its Region as they are made",
    "databases",
)
def other_region(seen: Seen) -> Iterator[Finding]:
    """Automated backups are replicated into another Region, under a key there, kept as long."""
    for one in seen.databases:
        yield Finding(
            at(one, "Properties.AutomaticBackupReplicationRegion"),
            "; ".join(_stays(seen, one)),
            "Set AutomaticBackupReplicationRegion to the recovery Region, "
            "AutomaticBackupReplicationKmsKeyId to a key there and "
            "AutomaticBackupReplicationRetentionPeriod to the days promised.",
        )
    for cluster in seen.stage.resources(CLUSTER):
        if not str(cluster.properties.get("Engine")).startswith("aurora"):
            fault = (
                f"{cluster.logical_id} is a Multi-AZ cluster, whose backups RDS cannot replicate"
            )
            yield Finding(at(cluster, "Properties.Engine"), fault, "Use a Multi-AZ instance.")


def _stays(seen: Seen, one: Resource) -> Iterator[str]:
    here, there = one.stack.region, one.properties.get("AutomaticBackupReplicationRegion")
    if not isinstance(there, str):
        yield f"the backups of {one.logical_id} stay in {here}"
        return
    if there == here:  # which pairs of Regions RDS offers only describe-source-regions tells
        yield f"the backups of {one.logical_id} are copied to {there}, where it is itself"
    key = one.properties.get("AutomaticBackupReplicationKmsKeyId")
    region = region_of_key(seen.stage, key)
    if region != there:
        yield f"{one.logical_id}'s copies need a key in {there}, got {region or key or 'none'}"
    wanted = seen.handbook.recovery.backups.database.retention
    days = whole(one.properties.get("AutomaticBackupReplicationRetentionPeriod"))
    if days is None or days * DAY < wanted:
        yield f"{one.logical_id}'s copies are kept {days} days, not {text(wanted)}"


@rule(
    "recovery.database.deletion",
    RECOVERY,
    "no deployment and no slip takes a database and its backups away",
    "databases",
)
def deletion(seen: Seen) -> Iterator[Finding]:
    """Protected, its backups outlive it, and CloudFormation leaves it or a snapshot behind."""
    for one in seen.databases:
        faults = [
            f"{name} of {one.logical_id} is {got}"
            for name, got in (
                ("DeletionPolicy", one.deletion_policy),
                ("UpdateReplacePolicy", one.update_replace_policy),
            )
            if got not in SAFE
        ]
        if not is_true(one.properties.get("DeletionProtection")):
            faults.append(f"{one.logical_id} has no DeletionProtection")
        if not is_false(one.properties.get("DeleteAutomatedBackups")):
            faults.append(f"the backups of {one.logical_id} are deleted with it")
        yield Finding(
            at(one),
            "; ".join(faults),
            "Set DeletionProtection true, DeleteAutomatedBackups false, and both DeletionPolicy "
            "and UpdateReplacePolicy to Snapshot or Retain.",
        )


@rule(
    "recovery.database.sealed",
    RECOVERY,
    "a database is encrypted under a customer key and not public",
    "databases",
)
def sealed(seen: Seen) -> Iterator[Finding]:
    """A copy in another Region or account needs a customer key."""
    for one in seen.databases:
        faults: list[str] = []
        key = one.properties.get("KmsKeyId")
        if not is_true(one.properties.get("StorageEncrypted")):
            faults.append(f"the storage of {one.logical_id} is not encrypted")
        elif key_of(seen.stage, key) is None:
            faults.append(f"{one.logical_id} is under {key or 'no key'}, no key of these templates")
        if not is_false(one.properties.get("PubliclyAccessible")):
            faults.append(f"{one.logical_id} may get a public address")
        yield Finding(
            at(one, "Properties.KmsKeyId"),
            "; ".join(faults),
            "Set StorageEncrypted true, KmsKeyId to a key of the template, PubliclyAccessible false.",
        )


@rule(
    "recovery.database.standby",
    RECOVERY,
    "a lost Zone costs no restore, or recovery.rto is weakened",
    "databases",
)
def standby(seen: Seen) -> Iterator[Finding]:
    """A standby takes over in minutes; a restore takes as long as it takes."""
    for one in seen.databases:
        alone = seen.keeps_the_rto and not is_true(one.properties.get("MultiAZ"))
        fault = f"{one.logical_id} has no standby in another Zone" if alone else ""
        yield Finding(at(one, "Properties.MultiAZ"), fault, "Set MultiAZ true.")


@rule(
    "recovery.database.password",
    RECOVERY,
    "no template holds the master password of a database",
    "databases",
)
def password(seen: Seen) -> Iterator[Finding]:
    """RDS makes and rotates it, or it is a reference to a secret."""
    for one in seen.databases:
        written = str(one.properties.get("MasterUserPassword", ""))
        is_kept = written.startswith("{{resolve:secretsmanager:")
        kept = is_true(one.properties.get("ManageMasterUserPassword")) or is_kept
        fault = "" if kept else f"{one.logical_id} has a password that is not in Secrets Manager"
        yield Finding(
            at(one, "Properties.ManageMasterUserPassword"),
            fault,
            "Set ManageMasterUserPassword true and take MasterUserPassword away.",
        )


@rule(
    "recovery.database.tls",
    RECOVERY,
    "a database takes no connection in clear",
    "databases",
)
def tls(seen: Seen) -> Iterator[Finding]:
    """rds.force_ssl, which RDS for PostgreSQL sets by itself from version 15 on."""
    for one in seen.databases:
        group = seen.stage.resource(one.properties.get("DBParameterGroupName"))
        said = dig(dict(group.properties), "Parameters", "rds.force_ssl") if group else None
        if said is None:
            version = whole(str(one.properties.get("EngineVersion", "")).partition(".")[0])
            clear = version is not None and version < _TLS_SINCE
        else:
            clear = text_of(said) != "1"
        fault = f"{one.logical_id} takes connections in clear" if clear else ""
        yield Finding(
            at(group, "Properties.Parameters") if group else at(one),
            fault,
            "Set rds.force_ssl to 1 in its parameter group.",
        )


RULES = (other_region, deletion, sealed, standby, password, tls)
