"""What is there already, as the embedded AWS tells it. It imports nothing: that stays unseen."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from assurance.assembly import Stage, read_assembly
from delivery import adopt
from local.cloud import EmbeddedAws
from tests.local.helpers import REGION


@pytest.fixture(autouse=True)
def account(aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in aws.environ().items():
        monkeypatch.setenv(name, value)


def stage_of(synthesized: Path) -> Stage:
    return next(one for one in read_assembly(synthesized).stages if one.name == "prod")


def run(synthesized: Path) -> tuple[int, str]:
    asked = ["--environment", "prod", "--assembly", str(synthesized)]
    result = CliRunner(env={"COLUMNS": "200"}).invoke(adopt.main, asked)
    return result.exit_code, result.stdout


def test_an_empty_account_has_nothing_to_adopt(synthesized: Path) -> None:
    assert run(synthesized) == (0, "prod: nothing is there yet; deploy it\n")


def test_what_is_there_is_told_property_by_property(aws: EmbeddedAws, synthesized: Path) -> None:
    stage = stage_of(synthesized)
    (instance,) = stage.resources(adopt.INSTANCE)
    bucket = next(
        str(one.properties["BucketName"])
        for one in stage.resources(adopt.BUCKET)
        if one.stack.region == REGION and "-media-" in str(one.properties.get("BucketName"))
    )
    rds = aws.client("rds", REGION)
    name = str(instance.properties["DBInstanceIdentifier"])
    rds.create_db_instance(
        DBInstanceIdentifier=name,
        DBInstanceClass="db.t4g.micro",
        Engine="postgres",
        MasterUsername="studio",
        MasterUserPassword="not-a-secret",
        AllocatedStorage=20,
    )
    aws.call("s3", REGION, "create_bucket", Bucket=bucket)
    try:
        code, said = run(synthesized)
    finally:
        aws.call("s3", REGION, "delete_bucket", Bucket=bucket)
        rds.delete_db_instance(DBInstanceIdentifier=name, SkipFinalSnapshot=True)
    assert code == 1
    assert f"{name} " in said
    assert f"{bucket} " in said
    assert "db.t4g.micro" in said
    assert "never on" in said
