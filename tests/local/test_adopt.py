"""What is there already, as the embedded AWS tells it; test_adopt_import.py takes it over."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from assurance.assembly import Stage, read_assembly
from delivery import adopt
from delivery.adopting import BUCKET, INSTANCE
from local.cloud import EmbeddedAws
from tests.local.helpers import REGION


@pytest.fixture(autouse=True)
def account(aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in aws.environ().items():
        monkeypatch.setenv(name, value)


def stage_of(synthesized: Path) -> Stage:
    return next(one for one in read_assembly(synthesized).stages if one.name == "prod")


def run(synthesized: Path, mappings: Path) -> tuple[int, str]:
    asked = ["--environment", "prod", "--assembly", str(synthesized), "--mappings", str(mappings)]
    result = CliRunner(env={"COLUMNS": "200"}).invoke(adopt.main, asked)
    return result.exit_code, result.stdout


def test_an_empty_account_has_nothing_to_adopt(synthesized: Path, tmp_path: Path) -> None:
    assert run(synthesized, tmp_path) == (0, "prod: nothing is there yet; deploy it\n")


def test_what_cannot_be_adopted_as_it_is_is_told_and_no_mapping_written(
    aws: EmbeddedAws, synthesized: Path, tmp_path: Path
) -> None:
    stage = stage_of(synthesized)
    (instance,) = stage.resources(INSTANCE)
    bucket = next(
        str(one.properties["BucketName"])
        for one in stage.resources(BUCKET)
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
        code, said = run(synthesized, tmp_path)
    finally:
        aws.call("s3", REGION, "delete_bucket", Bucket=bucket)
        rds.delete_db_instance(DBInstanceIdentifier=name, SkipFinalSnapshot=True)
    assert code == 1
    assert not list(tmp_path.iterdir())
    assert "cdk import" not in said
    assert f"{name} " in said
    assert f"{bucket} " in said
    assert "db.t4g.micro" in said
    assert "never on" in said
