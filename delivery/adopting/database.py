"""An existing RDS instance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from assurance.assembly import Resource
from delivery.adopting.comparing import Difference, Found, Outcome, compared

if TYPE_CHECKING:
    from mypy_boto3_rds.type_defs import DBInstanceTypeDef

# What replaces an instance when it changes
# (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html).
CREATE_ONLY = ("DBName", "DBSubnetGroupName", "KmsKeyId", "MasterUsername", "StorageEncrypted")
_SAME_NAME = (
    "DBName",
    "MasterUsername",
    "StorageEncrypted",
    "DBInstanceClass",
    "MultiAZ",
    "StorageType",
    "AllocatedStorage",
    "BackupRetentionPeriod",
    "PreferredBackupWindow",
    "PreferredMaintenanceWindow",
    "DeletionProtection",
    "AutoMinorVersionUpgrade",
    "Engine",
)


def compare_database(
    instance: Resource, subnet_group: Resource | None, live: DBInstanceTypeDef
) -> Found:
    """Where the instance is not what the template says.

    `subnet_group` is the one of the template. The stack makes the storage key, so no instance
    from before it can be sealed by that one: RDS changes the key of no instance.
    """
    found = (
        *compared(instance, _by_name(live), CREATE_ONLY),
        *_home(subnet_group, live),
        Difference(
            "KmsKeyId", "the stack's key", live.get("KmsKeyId", "nothing"), Outcome.FOR_GOOD
        ),
    )
    return Found(live.get("DBInstanceIdentifier", ""), found)


def _by_name(live: DBInstanceTypeDef) -> Mapping[str, object]:
    same = {name: live.get(name) for name in _SAME_NAME}
    authenticated = live.get("IAMDatabaseAuthenticationEnabled")
    return {**same, "EnableIAMDatabaseAuthentication": authenticated}


def _home(subnet_group: Resource | None, live: DBInstanceTypeDef) -> Iterator[Difference]:
    there = live.get("DBSubnetGroup", {}).get("DBSubnetGroupName", "")
    if subnet_group is not None:
        live_home = {"DBSubnetGroupName": there or None}
        yield from compared(subnet_group, live_home, CREATE_ONLY)
