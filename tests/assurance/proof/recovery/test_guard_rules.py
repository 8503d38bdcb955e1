"""Rules about vaults, rights, keys and logs, and about a database that exists."""

from dataclasses import replace
from pathlib import Path

import pytest

from assurance.assembly import read_assembly
from assurance.proof.paging.walk import Walk
from assurance.proof.recovery.rules.created import not_replaced, restored_from
from assurance.proof.recovery.rules.promised import database_retention, media_method
from assurance.proof.recovery.seen import Seen
from environments import handbook_as_written, load_environment
from environments.created import Created, load_created
from tests.assurance.lab import ELSEWHERE, resources, write_stack, write_stage
from tests.assurance.proof.changes import Change, Proven, added, drop, gone, put
from tests.assurance.proof.parts import may, resource, role
from tests.assurance.proof.recovery.data_path import here, there
from tests.assurance.proof.recovery.mistakes import (
    Spoil,
    assert_alone,
    in_primary,
    in_recovery,
    mistake,
    spoiled,
)

LOCKED, FITS = "recovery.third_copy.locked", "recovery.third_copy.fits"
WIDE = "security.wide_rights"
PLAN = ("Plan", "BackupPlan", "BackupPlanRule", 0)
REPLACE = "rds:DeleteDBInstance"
DRILLS = "arn:aws:rds:*:*:db:drill-*"
FENCED = may("cloudwatch:PutMetricData", "*", StringEquals={"cloudwatch:namespace": "Lab"})


@pytest.mark.parametrize(
    ("rule", "named", "change"),
    [
        mistake("no lock", LOCKED, "Vault", in_recovery(drop("Vault", "LockConfiguration"))),
        mistake(
            "too short", FITS, "30 days", in_primary(put(30, *PLAN, "Lifecycle", "DeleteAfterDays"))
        ),
        mistake(
            "too long",
            FITS,
            "400 days",
            in_primary(put(400, *PLAN, "Lifecycle", "DeleteAfterDays")),
        ),
        mistake("for ever", FITS, "for ever", in_primary(drop(*PLAN, "Lifecycle"))),
        mistake(
            "a copy too short for the other vault",
            FITS,
            "7 days",
            in_primary(put(7, *PLAN, "CopyActions", 0, "Lifecycle", "DeleteAfterDays")),
        ),
        mistake(
            "no copy elsewhere",
            "recovery.third_copy.elsewhere",
            "us-east-1",
            in_primary(drop(*PLAN, "CopyActions")),
        ),
        mistake(
            "an export between Regions",
            "recovery.no_exports",
            "Reader",
            in_primary(added("Reader", resource("Custom::CrossRegionExportReader"))),
        ),
        mistake(
            "deletes anything",
            WIDE,
            REPLACE,
            in_primary(added("Wide", role("lambda", may(REPLACE, "*")))),
        ),
        mistake(
            "everything",
            WIDE,
            "may rds:*",
            in_primary(added("Wide", role("lambda", may("rds:*", "*")))),
        ),
        mistake(
            "an unfenced metric",
            WIDE,
            "cloudwatch:PutMetricData",
            in_primary(added("Wide", role("lambda", may("cloudwatch:PutMetricData", "*")))),
        ),
        mistake(
            "everything but",
            WIDE,
            "everything but",
            in_primary(
                added(
                    "Wide",
                    role("lambda", {"Effect": "Allow", "NotAction": "rds:*", "Resource": DRILLS}),
                )
            ),
        ),
        mistake(
            "a key for ever",
            "security.key_rotation",
            "DatabaseKey",
            in_recovery(drop("DatabaseKey", "EnableKeyRotation")),
        ),
        mistake(
            "a log for ever",
            "security.log_retention",
            "Log",
            in_primary(drop("Log", "RetentionInDays")),
        ),
    ],
)
def test_a_mistake_is_named_by_its_rule_alone(
    proven: Proven, rule: str, named: str, change: Spoil
) -> None:
    assert_alone(spoiled(proven, change), rule, named)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            added("Reader", role("lambda", may("rds:DescribeDBInstances", "*"))), id="reads"
        ),
        pytest.param(added("Metrics", role("lambda", FENCED)), id="a fenced metric"),
        pytest.param(added("Lab", role("lambda", may(REPLACE, DRILLS))), id="some"),
        pytest.param(
            added("Sign", resource("AWS::KMS::Key", KeySpec="RSA_2048")), id="cannot rotate"
        ),
    ],
)
def test_what_is_narrow_enough_is_accepted(proven: Proven, change: Change) -> None:
    proofs = spoiled(proven, in_primary(change))
    assert not [one.id for one in proofs.values() if one.verdict == "broken"]


def seen(tmp_path: Path, *changes: Change, created: Created | None) -> Seen:
    primary, recovery = here(), there()
    for change in changes:
        change(primary["Resources"])
    stage = write_stage(tmp_path, "lab")
    write_stack(stage, "paging", primary)
    write_stack(stage, "recovery", recovery, region=ELSEWHERE)
    (read,) = read_assembly(tmp_path).stages
    return Seen(Walk(read, handbook_as_written()), None, created)


WRITTEN = Created(
    databases={
        "Database": {
            "DBInstanceIdentifier": "lab",
            "Engine": "postgres",
            "KmsKeyId": "${paging.DatabaseKey.Arn}",
            "StorageEncrypted": "true",
        }
    }
)
RESTORED = Created(databases={"Database": {"DBSnapshotIdentifier": "before-the-fire"}})


def test_a_database_as_it_was_created_is_accepted(tmp_path: Path) -> None:
    proof = not_replaced.prove(seen(tmp_path, created=WRITTEN))
    assert proof.verdict == "kept"


@pytest.mark.parametrize("name", ["DBInstanceIdentifier", "KmsKeyId", "MasterUsername"])
def test_a_change_that_would_replace_it_is_named(tmp_path: Path, name: str) -> None:
    change = put("another", "Database", name)
    proof = not_replaced.prove(seen(tmp_path, change, created=WRITTEN))
    assert proof.verdict == "broken"
    assert f"{name} of Database was" in proof.because


def test_a_database_under_another_id_is_a_new_and_empty_one(tmp_path: Path) -> None:
    found = replace(
        seen(tmp_path, gone("Database"), created=WRITTEN), environment=load_environment("prod")
    )
    assert "no database Database anywhere" in not_replaced.prove(found).because


@pytest.mark.parametrize(("snapshot", "verdict"), [("before-the-fire", "kept"), ("", "broken")])
def test_what_it_was_restored_from_stays_for_ever(
    tmp_path: Path, snapshot: str, verdict: str
) -> None:
    change = put(snapshot, "Database", "DBSnapshotIdentifier")
    assert restored_from.prove(seen(tmp_path, change, created=RESTORED)).verdict == verdict


def test_nothing_written_down_proves_nothing(tmp_path: Path) -> None:
    found = seen(tmp_path, created=None)
    assert {not_replaced.prove(found).verdict, restored_from.prove(found).verdict} == {"unproven"}


def test_an_environment_that_should_have_them_is_told_what_is_missing(tmp_path: Path) -> None:
    write_stack(write_stage(tmp_path, "lab"), "empty", resources())
    (read,) = read_assembly(tmp_path).stages
    found = Seen(Walk(read, handbook_as_written()), load_environment("prod"), None)
    (database,) = database_retention(found)
    (media,) = media_method(found)
    assert (database.fault, media.fault) == (
        "no database anywhere",
        "no bucket that is replicated anywhere",
    )


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_every_environment_has_written_its_database_down(environment: str) -> None:
    written = load_created(environment)
    assert written
    assert len(written.databases) == 1
