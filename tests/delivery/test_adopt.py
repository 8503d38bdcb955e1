"""What is there already, held against the templates: adopted, or moved."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from assurance.assembly import Resource, Stage, read_assembly
from delivery import adopt
from delivery.adopting import Outcome, compare_bucket, compare_database

ALIKE = {
    "DBInstanceIdentifier": "ai-film-studio-prod",
    "DBName": "aifilmstudio",
    "MasterUsername": "studio",
    "StorageEncrypted": True,
    "DBInstanceClass": "db.r6g.large",
    "MultiAZ": True,
    "StorageType": "gp3",
    "AllocatedStorage": 100,
    "BackupRetentionPeriod": 35,
    "DeletionProtection": True,
    "AutoMinorVersionUpgrade": False,
    "IAMDatabaseAuthenticationEnabled": True,
    "Engine": "postgres",
    "DBSubnetGroup": {"DBSubnetGroupName": "filmops-prod-database"},
    "KmsKeyId": "arn:aws:kms:us-east-1:111122223333:key/old",
}


@pytest.fixture(scope="module")
def stage(synthesized: Path) -> Stage:
    return next(one for one in read_assembly(synthesized).stages if one.name == "prod")


@pytest.fixture(scope="module")
def instance(stage: Stage) -> Resource:
    (found,) = stage.resources(adopt.INSTANCE)
    return found


def compared(stage: Stage, instance: Resource, **other: object) -> dict[str, Outcome]:
    windows = {
        name: instance.properties[name]
        for name in ("PreferredBackupWindow", "PreferredMaintenanceWindow")
    }
    group = stage.resource(instance.properties["DBSubnetGroupName"])
    found = compare_database(instance, group, {**ALIKE, **windows, **other})  # pyright: ignore[reportArgumentType]
    return {one.name: one.outcome for one in found.differences}


def test_a_database_from_before_is_always_sealed_by_another_key(
    stage: Stage, instance: Resource
) -> None:
    assert compared(stage, instance) == {"KmsKeyId": Outcome.FOR_GOOD}


@pytest.mark.parametrize(
    ("other", "name", "outcome"),
    [
        ({"DBName": "studio"}, "DBName", Outcome.FOR_GOOD),
        ({"MasterUsername": None}, "MasterUsername", Outcome.FOR_GOOD),
        ({"StorageEncrypted": False}, "StorageEncrypted", Outcome.FOR_GOOD),
        (
            {"DBSubnetGroup": {"DBSubnetGroupName": "default"}},
            "DBSubnetGroupName",
            Outcome.FOR_GOOD,
        ),
        ({"BackupRetentionPeriod": 7}, "BackupRetentionPeriod", Outcome.REVERTED),
        ({"MultiAZ": False}, "MultiAZ", Outcome.REVERTED),
        (
            {"IAMDatabaseAuthenticationEnabled": False},
            "EnableIAMDatabaseAuthentication",
            Outcome.REVERTED,
        ),
    ],
)
def test_each_difference_says_what_becomes_of_it(
    stage: Stage, instance: Resource, other: dict[str, object], name: str, outcome: Outcome
) -> None:
    assert compared(stage, instance, **other) == {"KmsKeyId": Outcome.FOR_GOOD, name: outcome}


def test_a_bucket_of_the_same_name_is_adopted() -> None:
    found = compare_bucket("media", "", "AES256")
    assert found.adoptable
    assert [(one.name, one.found) for one in found.differences] == [
        ("VersioningConfiguration", "never on"),
        ("BucketEncryption", "AES256"),
    ]
    assert compare_bucket("media", "Enabled", "aws:kms").differences == ()


def test_an_environment_that_is_not_there_is_refused(synthesized: Path) -> None:
    asked = ["--environment", "nowhere", "--assembly", str(synthesized)]
    result = CliRunner().invoke(adopt.main, asked)
    assert result.exit_code == 2
    assert "environment: wanted one of dev, " in result.stderr
