"""What RDS says of a database, completed: settings the emulator drops, and copies of its backups."""

from collections.abc import Iterator
from typing import Any, cast
from xml.sax.saxutils import escape

from local import hooks

NAMESPACE = "http://rds.amazonaws.com/doc/2014-10-31/"
SHOWN = ("DatabaseInsightsMode", "EngineLifecycleSupport", "PerformanceInsightsKMSKeyId")


class Databases:
    """DescribeDBInstances in full, and DescribeDBInstanceAutomatedBackups, which is not there.

    A copy of backups is configuration only: its newest restorable point is the source's, as if
    nothing ever lagged.
    """

    def __init__(self) -> None:
        self._told = hooks.DATABASE_XML.get()

    def install(self) -> None:
        """Have the RDS API answer through this."""
        hooks.DATABASE_XML.put(self._instance)
        hooks.RDS_ACTIONS.get()["DescribeDBInstanceAutomatedBackups"] = self._copies

    def _instance(self, record: hooks.Json) -> str:
        logs = _members("EnabledCloudwatchLogsExports", record.get("EnableCloudwatchLogsExports"))
        told = self._told(record).replace("<EnabledCloudwatchLogsExports/>", logs)
        settings = "".join(_element(name, record[name]) for name in SHOWN if name in record)
        return told + settings + _secret(record) + _replications(record)

    def _copies(self, parameters: object) -> tuple[int, dict[str, str], bytes]:
        del parameters
        found = "".join(_copy(region, record) for region, record in _copied_here())
        inner = f"<DBInstanceAutomatedBackups>{found}</DBInstanceAutomatedBackups>"
        name = "DescribeDBInstanceAutomatedBackups"
        body = f'<{name}Response xmlns="{NAMESPACE}"><{name}Result>{inner}</{name}Result></{name}Response>'
        return 200, {"Content-Type": "application/xml"}, body.encode()


def _copied_here() -> Iterator[tuple[str, hooks.Json]]:
    """The databases of this account whose backups are copied into this Region, each with its own."""
    account, here = hooks.ACCOUNT.get()(), hooks.REGION.get()()
    for (owner, region, _), record in hooks.databases_everywhere():
        if owner == account and record.get("AutomaticBackupReplicationRegion") == here:
            yield region, record


def _copy(region: str, record: hooks.Json) -> str:
    window = _element("EarliestTime", record["InstanceCreateTime"]) + _element(
        "LatestTime", record["LatestRestorableTime"]
    )
    told = {
        "DBInstanceIdentifier": record["DBInstanceIdentifier"],
        "DBInstanceArn": record["DBInstanceArn"],
        "DBInstanceAutomatedBackupsArn": _copy_arn(record),
        "Region": region,
        "Status": "replicating",
        "Encrypted": "true",
        "KmsKeyId": record.get("AutomaticBackupReplicationKmsKeyId", ""),
        "BackupRetentionPeriod": record.get("AutomaticBackupReplicationRetentionPeriod", ""),
    }
    members = "".join(_element(name, value) for name, value in told.items())
    inner = f"{members}<RestoreWindow>{window}</RestoreWindow>"
    return f"<DBInstanceAutomatedBackup>{inner}</DBInstanceAutomatedBackup>"


def _copy_arn(record: hooks.Json) -> str:
    region = record["AutomaticBackupReplicationRegion"]
    copy = record["DbiResourceId"].lower().replace("db-", "ab-")
    return f"arn:aws:rds:{region}:{hooks.ACCOUNT.get()()}:auto-backup:{copy}"


def secret_arn(record: hooks.Json) -> str:
    """Of the secret RDS would have made for the master password, "" where it was not asked to.

    There is none behind the name.
    """
    if str(record.get("ManageMasterUserPassword")).lower() != "true":
        return ""
    _, _, _, region, account, *_ = record["DBInstanceArn"].split(":")
    return f"arn:aws:secretsmanager:{region}:{account}:secret:rds!{record['DbiResourceId'].lower()}"


def _secret(record: hooks.Json) -> str:
    arn = secret_arn(record)
    if not arn:
        return ""
    key = record.get("MasterUserSecret", {}).get("KmsKeyId", "")
    inner = _element("SecretArn", arn) + _element("SecretStatus", "active")
    return f"<MasterUserSecret>{inner}{_element('KmsKeyId', key)}</MasterUserSecret>"


def _replications(record: hooks.Json) -> str:
    if "AutomaticBackupReplicationRegion" not in record:
        return ""
    inner = _element("DBInstanceAutomatedBackupsArn", _copy_arn(record))
    name = "DBInstanceAutomatedBackupsReplication"
    return f"<{name}s><{name}>{inner}</{name}></{name}s>"


def _members(name: str, values: object) -> str:
    found = cast("list[Any]", values) if isinstance(values, list) else []
    return f"<{name}>{''.join(_element('member', value) for value in found)}</{name}>"


def _element(name: str, value: object) -> str:
    return f"<{name}>{escape(str(value))}</{name}>"
