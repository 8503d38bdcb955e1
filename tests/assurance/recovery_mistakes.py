"""Recovery mistakes as people make them: one change in one of production's templates each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Resource = dict[str, Any]
Change = Callable[[dict[str, Resource]], object]
DATABASE, BUCKET, VAULT = "AWS::RDS::DBInstance", "AWS::S3::Bucket", "AWS::Backup::BackupVault"
ALARM, TEST_PLAN = "AWS::CloudWatch::Alarm", "AWS::Backup::RestoreTestingPlan"
PLAN, KEY = "AWS::Backup::BackupPlan", "AWS::KMS::Key"
RULE = ("ReplicationConfiguration", "Rules", 0)
PLANNED = ("BackupPlan", "BackupPlanRule", 0)
CARE, MEDIA = "recovery.database", "recovery.media"
BACKUPS = "recovery.backups"
OWN_KEY = "arn:aws:kms:us-east-1:111122223333:key/one"


def replicated(resource: Resource) -> bool:
    return "ReplicationConfiguration" in resource["Properties"]


def media(resource: Resource) -> bool:
    return "-media-" in str(resource["Properties"].get("BucketName"))


def point_age(resource: Resource) -> bool:
    return resource["Properties"].get("MetricName") == "RecoveryPointAge"


def any_one(_: Resource) -> bool:
    return True


def find(kind: str, which: Callable[[Resource], bool], resources: dict[str, Resource]) -> Resource:
    return next(one for one in resources.values() if one["Type"] == kind and which(one))


def put(
    value: object, kind: str, *path: str | int, which: Callable[[Resource], bool] = any_one
) -> Change:
    def change(resources: dict[str, Resource]) -> None:
        inside: Any = find(kind, which, resources)["Properties"]
        for step in path[:-1]:
            inside = inside[step]
        inside[path[-1]] = value

    return change


def drop(kind: str, *path: str | int, which: Callable[[Resource], bool] = any_one) -> Change:
    def change(resources: dict[str, Resource]) -> None:
        inside: Any = find(kind, which, resources)["Properties"]
        for step in path[:-1]:
            inside = inside[step]
        del inside[path[-1]]

    return change


def policy(value: str, name: str) -> Change:
    def change(resources: dict[str, Resource]) -> None:
        find(DATABASE, any_one, resources)[name] = value

    return change


def both(*changes: Change) -> Change:
    return lambda resources: [change(resources) for change in changes]


def added(logical_id: str, kind: str, **properties: object) -> Change:
    return lambda resources: resources.update(
        {logical_id: {"Type": kind, "Properties": properties}}
    )


def without_event(resources: dict[str, Resource]) -> None:
    told = find(BUCKET, replicated, resources)["Properties"]["NotificationConfiguration"]
    told["QueueConfigurations"].pop()


def without_encrypt(resources: dict[str, Resource]) -> None:
    for resource in resources.values():
        if resource["Type"] == "AWS::IAM::Policy":
            document = resource["Properties"]["PolicyDocument"]
            document["Statement"] = [
                one for one in document["Statement"] if "kms:Encrypt" not in one["Action"]
            ]


@dataclass(frozen=True)
class Mistake:
    """One change in one stack, the statement of the checklist it goes against, and its rule."""

    statement: int
    stack: str
    change: Change
    rule: str


PASSWORD = both(
    drop(DATABASE, "ManageMasterUserPassword"), put("plain-words", DATABASE, "MasterUserPassword")
)
WIDE = {"Effect": "Allow", "Action": "rds:DeleteDBInstance", "Resource": "*"}
WIDE_RIGHTS = added("Wide", "AWS::IAM::ManagedPolicy", PolicyDocument={"Statement": [WIDE]})
REGION = put("us-east-1", DATABASE, "AutomaticBackupReplicationRegion")
NO_PROTECTION = put(False, DATABASE, "DeletionProtection")
ENDING = put(True, DATABASE, "DeleteAutomatedBackups")
OTHER_WINDOW = put("mon:02:00-mon:06:00", DATABASE, "PreferredMaintenanceWindow")
ANOTHER_USER = put("admin", DATABASE, "MasterUsername")
NO_LOGS = drop(DATABASE, "EnableCloudwatchLogsExports")
SOURCE_VERSIONS = put("Suspended", BUCKET, "VersioningConfiguration", "Status", which=replicated)
FAR_VERSIONS = put("Suspended", BUCKET, "VersioningConfiguration", "Status", which=media)
MISTAKES: Mapping[str, Mistake] = {
    "a week of backups": Mistake(
        1, "Data", put(7, DATABASE, "BackupRetentionPeriod"), f"{BACKUPS}.database.retention"
    ),
    "backups of a day, unsaid": Mistake(
        1, "Data", drop(DATABASE, "BackupRetentionPeriod"), f"{BACKUPS}.database.retention"
    ),
    "backups that stay": Mistake(
        2, "Data", drop(DATABASE, "AutomaticBackupReplicationRegion"), f"{CARE}.other_region"
    ),
    "backups copied to where they are": Mistake(2, "Data", REGION, f"{CARE}.other_region"),
    "copies under a key of another Region": Mistake(
        2,
        "Data",
        put(OWN_KEY, DATABASE, "AutomaticBackupReplicationKmsKeyId"),
        f"{CARE}.other_region",
    ),
    "copies of a week": Mistake(
        2,
        "Data",
        put(7, DATABASE, "AutomaticBackupReplicationRetentionPeriod"),
        f"{CARE}.other_region",
    ),
    "no deletion protection": Mistake(3, "Data", NO_PROTECTION, f"{CARE}.deletion"),
    "backups deleted with the database": Mistake(3, "Data", ENDING, f"{CARE}.deletion"),
    "deleted with its stack": Mistake(
        3, "Data", policy("Delete", "DeletionPolicy"), f"{CARE}.deletion"
    ),
    "deleted when replaced": Mistake(
        3, "Data", policy("Delete", "UpdateReplacePolicy"), f"{CARE}.deletion"
    ),
    "a public address": Mistake(
        4, "Data", put(True, DATABASE, "PubliclyAccessible"), f"{CARE}.sealed"
    ),
    "no standby": Mistake(5, "Data", put(False, DATABASE, "MultiAZ"), f"{CARE}.standby"),
    "maintenance on a Monday": Mistake(6, "Data", OTHER_WINDOW, f"{CARE}.windows"),
    "a backup during maintenance": Mistake(
        6, "Data", put("05:30-06:30", DATABASE, "PreferredBackupWindow"), f"{CARE}.windows"
    ),
    "minor versions by surprise": Mistake(
        7, "Data", drop(DATABASE, "AutoMinorVersionUpgrade"), f"{CARE}.minor_versions"
    ),
    "two owners of the backup window": Mistake(
        8, "Data", put(True, PLAN, *PLANNED, "EnableContinuousBackup"), f"{CARE}.one_owner"
    ),
    "another master user": Mistake(9, "Data", ANOTHER_USER, f"{CARE}.not_replaced"),
    "a password in the template": Mistake(11, "Data", PASSWORD, f"{CARE}.password"),
    "no logs": Mistake(12, "Data", NO_LOGS, f"{CARE}.observed"),
    "an original without versions": Mistake(13, "Data", SOURCE_VERSIONS, f"{BACKUPS}.media.method"),
    "a replica without versions": Mistake(13, "Recovery", FAR_VERSIONS, f"{BACKUPS}.media.method"),
    "replication switched off": Mistake(
        14,
        "Data",
        put("Disabled", BUCKET, *RULE, "Status", which=replicated),
        f"{BACKUPS}.media.method",
    ),
    "no agreement on time": Mistake(
        14,
        "Data",
        drop(BUCKET, *RULE, "Destination", "ReplicationTime", which=replicated),
        f"{BACKUPS}.media.cadence",
    ),
    "no metrics": Mistake(
        14,
        "Data",
        drop(BUCKET, *RULE, "Destination", "Metrics", which=replicated),
        f"{BACKUPS}.media.cadence",
    ),
    "a rule without an id": Mistake(
        14, "Data", drop(BUCKET, *RULE, "Id", which=replicated), f"{BACKUPS}.media.cadence"
    ),
    "nobody decided on deletions": Mistake(
        15,
        "Data",
        drop(BUCKET, *RULE, "DeleteMarkerReplication", which=replicated),
        f"{MEDIA}.deletions",
    ),
    "sealed objects left out": Mistake(
        16,
        "Data",
        drop(BUCKET, *RULE, "SourceSelectionCriteria", which=replicated),
        f"{MEDIA}.keys",
    ),
    "a role that may not seal": Mistake(16, "Data", without_encrypt, f"{MEDIA}.keys"),
    "a replica in the archive": Mistake(
        17,
        "Data",
        put("GLACIER", BUCKET, *RULE, "Destination", "StorageClass", which=replicated),
        f"{MEDIA}.readable",
    ),
    "nobody hears of lost sight": Mistake(18, "Data", without_event, f"{MEDIA}.failures"),
    "a copy that may be an hour old": Mistake(
        27, "Recovery", put(3600, ALARM, "Threshold", which=point_age), "recovery.point.alert"
    ),
    "an age that is measured too seldom to be judged": Mistake(
        27, "Data", put(600, ALARM, "Period", which=point_age), "recovery.point.alert"
    ),
    "restore tests that start within a day": Mistake(
        39, "Recovery", put(24, TEST_PLAN, "StartWindowHours"), "recovery.restore_tests.run"
    ),
    "restore tests of snapshots alone": Mistake(
        39,
        "Recovery",
        put(["SNAPSHOT"], TEST_PLAN, "RecoveryPointSelection", "RecoveryPointTypes"),
        "recovery.restore_tests.run",
    ),
    "a vault without a lock": Mistake(
        40, "Recovery", drop(VAULT, "LockConfiguration"), "recovery.third_copy.locked"
    ),
    "points too young for the lock": Mistake(
        40,
        "Data",
        put(7, PLAN, *PLANNED, "Lifecycle", "DeleteAfterDays"),
        "recovery.third_copy.fits",
    ),
    "an export between Regions": Mistake(
        40, "Data", added("Reader", "Custom::CrossRegionExportReader"), "recovery.no_exports"
    ),
    "rights over every database": Mistake(40, "Data", WIDE_RIGHTS, "security.wide_rights"),
    "a key that never rotates": Mistake(
        40, "Recovery", drop(KEY, "EnableKeyRotation"), "security.key_rotation"
    ),
    "a log for ever": Mistake(
        40, "Data", drop("AWS::Logs::LogGroup", "RetentionInDays"), "security.log_retention"
    ),
}
