"""An account that had a database and media before: taken over with the real CDK CLI."""

import json
import re
import shlex
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App
from click.testing import CliRunner

from assurance.assembly import Stage, read_assembly
from assurance.proof import prove_stage
from assurance.verdict import Verdict
from delivery import adopt
from environments import Environment, load_environment
from local.cloud import ROOT, EmbeddedAws
from local.compare import physical_ids
from local.demo.account import fill
from local.pagerduty import StandInPagerDuty
from stacks.operations import Operations
from tests.local.helpers import REGION

NAME, GROUP, MEDIA = "ai-film-studio-prod", "platform-main", "ai-film-studio-films"
LOG = f"/aws/rds/instance/{NAME}/postgresql"
FACTS = f"""
adopted:
  database: {{owner: postgres, subnet_group: {GROUP}, first_database: films}}
  media: {MEDIA}
"""
OURS = (
    "DatabaseKey",
    "DatabaseInstance",
    "DatabaseLogPostgresql",
    "HomeSubnets",
    "MediaKey",
    "Media",
)
Done = subprocess.CompletedProcess[str]
LONGEST = 120  # seconds a call of the CLI may take; it takes five


@dataclass(frozen=True)
class Account:
    """An account in which somebody made a database and a bucket by hand, each under a key."""

    aws: EmbeddedAws
    assembly: Path
    mappings: Path
    keys: Mapping[str, str]
    instance: str

    @property
    def stage(self) -> Stage:
        """What is to be deployed."""
        return read_assembly(self.assembly).stages[0]

    def adopt(self) -> tuple[int, str]:
        """What the comparison says; its exit code."""
        asked = ["--environment", "prod", "--assembly", str(self.assembly)]
        asked += ["--mappings", str(self.mappings)]
        environment = {**self.aws.environ(), "COLUMNS": "200"}
        result = CliRunner(env=environment).invoke(adopt.main, asked)
        return result.exit_code, result.output

    def run(self, command: str) -> Done:
        """Run a `cdk` command as it is printed."""
        words = [*shlex.split(command), "--no-notices"]
        if words[1] == "deploy":
            words += ["--require-approval", "never"]
        return subprocess.run(
            words,
            cwd=ROOT,
            env=self.aws.environ(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LONGEST,
            check=False,
        )

    def live(self) -> Mapping[str, Any]:
        """The database as RDS tells of it."""
        rds = self.aws.client("rds", REGION)
        return rds.describe_db_instances(DBInstanceIdentifier=NAME)["DBInstances"][0]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    file = tmp_path_factory.mktemp("environments") / "prod.yaml"
    file.write_text((ROOT / "environments/prod.yaml").read_text() + FACTS)
    return load_environment(file)


@pytest.fixture(scope="module")
def assembly(environment: Environment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("cdk.out")
    flags = json.loads((ROOT / "cdk.json").read_text())["context"]
    app = App(outdir=str(out), context=flags)
    Operations(app, environment)
    app.synth()
    return out


@pytest.fixture(scope="module")
def account(
    environment: Environment, assembly: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Account]:
    build = tmp_path_factory.mktemp("adopt")
    with (
        StandInPagerDuty() as pagerduty,
        EmbeddedAws(account=environment.account, directory=build) as aws,
    ):
        fill(aws, environment, pagerduty.account)
        kms = aws.client("kms", REGION)
        keys = {name: kms.create_key()["KeyMetadata"]["KeyId"] for name in ("database", "media")}
        instance = make_database(aws, keys["database"])
        make_bucket(aws, keys["media"])
        aws.call("logs", REGION, "create_log_group", logGroupName=LOG)
        made = Account(aws, assembly, build / "mappings", keys, instance)
        regions = " ".join(f"aws://{aws.account}/{one}" for one in aws.regions)
        assert made.run(f"cdk bootstrap {regions} --app {assembly}").returncode == 0
        yield made


def make_database(aws: EmbeddedAws, key: str) -> str:
    """As somebody made it by hand; its resource id."""
    rds, ssm = aws.client("rds", REGION), aws.client("ssm", REGION)
    subnets = [
        ssm.get_parameter(Name=f"/platform/prod/network/database-subnet-{zone}")["Parameter"]
        for zone in "ab"
    ]
    rds.create_db_subnet_group(
        DBSubnetGroupName=GROUP,
        DBSubnetGroupDescription="By hand",
        SubnetIds=[one.get("Value", "") for one in subnets],
    )
    made = rds.create_db_instance(
        DBInstanceIdentifier=NAME,
        DBInstanceClass="db.r6g.large",
        Engine="postgres",
        EngineVersion="17.4",
        DBName="films",
        MasterUsername="postgres",
        MasterUserPassword="not-a-secret",
        AllocatedStorage=100,
        StorageType="gp3",
        StorageEncrypted=True,
        KmsKeyId=aws.client("kms", REGION).describe_key(KeyId=key)["KeyMetadata"].get("Arn", ""),
        DBSubnetGroupName=GROUP,
        Port=5433,
    )
    return made["DBInstance"].get("DbiResourceId", "")


def make_bucket(aws: EmbeddedAws, key: str) -> None:
    default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}
    sealed = {"Rules": [{"ApplyServerSideEncryptionByDefault": default}]}
    aws.call("s3", REGION, "create_bucket", Bucket=MEDIA)
    aws.call(
        "s3",
        REGION,
        "put_bucket_encryption",
        Bucket=MEDIA,
        ServerSideEncryptionConfiguration=sealed,
    )
    aws.call("s3", REGION, "put_object", Bucket=MEDIA, Key="films/1", Body=b"frames")


@pytest.fixture(scope="module")
def compared(account: Account) -> tuple[int, str]:
    return account.adopt()


@pytest.fixture(scope="module")
def mistaken(account: Account, compared: tuple[int, str]) -> Done:
    """An import with a mapping that names a key which is not there; the stack is left empty."""
    del compared
    wrong = account.mappings / "wrong.json"
    wrong.write_text(json.dumps({logical_id(account.stage, "DatabaseKey"): {"KeyId": "nobody"}}))
    return account.run(
        f"cdk import 'prod/Data' --app {account.assembly} --resource-mapping {wrong}"
    )


@pytest.fixture(scope="module")
def taken(account: Account, compared: tuple[int, str], mistaken: Done) -> list[Done]:
    """The commands that the comparison printed, run one after the other."""
    del mistaken
    printed = [line for line in compared[1].splitlines() if line.startswith("npx cdk ")]
    return [account.run(command.removeprefix("npx ")) for command in printed]


def logical_id(stage: Stage, path: str) -> str:
    """Of a resource of the stack."""
    (stack,) = (one for one in stage.stacks if one.name == "prod-Data")
    (found,) = (name for name in stack.resources if re.fullmatch(rf"{path}[0-9A-F]{{8}}", name))
    return found


def test_the_stacks_call_what_is_adopted_by_its_own_name(assembly: Path) -> None:
    written = "".join(one.read_text() for one in assembly.rglob("*.template.json"))
    assert MEDIA in written
    assert f"filmops-prod-media-111122223333-{REGION}" not in written


def test_an_adopted_environment_keeps_every_promise_once_its_database_is_written_down(
    assembly: Path, environment: Environment
) -> None:
    (stage,) = read_assembly(assembly).stages
    report = prove_stage(stage, environment)
    broken = [one.id for one in report.promises if one.verdict is Verdict.BROKEN]
    assert broken == ["recovery.database.not_replaced"]


def test_what_is_there_can_be_adopted_and_its_keys_are_mapped(
    account: Account, compared: tuple[int, str]
) -> None:
    code, said = compared
    assert code == 0
    assert re.findall(r"^ (ai-film-studio-\w+) +(.*?) *$", said, re.MULTILINE) == [
        (NAME, "adopt it"),
        (MEDIA, "adopt it"),
    ]
    assert json.loads((account.mappings / "prod-Data.json").read_text()) == {
        logical_id(account.stage, "DatabaseKey"): {"KeyId": account.keys["database"]},
        logical_id(account.stage, "MediaKey"): {"KeyId": account.keys["media"]},
    }


def test_a_wrong_mapping_imports_nothing_and_says_why(mistaken: Done) -> None:
    assert mistaken.returncode == 1
    reason = f"Key 'arn:aws:kms:{REGION}:111122223333:key/nobody' does not exist"
    lines = [one.strip() for one in mistaken.stdout.splitlines()]
    assert any(one.startswith(reason) for one in lines)


def test_the_printed_commands_take_over_the_very_things_that_were_there(
    account: Account, taken: list[Done]
) -> None:
    assert [(one.args[1], one.returncode) for one in taken] == [("import", 0), ("deploy", 0)]
    owned = physical_ids(account.aws.client, REGION, "prod-Data")
    assert {path: owned[logical_id(account.stage, path)] for path in OURS} == {
        "DatabaseKey": account.keys["database"],
        "DatabaseInstance": NAME,
        "DatabaseLogPostgresql": LOG,
        "HomeSubnets": GROUP,
        "MediaKey": account.keys["media"],
        "Media": MEDIA,
    }


@pytest.mark.usefixtures("taken")
def test_the_database_is_the_same_and_as_the_template_wants_it(account: Account) -> None:
    live = account.live()
    assert live["DbiResourceId"] == account.instance
    assert live["MasterUsername"] == "postgres"
    assert live["KmsKeyId"].endswith(account.keys["database"])
    assert (live["MultiAZ"], live["BackupRetentionPeriod"]) == (True, 35)
    assert live["MasterUserSecret"]["SecretStatus"] == "active"


@pytest.mark.usefixtures("taken")
def test_the_objects_are_still_there(account: Account) -> None:
    film = account.aws.call("s3", REGION, "get_object", Bucket=MEDIA, Key="films/1")
    assert film["Body"].read() == b"frames"


@pytest.mark.usefixtures("taken")
def test_a_second_deployment_would_change_nothing(account: Account) -> None:
    diff = account.run(f"cdk diff 'prod/Data' --exclusively --app {account.assembly}").stdout
    assert "There were no differences" in diff


@pytest.mark.usefixtures("taken")
def test_a_second_comparison_tells_what_the_import_left_as_it_was(account: Account) -> None:
    code, said = account.adopt()
    assert code == 0
    assert {"ai-film-studio-prod", "ai-film-studio-films"} <= set(
        re.findall(r"^ (\S+) +adopted already *$", said, re.MULTILINE)
    )
    assert re.findall(r"^ +(\w+) .* drift, ", said, re.MULTILINE) == [
        "VersioningConfiguration",
        "ReplicationConfiguration",
    ]
    assert "cdk import" not in said
