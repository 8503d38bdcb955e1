"""Rules about the database: each mistake is named by its own rule, and by no other."""

from typing import Any

import pytest

from tests.assurance.lab import ACCOUNT, ELSEWHERE, REGION
from tests.assurance.proof.changes import Change, Proven, added, both, drop, put
from tests.assurance.proof.parts import resource
from tests.assurance.proof.recovery.mistakes import (
    Spoil,
    assert_alone,
    broken_rules,
    in_primary,
    mistake,
    spoiled,
)

OTHER_REGION, DELETION = "recovery.database.other_region", "recovery.database.deletion"
SEALED, WINDOWS = "recovery.database.sealed", "recovery.database.windows"
TLS = "recovery.database.tls"
RETENTION, OBSERVED = "recovery.backups.database.retention", "recovery.database.observed"
COPIES = "AutomaticBackupReplication"
PLAIN = "not-a-secret-but-it-could-be"


def database(value: object, name: str) -> Change:
    return put(value, "Database", name)


def without(name: str) -> Change:
    return drop("Database", name)


def policy(name: str, value: str | None) -> Change:
    def write(resources: dict[str, Any]) -> None:
        resources["Database"].pop(name)
        if value:
            resources["Database"][name] = value

    return write


def parameters(said: dict[str, str]) -> Change:
    """A parameter group of the database."""
    group = resource("AWS::RDS::DBParameterGroup", Family="postgres17", Parameters=said)
    return both(added("Tuned", group), database({"Ref": "Tuned"}, "DBParameterGroupName"))


def unexplained(resources: dict[str, Any]) -> None:
    resources["Database"]["Metadata"] = {"aws:cdk:path": "RDS.13"}


MULTI_AZ_CLUSTER = resource("AWS::RDS::DBCluster", Engine="postgres")
HERE = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1"
THERE = f"arn:aws:kms:{ELSEWHERE}:{ACCOUNT}:key/1"


@pytest.mark.parametrize(
    ("rule", "named", "change"),
    [
        mistake("a week of backups", RETENTION, "7 days", database(7, "BackupRetentionPeriod")),
        mistake("no word on retention", RETENTION, "1 days", without("BackupRetentionPeriod")),
        mistake("copies kept a week", OTHER_REGION, "7", database(7, f"{COPIES}RetentionPeriod")),
        mistake("copies beside it", OTHER_REGION, REGION, database(REGION, f"{COPIES}Region")),
        mistake("no copies", OTHER_REGION, REGION, without(f"{COPIES}Region")),
        mistake("copies without key", OTHER_REGION, "none", without(f"{COPIES}KmsKeyId")),
        mistake("a key here", OTHER_REGION, REGION, database(HERE, f"{COPIES}KmsKeyId")),
        mistake("a Multi-AZ cluster", OTHER_REGION, "Twin", added("Twin", MULTI_AZ_CLUSTER)),
        mistake("no protection", DELETION, "Database", without("DeletionProtection")),
        mistake("backups go too", DELETION, "Database", without("DeleteAutomatedBackups")),
        mistake("deleted with its stack", DELETION, "Delete", policy("DeletionPolicy", "Delete")),
        mistake("replaced", DELETION, "UpdateReplace", policy("UpdateReplacePolicy", None)),
        mistake("AWS's key", SEALED, "alias/aws/rds", database("alias/aws/rds", "KmsKeyId")),
        mistake(
            "no encryption",
            SEALED,
            "the storage of Database is not encrypted",
            database(False, "StorageEncrypted"),
        ),
        mistake("TLS at will", TLS, "in clear", parameters({"rds.force_ssl": "0"})),
        mistake("TLS at will before 15", TLS, "in clear", database("14.9", "EngineVersion")),
        mistake("a public address", SEALED, "public", database(True, "PubliclyAccessible")),
        mistake("one Zone", "recovery.database.standby", "Zone", database(False, "MultiAZ")),
        mistake(
            "a password in the template",
            "recovery.database.password",
            "Secrets Manager",
            both(without("ManageMasterUserPassword"), database(PLAIN, "MasterUserPassword")),
        ),
        mistake(
            "maintenance on Mondays",
            WINDOWS,
            "mon:02:00",
            database("mon:02:00-mon:06:00", "PreferredMaintenanceWindow"),
        ),
        mistake(
            "a backup that meets maintenance",
            WINDOWS,
            "into the maintenance",
            database("01:30-02:00", "PreferredBackupWindow"),
        ),
        mistake(
            "a backup past midnight into maintenance",
            WINDOWS,
            "into the maintenance",
            database("23:00-03:00", "PreferredBackupWindow"),
        ),
        mistake("a backup at any time", WINDOWS, "likes", without("PreferredBackupWindow")),
        mistake(
            "minor versions on any Sunday",
            "maintenance.other_weeks",
            "unannounced",
            database(True, "AutoMinorVersionUpgrade"),
        ),
        mistake(
            "no word on minor versions",
            "recovery.database.minor_versions",
            "may upgrade",
            without("AutoMinorVersionUpgrade"),
        ),
        mistake(
            "no reason for no minor versions",
            "recovery.database.minor_versions",
            "why",
            unexplained,
        ),
        mistake(
            "two owners of one window",
            "recovery.database.one_owner",
            "both set",
            put(True, "Plan", "BackupPlan", "BackupPlanRule", 0, "EnableContinuousBackup"),
        ),
        mistake(
            "a log less",
            OBSERVED,
            "upgrade",
            put(["postgresql"], "Database", "EnableCloudwatchLogsExports"),
        ),
        mistake("no monitoring", OBSERVED, "monitoring", without("MonitoringInterval")),
        mistake("paid support", OBSERVED, "EngineLifecycle", without("EngineLifecycleSupport")),
        mistake("no insights", OBSERVED, "Insights", without("DatabaseInsightsMode")),
    ],
)
def test_a_mistake_is_named_by_its_rule_alone(
    proven: Proven, rule: str, named: str, change: Change
) -> None:
    assert_alone(spoiled(proven, in_primary(change)), rule, named)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(database("35", "BackupRetentionPeriod"), id="a number written as text"),
        pytest.param(database(THERE, f"{COPIES}KmsKeyId"), id="a key by its ARN"),
        pytest.param(policy("DeletionPolicy", "Snapshot"), id="a snapshot left behind"),
        pytest.param(parameters({"rds.force_ssl": "1"}), id="TLS alone"),
        pytest.param(database("17.2", "EngineVersion"), id="TLS alone by default"),
        pytest.param(database("23:30-00:30", "PreferredBackupWindow"), id="past midnight"),
        pytest.param(
            both(
                without("ManageMasterUserPassword"),
                database("{{resolve:secretsmanager:lab/db}}", "MasterUserPassword"),
                added(
                    "Rotation",
                    resource(
                        "AWS::SecretsManager::RotationSchedule",
                        SecretId="lab/db",
                        RotationRules={"AutomaticallyAfterDays": 90},
                    ),
                ),
            ),
            id="a reference to a secret that is rotated",
        ),
        pytest.param(
            both(
                put(True, "Plan", "BackupPlan", "BackupPlanRule", 0, "EnableContinuousBackup"),
                without("PreferredBackupWindow"),
            ),
            id="AWS Backup owns the window alone",
        ),
    ],
)
def test_another_way_to_say_it_is_accepted(proven: Proven, change: Change) -> None:
    proofs = spoiled(proven, in_primary(change))
    assert not [one.id for one in proofs.values() if one.verdict == "broken"]


def test_without_any_backups_both_promises_on_them_break(proven: Proven) -> None:
    spoil: Spoil = in_primary(database(0, "BackupRetentionPeriod"))
    broken = broken_rules(spoiled(proven, spoil))
    assert broken == ["recovery.backups.database.cadence", RETENTION]
