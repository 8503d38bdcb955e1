"""What is there already, held against the templates: adopted, prepared, or moved."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from assurance.assembly import Resource, Stage, read_assembly
from delivery import adopt
from delivery.adopting import BUCKET, INSTANCE, Difference, Found, Outcome, write_mappings
from delivery.adopting.comparing import of_another_stack
from delivery.adopting.database import compare_database
from delivery.adopting.keys import Key
from delivery.adopting.media import LiveBucket, compare_bucket

KEY = "arn:aws:kms:us-east-1:111122223333:key/0d9f"
AS_WANTED = {
    "DBInstanceIdentifier": "ai-film-studio-prod",
    "DBName": "aifilmstudio",
    "MasterUsername": "studio",
    "MasterUserSecret": {"SecretArn": "arn"},
    "StorageEncrypted": True,
    "DBInstanceClass": "db.r6g.large",
    "MultiAZ": True,
    "StorageType": "gp3",
    "AllocatedStorage": 100,
    "BackupRetentionPeriod": 35,
    "DeletionProtection": True,
    "AutoMinorVersionUpgrade": False,
    "PubliclyAccessible": False,
    "IAMDatabaseAuthenticationEnabled": True,
    "Engine": "postgres",
    "EngineVersion": "17.4",
    "Endpoint": {"Port": 5433},
    "DBSubnetGroup": {"DBSubnetGroupName": "filmops-prod-database"},
    "KmsKeyId": KEY,
    "PerformanceInsightsKMSKeyId": KEY,
}


@pytest.fixture(scope="module")
def stage(synthesized: Path) -> Stage:
    return next(one for one in read_assembly(synthesized).stages if one.name == "prod")


@pytest.fixture(scope="module")
def instance(stage: Stage) -> Resource:
    (found,) = stage.resources(INSTANCE)
    return found


@pytest.fixture(scope="module")
def bucket(stage: Stage) -> Resource:
    named = (one for one in stage.resources(BUCKET) if one.logical_id.startswith("Media"))
    return next(one for one in named if one.stack.name == "prod-Data")


def outcomes(
    stage: Stage, instance: Resource, key: Key | None, **other: object
) -> dict[str, Outcome]:
    windows = {
        name: instance.properties[name]
        for name in ("PreferredBackupWindow", "PreferredMaintenanceWindow")
    }
    group = stage.resource(instance.properties["DBSubnetGroupName"])
    live = {**AS_WANTED, **windows, **other}
    found = compare_database(instance, group, live, key)  # pyright: ignore[reportArgumentType]
    return {one.name: one.outcome for one in found}


def test_a_database_as_the_template_has_it_under_a_customer_key_is_adopted_as_it_is(
    stage: Stage, instance: Resource
) -> None:
    assert outcomes(stage, instance, Key(KEY)) == {}


@pytest.mark.parametrize(
    ("other", "name", "outcome"),
    [
        ({"DBName": "studio"}, "DBName", Outcome.SAID),
        ({"DBName": None}, "DBName", Outcome.SAID),
        ({"MasterUsername": "postgres"}, "MasterUsername", Outcome.SAID),
        ({"DBSubnetGroup": {"DBSubnetGroupName": "main"}}, "DBSubnetGroupName", Outcome.SAID),
        (
            {"PerformanceInsightsKMSKeyId": f"{KEY}other"},
            "PerformanceInsightsKMSKeyId",
            Outcome.SAID,
        ),
        ({"AllocatedStorage": 500}, "AllocatedStorage", Outcome.SAID),
        ({"AllocatedStorage": 50}, "AllocatedStorage", Outcome.IMPORTED),
        ({"Endpoint": {"Port": 5432}}, "Port", Outcome.BY_HAND),
        ({"EngineVersion": "16.9"}, "EngineVersion", Outcome.BY_HAND),
        ({"EngineVersion": "18.1"}, "EngineVersion", Outcome.FOR_GOOD),
        ({"Engine": "mysql"}, "Engine", Outcome.FOR_GOOD),
        ({"MasterUserSecret": None}, "ManageMasterUserPassword", Outcome.IMPORTED),
        ({"BackupRetentionPeriod": 7}, "BackupRetentionPeriod", Outcome.IMPORTED),
        ({"MultiAZ": False}, "MultiAZ", Outcome.IMPORTED),
        ({"PubliclyAccessible": True}, "PubliclyAccessible", Outcome.IMPORTED),
        (
            {"IAMDatabaseAuthenticationEnabled": False},
            "EnableIAMDatabaseAuthentication",
            Outcome.IMPORTED,
        ),
    ],
)
def test_each_difference_says_what_becomes_of_it(
    stage: Stage, instance: Resource, other: dict[str, object], name: str, outcome: Outcome
) -> None:
    assert outcomes(stage, instance, Key(KEY), **other) == {name: outcome}


def test_a_database_without_insights_has_no_key_of_theirs(stage: Stage, instance: Resource) -> None:
    assert outcomes(stage, instance, Key(KEY), PerformanceInsightsKMSKeyId=None) == {}


@pytest.mark.parametrize(
    ("key", "name", "outcome"),
    [
        (None, "StorageEncrypted", Outcome.SEALED),
        (Key(KEY, manager="AWS"), "KmsKeyId", Outcome.SEALED),
        (Key(KEY, state="PendingDeletion"), "KmsKeyId", Outcome.SEALED),
        (Key(KEY, everywhere=True), "KmsKeyId", Outcome.SEALED),
        (Key(KEY.replace("111122223333", "444455556666")), "KmsKeyId", Outcome.SEALED),
        (Key(KEY.replace("us-east-1", "us-west-2")), "KmsKeyId", Outcome.SEALED),
        (Key(KEY, owner="Platform"), "KmsKeyId", Outcome.RELEASED),
    ],
)
def test_a_database_whose_key_the_stack_cannot_have_is_not_adopted(
    stage: Stage, instance: Resource, key: Key | None, name: str, outcome: Outcome
) -> None:
    assert outcomes(stage, instance, key) == {name: outcome}


def test_a_key_that_the_stack_has_already_is_no_obstacle(stage: Stage, instance: Resource) -> None:
    assert outcomes(stage, instance, Key(KEY, owner="prod-Data")) == {}


@pytest.mark.parametrize(
    ("live", "key", "found"),
    [
        (LiveBucket("Enabled", "aws:kms", replicated=True, policy=False), Key(KEY), {}),
        (
            LiveBucket("", "AES256", replicated=False, policy=True),
            None,
            {
                "VersioningConfiguration": "never on",
                "BucketEncryption": "AES256",
                "ReplicationConfiguration": "nothing",
                "BucketPolicy": "another",
            },
        ),
        (
            LiveBucket("Suspended", "aws:kms", replicated=True, policy=False),
            None,
            {"VersioningConfiguration": "Suspended", "BucketEncryption": "a key AWS manages"},
        ),
        (
            LiveBucket("Enabled", "aws:kms", replicated=True, policy=False),
            Key(KEY, owner="Platform"),
            {"BucketEncryption": "a key of stack Platform"},
        ),
        (
            LiveBucket("Enabled", "", replicated=True, policy=False),
            None,
            {"BucketEncryption": "nothing"},
        ),
    ],
)
def test_a_bucket_tells_where_it_differs(
    bucket: Resource, live: LiveBucket, key: Key | None, found: Mapping[str, str]
) -> None:
    assert {one.name: one.found for one in compare_bucket(bucket, live, key)} == found


def test_only_a_policy_of_its_own_keeps_a_bucket_from_being_adopted(bucket: Resource) -> None:
    for policy in (False, True):
        differences = tuple(
            compare_bucket(bucket, LiveBucket("", "AES256", replicated=True, policy=policy), None)
        )
        assert Found(bucket, "media", differences).adoptable is not policy


def test_what_to_do_is_told_in_three_words(bucket: Resource) -> None:
    def then(outcome: Outcome, owner: str = "") -> str:
        return Found(bucket, "it", (Difference("a", "b", "c", outcome),), owner).then

    assert then(Outcome.REVERTED) == "adopt it"
    assert then(Outcome.SEALED) == "prepare it first"
    assert then(Outcome.FOR_GOOD) == "move its data"
    assert then(Outcome.REVERTED, "prod-Data") == "adopted already"


def test_what_another_stack_has_must_leave_it_first(bucket: Resource) -> None:
    (difference,) = of_another_stack(bucket, "Platform")
    assert (difference.found, difference.outcome) == ("Platform", Outcome.RELEASED)
    assert not of_another_stack(bucket, "prod-Data")
    assert not of_another_stack(bucket, "")


def test_the_mapping_names_each_key_once_and_none_that_is_there(
    stage: Stage, instance: Resource, bucket: Resource, tmp_path: Path
) -> None:
    places = [
        stage.resource(f"${{prod-Data.{name}}}")
        for name in ("DatabaseKey7576F140", "MediaKey78E57B5A")
    ]
    found = [
        Found(instance, "it", key=Key(KEY), key_resource=places[0]),
        Found(bucket, "media", key=Key(KEY), key_resource=places[1]),
        Found(bucket, "drills", key=Key(f"{KEY}1", owner="prod-Data"), key_resource=places[1]),
    ]
    written = write_mappings(found, tmp_path / "adopt")
    assert written == {"prod-Data": tmp_path / "adopt" / "prod-Data.json"}
    said = json.loads(written["prod-Data"].read_text())
    assert said == {"DatabaseKey7576F140": {"KeyId": "0d9f"}}


def test_without_a_key_to_import_nothing_is_written(bucket: Resource, tmp_path: Path) -> None:
    assert write_mappings([Found(bucket, "media")], tmp_path / "adopt") == {}
    assert not (tmp_path / "adopt").exists()


def test_an_environment_that_is_not_there_is_refused(synthesized: Path) -> None:
    asked = ["--environment", "nowhere", "--assembly", str(synthesized)]
    result = CliRunner().invoke(adopt.main, asked)
    assert result.exit_code == 2
    assert "environment: wanted one of dev, " in result.stderr
