"""A database that exists is not replaced: what it was created with stays as it was."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.assembly.values import text
from assurance.proof.recovery.seen import Seen
from assurance.proof.rule import Finding, at, rule

RECOVERY = "Disaster Recovery"
SNAPSHOT = "DBSnapshotIdentifier"
# Create-only in the resource schema, and those the older prose says replace: Port, PerformanceInsights.
CREATE_ONLY = (
    "BackupTarget",
    "CharacterSetName",
    "CustomIAMInstanceProfile",
    "DBClusterIdentifier",
    "DBInstanceIdentifier",
    "DBName",
    "DBSubnetGroupName",
    "DBSystemId",
    "Engine",
    "KmsKeyId",
    "MasterUsername",
    "NcharCharacterSetName",
    "PerformanceInsightsKMSKeyId",
    "Port",
    "SourceRegion",
    "StorageEncrypted",
    "Timezone",
)


@rule(
    "recovery.database.not_replaced",
    RECOVERY,
    "no deployment replaces a database that exists by an empty one",
    "databases written down",
)
def not_replaced(seen: Seen) -> Iterator[Finding]:
    """Logical ids and create-only properties are those written down when it was created."""
    here = {one.logical_id: one for one in seen.databases}
    fix = (
        "Take the change back; where a database is really to be replaced, move its data first and "
        "write the new one into environments/created/."
    )
    for logical_id, was in seen.created.databases.items() if seen.created else ():
        if logical_id not in here:
            yield from seen.missed(f"database {logical_id}", fix)
            continue
        one = here[logical_id]
        is_now = {
            name: text(one.properties[name]) for name in CREATE_ONLY if name in one.properties
        }
        changed = [name for name in CREATE_ONLY if is_now.get(name) != was.get(name)]
        fault = "; ".join(
            f"{name} of {logical_id} was {was.get(name)}, is {is_now.get(name)}" for name in changed
        )
        yield Finding(at(one), fault, fix)


@rule(
    "recovery.database.restored_from",
    RECOVERY,
    "a restored database keeps saying what it was restored from",
    "databases written down",
)
def restored_from(seen: Seen) -> Iterator[Finding]:
    """Dropping the property makes CloudFormation create an empty database in its place."""
    here = {one.logical_id: one for one in seen.databases}
    for logical_id, was in seen.created.databases.items() if seen.created else ():
        one = here.get(logical_id)
        if one is None:
            continue
        lost = SNAPSHOT in was and not one.properties.get(SNAPSHOT)
        fault = f"{logical_id} was restored from {was.get(SNAPSHOT)} and no longer says so"
        path = f"Properties.{SNAPSHOT}"
        yield Finding(at(one, path), fault if lost else "", f"Put {SNAPSHOT} back, for ever.")


RULES = (not_replaced, restored_from)
