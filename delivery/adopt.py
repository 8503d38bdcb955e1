"""What exists already of an environment, and whether its stacks can take it over.

python -m delivery.adopt --environment prod
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import click
from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console
from rich.table import Table

from assurance.assembly import Resource, Stage, read_assembly
from assurance.assembly.values import text
from delivery.adopting import Found, compare_bucket, compare_database
from delivery.in_one_line import in_one_line
from promises import InputError, InputErrors

if TYPE_CHECKING:
    from mypy_boto3_rds import RDSClient
    from mypy_boto3_s3 import S3Client

INSTANCE, BUCKET = "AWS::RDS::DBInstance", "AWS::S3::Bucket"
MOVED, UNUSABLE = 1, 2
_ABSENT = {"DBInstanceNotFound", "DBInstanceNotFoundFault", "404", "NoSuchBucket"}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--environment", "name", required=True, metavar="NAME", help="What to look for.")
@click.option("--assembly", type=click.Path(path_type=Path), default="cdk.out", show_default=True)
def main(name: str, assembly: Path) -> None:
    """Compare the database and the buckets an environment would make with those that are there.

    Reads only. docs/adopt.md says what to do with the answer.

    Exit codes: 0 what is there can be adopted (or nothing is there), 1 something has to be moved,
    2 unusable input or an account that does not answer.
    """
    try:
        stage = _stage(assembly, name)
        with Console(stderr=True).status("Looking for what is there already"):
            found = tuple(existing(stage))
    except (InputError, InputErrors) as mistakes:
        click.echo(str(mistakes), err=True)
        sys.exit(UNUSABLE)
    except (BotoCoreError, ClientError) as refused:
        click.echo(f"delivery.adopt: wanted to look at the account, got: {refused}", err=True)
        sys.exit(UNUSABLE)
    Console().print(_table(found) if found else f"{name}: nothing is there yet; deploy it")
    if not all(one.adoptable for one in found):
        sys.exit(MOVED)


def existing(stage: Stage) -> Iterator[Found]:
    """What is there of the database and the named buckets. Raises what boto3 raises."""
    for instance in stage.resources(INSTANCE):
        if (found := _database(stage, instance)) is not None:
            yield found
    for bucket in stage.resources(BUCKET):
        if bucket.properties.get("BucketName") and (found := _bucket(bucket)) is not None:
            yield found


def _database(stage: Stage, instance: Resource) -> Found | None:
    rds: RDSClient = boto3.client("rds", region_name=instance.stack.region)  # pyright: ignore[reportUnknownMemberType]
    identifier = text(instance.properties.get("DBInstanceIdentifier"))
    try:
        live = rds.describe_db_instances(DBInstanceIdentifier=identifier)["DBInstances"][0]
    except ClientError as error:
        return _absent(error)
    group = stage.resource(instance.properties.get("DBSubnetGroupName"))
    return compare_database(instance, group, live)


def _bucket(bucket: Resource) -> Found | None:
    s3: S3Client = boto3.client("s3", region_name=bucket.stack.region)  # pyright: ignore[reportUnknownMemberType]
    name = text(bucket.properties.get("BucketName"))
    try:
        s3.head_bucket(Bucket=name)
        versioning = s3.get_bucket_versioning(Bucket=name).get("Status", "")
    except ClientError as error:
        return _absent(error)
    return compare_bucket(name, versioning, _encryption(s3, name))


def _encryption(s3: S3Client, name: str) -> str:
    try:
        said = s3.get_bucket_encryption(Bucket=name)["ServerSideEncryptionConfiguration"]
    except ClientError:
        return ""
    defaults = (rule.get("ApplyServerSideEncryptionByDefault") for rule in said["Rules"])
    return next((one["SSEAlgorithm"] for one in defaults if one), "")


def _absent(error: ClientError) -> None:
    if error.response.get("Error", {}).get("Code") not in _ABSENT:
        raise error


def _stage(assembly: Path, name: str) -> Stage:
    stages = read_assembly(assembly).stages
    for stage in stages:
        if stage.name == name:
            return stage
    wanted = f"one of {', '.join(one.name for one in stages)}"
    raise InputError(assembly, None, "environment", wanted, name)


def _table(found: Sequence[Found]) -> Table:
    table = Table("Resource", "Property", "Template", "Account", "Then", box=None)
    for one in found:
        table.add_row(one.name, "", "", "", "adopt it" if one.adoptable else "move its data")
        for each in one.differences:
            table.add_row("", each.name, each.template, each.found, each.outcome)
    return table


if __name__ == "__main__":
    in_one_line(main, "delivery.adopt")
