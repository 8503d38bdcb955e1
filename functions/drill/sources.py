"""Where a drill restores from: the backups of the database here, or their copies."""

from typing import TYPE_CHECKING

from .restore import NothingToRestoreError, Source
from .run import Drill

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_rds import RDSClient


def source_of(rds: "RDSClient", drill: Drill, database: str) -> Source:
    """The newest backup of a database; raises NothingToRestoreError."""
    if drill is Drill.REGION:
        return _copy(rds, database)
    (instance,) = rds.describe_db_instances(DBInstanceIdentifier=database)["DBInstances"]
    point = instance.get("LatestRestorableTime")
    if point is None:
        raise NothingToRestoreError(f"{database} has no restorable time")
    return Source({"SourceDBInstanceIdentifier": database}, point)


def _copy(rds: "RDSClient", database: str) -> Source:
    """Of several copies, as an instance that was replaced leaves one behind, the newest."""
    pages = rds.get_paginator("describe_db_instance_automated_backups").paginate(
        DBInstanceIdentifier=database
    )
    found: list[Source] = []
    for page in pages:
        for backup in page["DBInstanceAutomatedBackups"]:
            arn = backup.get("DBInstanceAutomatedBackupsArn")
            point = backup.get("RestoreWindow", {}).get("LatestTime")
            if arn and point:
                found.append(Source({"SourceDBInstanceAutomatedBackupsArn": arn}, point))
    if not found:
        raise NothingToRestoreError(f"no automated backup of {database} is replicated here")
    return max(found, key=lambda source: source.point)
