"""AWS::RDS::DBInstance: the properties the emulator's handler drops, kept on its record."""

from collections.abc import Mapping
from dataclasses import replace

from local import hooks
from local.databases import secret_arn
from local.handlers.kinds import Completed
from local.resource import Made, Wanted

KEPT = (
    "AutomaticBackupReplicationKmsKeyId",
    "AutomaticBackupReplicationRegion",
    "AutomaticBackupReplicationRetentionPeriod",
    "DatabaseInsightsMode",
    "EnableCloudwatchLogsExports",
    "EngineLifecycleSupport",
    "ManageMasterUserPassword",
    "MasterUserSecret",
    "PerformanceInsightsKMSKeyId",
    "PerformanceInsightsRetentionPeriod",
)


class Database(Completed):
    """Real as configuration; there is no engine behind it, and no backup is ever made.

    `local.databases` shows what is kept here in the answers of the RDS API.
    """

    type = "AWS::RDS::DBInstance"

    def complete(self, made: Made, before: hooks.Json, wanted: Wanted) -> Made:
        """Everything an API of RDS shows and the record would not have."""
        del before
        return replace(made, attributes={**made.attributes, **keep(made.physical_id, wanted)})


def keep(identifier: str, wanted: Wanted) -> Mapping[str, object]:
    """Keep on the record what the emulator drops; the attributes it lacks."""
    record = hooks.DATABASES.get()[identifier]
    for name in KEPT:
        record.pop(name, None)
        if name in wanted.properties:
            record[name] = wanted.properties[name]
    arn = secret_arn(record)
    return {"MasterUserSecret.SecretArn": arn} if arn else {}
