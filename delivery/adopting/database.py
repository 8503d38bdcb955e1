"""An existing RDS instance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from assurance.assembly import Resource
from assurance.assembly.values import text
from delivery.adopting.comparing import NOTHING, Difference, Outcome, compared
from delivery.adopting.keys import Key

if TYPE_CHECKING:
    from mypy_boto3_rds.type_defs import DBInstanceTypeDef

# What replaces an instance when it changes
# (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html),
# and with it the key of Performance Insights, which RDS never changes.
_OUTCOMES = {
    "DBName": Outcome.SAID,
    "DBSubnetGroupName": Outcome.SAID,
    "Engine": Outcome.FOR_GOOD,
    "MasterUsername": Outcome.SAID,
    "Port": Outcome.BY_HAND,
}
_SAME_NAME = (
    "DBName",
    "MasterUsername",
    "DBInstanceClass",
    "MultiAZ",
    "StorageType",
    "BackupRetentionPeriod",
    "PreferredBackupWindow",
    "PreferredMaintenanceWindow",
    "DeletionProtection",
    "AutoMinorVersionUpgrade",
    "PubliclyAccessible",
    "Engine",
)


def compare_database(
    instance: Resource, subnet_group: Resource | None, live: DBInstanceTypeDef, key: Key | None
) -> Iterator[Difference]:
    """Where the instance is not what the template says.

    `subnet_group` is the one of the template, `key` the one that seals the instance, if any.
    """
    yield from compared(instance, _by_name(live), _OUTCOMES)
    if subnet_group is not None:
        there = {"DBSubnetGroupName": live.get("DBSubnetGroup", {}).get("DBSubnetGroupName")}
        yield from compared(subnet_group, there, _OUTCOMES)
    yield from _version(instance, live)
    yield from _storage(instance, live)
    yield from _insights(instance, live)
    if not live.get("MasterUserSecret"):
        yield Difference("ManageMasterUserPassword", "true", "false", Outcome.IMPORTED)
    if key is None:
        yield Difference("StorageEncrypted", "true", "false", Outcome.SEALED)
        return
    if why := key.obstacle(instance.stack):
        outcome = Outcome.RELEASED if key.owner else Outcome.SEALED
        yield Difference("KmsKeyId", "a key of the stack's own", why, outcome)


def _by_name(live: DBInstanceTypeDef) -> Mapping[str, object]:
    same = {name: live.get(name) for name in _SAME_NAME}
    authenticated = live.get("IAMDatabaseAuthenticationEnabled")
    port = live.get("Endpoint", {}).get("Port")
    return {**same, "EnableIAMDatabaseAuthentication": authenticated, "Port": port}


def _version(instance: Resource, live: DBInstanceTypeDef) -> Iterator[Difference]:
    wanted = text(instance.properties.get("EngineVersion"))
    there = live.get("EngineVersion", "")
    major, before = _major(wanted), _major(there)
    if before != major:
        outcome = Outcome.BY_HAND if before < major else Outcome.FOR_GOOD
        yield Difference("EngineVersion", wanted, there or NOTHING, outcome)


def _storage(instance: Resource, live: DBInstanceTypeDef) -> Iterator[Difference]:
    """RDS gives storage and never takes it back."""
    name = "AllocatedStorage"
    wanted, there = text(instance.properties.get(name)), live.get(name, 0)
    if wanted.isdigit() and int(wanted) != there:
        outcome = Outcome.SAID if there > int(wanted) else Outcome.IMPORTED
        yield Difference(name, wanted, str(there), outcome)


def _insights(instance: Resource, live: DBInstanceTypeDef) -> Iterator[Difference]:
    """The template's key is the one that seals the instance, unless it says another."""
    name = "PerformanceInsightsKMSKeyId"
    there = live.get("PerformanceInsightsKMSKeyId")
    wanted = text(instance.properties.get(name))
    sealing = wanted == text(instance.properties.get("KmsKeyId"))
    if there and there != (live.get("KmsKeyId") if sealing else wanted):
        template = "the key that seals it" if sealing else wanted
        yield Difference(name, template, there, Outcome.SAID)


def _major(version: str) -> int:
    major = version.partition(".")[0]
    return int(major) if major.isdigit() else 0
