"""AWS::RDS::DBInstance: the properties the emulator's handler drops, kept on its record."""

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
        record = hooks.DATABASES.get()[made.physical_id]
        for name in KEPT:
            record.pop(name, None)
            if name in wanted.properties:
                record[name] = wanted.properties[name]
        if arn := secret_arn(record):
            return replace(made, attributes={**made.attributes, "MasterUserSecret.SecretArn": arn})
        return made
