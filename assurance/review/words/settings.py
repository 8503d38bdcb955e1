"""Single properties that a person has to know of: how long what is kept, versions, switches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final

from assurance.assembly import Json
from assurance.assembly.values import text
from assurance.report.wording import one_line
from assurance.review.pair import Pair
from assurance.review.resources.change import Change
from assurance.review.sentence import Sentence, Topic
from assurance.review.words.state import kind
from assurance.review.words.values import apart, finer


@dataclass(frozen=True, slots=True)
class Setting:
    """A property that tells, and its words; the path may have `*` for places in lists."""

    type: str
    path: str
    topic: Topic
    words: str
    unit: str = ""


_KEEPING, _VERSIONS, _CALENDAR = Topic.KEEPING, Topic.VERSIONS, Topic.CALENDAR
_ALARMS, _PEOPLE = Topic.ALARMS, Topic.PEOPLE
_INSTANCE, _BUCKET = "AWS::RDS::DBInstance", "AWS::S3::Bucket"
_FUNCTION, _VAULT = "AWS::Lambda::Function", "AWS::Backup::BackupVault"
_TABLE: Final = "AWS::DynamoDB::Table"
_RULES: Final = "BackupPlan.BackupPlanRule.*."
SETTINGS: Final = (
    Setting(_INSTANCE, "BackupRetentionPeriod", _KEEPING, "backups are kept", "days"),
    Setting(
        _INSTANCE,
        "AutomaticBackupReplicationRetentionPeriod",
        _KEEPING,
        "backups in the other Region are kept",
        "days",
    ),
    Setting(_INSTANCE, "DeleteAutomatedBackups", _KEEPING, "backups deleted with the database"),
    Setting("AWS::Logs::LogGroup", "RetentionInDays", _KEEPING, "lines are kept", "days"),
    Setting("AWS::SQS::Queue", "MessageRetentionPeriod", _KEEPING, "messages are kept", "s"),
    Setting(_BUCKET, "LifecycleConfiguration*", _KEEPING, "lifecycle"),
    Setting(_BUCKET, "VersioningConfiguration*", _KEEPING, "versioning"),
    Setting(_BUCKET, "ReplicationConfiguration*", _KEEPING, "replication"),
    Setting(_BUCKET, "ObjectLockConfiguration*", _KEEPING, "object lock"),
    Setting(_BUCKET, "BucketEncryption*", _KEEPING, "encryption"),
    Setting(_INSTANCE, "StorageEncrypted", _KEEPING, "encryption"),
    Setting(_INSTANCE, "EnableCloudwatchLogsExports*", _KEEPING, "logs kept"),
    Setting(_INSTANCE, "EnableIAMDatabaseAuthentication", _KEEPING, "sign-in by IAM"),
    Setting(_TABLE, "SSESpecification*", _KEEPING, "encryption"),
    Setting(_TABLE, "TimeToLiveSpecification*", _KEEPING, "items end"),
    Setting("AWS::SNS::Topic", "KmsMasterKeyId", _KEEPING, "key"),
    Setting("AWS::SQS::Queue", "KmsMasterKeyId", _KEEPING, "key"),
    Setting("AWS::Logs::LogGroup", "KmsKeyId", _KEEPING, "key"),
    Setting(_VAULT, "EncryptionKeyArn", _KEEPING, "key"),
    Setting("AWS::RDS::DBParameterGroup", "Parameters*", _VERSIONS, "parameter"),
    Setting("AWS::RDS::DBParameterGroup", "Family", _VERSIONS, "family"),
    Setting("AWS::Logs::MetricFilter", "FilterPattern", _ALARMS, "counts lines with"),
    Setting("AWS::Logs::MetricFilter", "LogGroupName", _ALARMS, "counts lines of"),
    Setting("AWS::Logs::MetricFilter", "MetricTransformations*", _ALARMS, "counts as"),
    Setting("AWS::Events::Rule", "EventPattern*", _PEOPLE, "events it takes"),
    Setting("AWS::SSM::Parameter", "Value*", _VERSIONS, "says"),
    Setting("AWS::Backup::BackupPlan", _RULES + "Lifecycle*", _KEEPING, "lifecycle"),
    Setting("AWS::Backup::BackupPlan", _RULES + "CopyActions*", _KEEPING, "copies"),
    Setting(_VAULT, "LockConfiguration*", _KEEPING, "lock"),
    Setting("AWS::KMS::Key", "PendingWindowInDays", _KEEPING, "waits before it is deleted", "days"),
    Setting("AWS::KMS::Key", "EnableKeyRotation", _KEEPING, "rotation"),
    Setting("AWS::KMS::Key", "Enabled", _KEEPING, "enabled"),
    Setting(_INSTANCE, "EngineVersion", _VERSIONS, "engine"),
    Setting(_INSTANCE, "DBInstanceClass", _VERSIONS, "class"),
    Setting(_INSTANCE, "AllocatedStorage", _VERSIONS, "storage", "GiB"),
    Setting(_INSTANCE, "MaxAllocatedStorage", _VERSIONS, "storage grows up to", "GiB"),
    Setting(_INSTANCE, "StorageType", _VERSIONS, "kind of storage"),
    Setting(_INSTANCE, "Iops", _VERSIONS, "reads and writes", "a second"),
    Setting(_INSTANCE, "StorageThroughput", _VERSIONS, "throughput", "MiB/s"),
    Setting(_INSTANCE, "DatabaseInsightsMode", _VERSIONS, "Database Insights"),
    Setting(_INSTANCE, "MultiAZ", _VERSIONS, "standby in another Zone"),
    Setting(_TABLE, "BillingMode", _VERSIONS, "billed by"),
    Setting(_FUNCTION, "Runtime", _VERSIONS, "runtime"),
    Setting(_FUNCTION, "Environment*", _VERSIONS, "variable"),
    Setting(_FUNCTION, "Timeout", _VERSIONS, "timeout", "s"),
    Setting(_FUNCTION, "MemorySize", _VERSIONS, "memory", "MB"),
    Setting(_FUNCTION, "ReservedConcurrentExecutions", _VERSIONS, "runs at once"),
    Setting(_INSTANCE, "PreferredMaintenanceWindow", _CALENDAR, "weekly maintenance"),
    Setting(_INSTANCE, "PreferredBackupWindow", _CALENDAR, "daily backup"),
    Setting("AWS::Scheduler::Schedule", "State", _CALENDAR, "state"),
    Setting("AWS::Events::Rule", "State", _CALENDAR, "state"),
    Setting("AWS::SSM::MaintenanceWindow", "Duration", _CALENDAR, "lasts", "h"),
    Setting("AWS::SSM::MaintenanceWindow", "Enabled", _CALENDAR, "enabled"),
    Setting("AWS::CloudWatch::AlarmMuteRule", "Rule.Schedule.Duration", _CALENDAR, "lasts"),
    Setting("AWS::CloudWatch::AlarmMuteRule", "MuteTargets*", _CALENDAR, "alarms it mutes"),
)


def sentences(pair: Pair) -> Iterator[Sentence]:
    """Every telling property that changes in a resource that is on both sides."""
    for change in pair.changes:
        if change.before is not None and change.after is not None:
            yield from _told(pair, change)


def _told(pair: Pair, change: Change) -> Iterator[Sentence]:
    for path, before, after in finer(change.leaves()):
        for setting in SETTINGS:
            if setting.type == change.type and fnmatchcase(path, setting.path):
                where = f" ({path})" if "*" in setting.path else ""
                values = " -> ".join(apart(*(_shown(one, setting) for one in (before, after))))
                what = f"{kind(change)} {pair.short(change.path)}"
                yield Sentence(setting.topic, f"{what}: {setting.words} {values}{where}")


def _shown(value: Json, setting: Setting) -> str:
    if value is None:
        return "nothing said"
    return one_line(f"{text(value)} {setting.unit}".strip())
