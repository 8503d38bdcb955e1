"""Import on the embedded AWS: what it refuses, what it leaves alone, what it changes."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError

from local.cloud import EmbeddedAws
from tests.local.change_sets import Importing, Resource, Resources, actions, retained
from tests.local.helpers import REGION, eventually

INSTANCE, GROUP, BUCKET = "AWS::RDS::DBInstance", "AWS::RDS::DBSubnetGroup", "AWS::S3::Bucket"


def instance(name: str, **other: object) -> Resource:
    said = {
        "DBInstanceIdentifier": name,
        "DBInstanceClass": "db.t4g.medium",
        "Engine": "postgres",
        "MasterUsername": "studio",
        "AllocatedStorage": "20",
        "MultiAZ": True,
        "ManageMasterUserPassword": True,
        **other,
    }
    return retained(INSTANCE, **said)


@pytest.fixture
def database(aws: EmbeddedAws) -> Iterator[str]:
    rds, name = aws.client("rds", REGION), f"before-{uuid4().hex[:8]}"
    rds.create_db_instance(
        DBInstanceIdentifier=name,
        DBInstanceClass="db.t4g.micro",
        Engine="postgres",
        MasterUsername="studio",
        MasterUserPassword="not-a-secret",
        AllocatedStorage=20,
    )
    yield name
    rds.delete_db_instance(DBInstanceIdentifier=name, SkipFinalSnapshot=True)


@pytest.fixture
def bucket(aws: EmbeddedAws) -> str:
    name = f"before-{uuid4().hex[:8]}"
    aws.call("s3", REGION, "create_bucket", Bucket=name)
    aws.call("s3", REGION, "put_object", Bucket=name, Key="film", Body=b"frames")
    return name


@pytest.fixture
def importing(aws: EmbeddedAws) -> Importing:
    return Importing(aws)


def test_what_is_there_is_imported_by_name_beside_what_is_made(
    aws: EmbeddedAws, importing: Importing, database: str, bucket: str
) -> None:
    resources = {
        "Database": instance(database),
        "Media": retained(BUCKET, BucketName=bucket),
        "Queue": retained("AWS::SQS::Queue"),
    }
    described = importing.named(resources)
    assert actions(described) == {"Database": "Import", "Media": "Import", "Queue": "Add"}
    assert importing.execute() == "CREATE_COMPLETE"
    assert importing.owned()["Database"] == database
    assert importing.owned()["Media"] == bucket
    assert aws.call("s3", REGION, "get_object", Bucket=bucket, Key="film")["Body"].read()


def test_an_imported_database_becomes_what_the_template_says_and_stays_the_same_one(
    aws: EmbeddedAws, importing: Importing, database: str
) -> None:
    rds = aws.client("rds", REGION)

    def live() -> Mapping[str, Any]:
        return rds.describe_db_instances(DBInstanceIdentifier=database)["DBInstances"][0]

    before = live()
    importing.named({"Database": instance(database)})
    importing.execute()
    assert (before["MultiAZ"], before["DBInstanceClass"]) == (False, "db.t4g.micro")
    assert (live()["MultiAZ"], live()["DBInstanceClass"]) == (True, "db.t4g.medium")
    assert live()["MasterUserSecret"]["SecretStatus"] == "active"
    assert live()["DbiResourceId"] == before["DbiResourceId"]


def test_a_database_that_would_be_replaced_is_not_imported(
    aws: EmbeddedAws, importing: Importing, database: str
) -> None:
    importing.named({"Database": instance(database, MasterUsername="somebody", Port="5555")})
    assert importing.execute() == "ROLLBACK_COMPLETE"
    events = importing.cloudformation.describe_stack_events(StackName=importing.stack)
    reasons = [
        one.get("ResourceStatusReason")
        for one in events["StackEvents"]
        if one.get("ResourceStatus") == "IMPORT_FAILED"
    ]
    assert reasons == [f"{database}: an import cannot change MasterUsername, Port"]
    assert aws.client("rds", REGION).describe_db_instances(DBInstanceIdentifier=database)


def test_a_mapping_imports_a_key_and_leaves_it_as_it_is(
    aws: EmbeddedAws, importing: Importing
) -> None:
    kms = aws.client("kms", REGION)
    key = kms.create_key(Description="from before")["KeyMetadata"]["KeyId"]
    described = importing.mapped(
        {"Key": retained("AWS::KMS::Key", Description="the stack's")}, {"Key": {"KeyId": key}}
    )
    assert actions(described) == {"Key": "Import"}
    assert importing.execute() == "IMPORT_COMPLETE"
    assert importing.owned() == {"Key": key}
    assert kms.describe_key(KeyId=key)["KeyMetadata"].get("Description") == "from before"


@pytest.mark.parametrize(
    ("kind", "identifier", "reason"),
    [
        (INSTANCE, {"DBInstanceIdentifier": "nobody"}, "DBInstance nobody not found."),
        (GROUP, {"DBSubnetGroupName": "nobody"}, "DB subnet group 'nobody' does not exist."),
        (BUCKET, {"BucketName": "nobody"}, "Bucket not found"),
        ("AWS::KMS::Key", {"KeyId": "nobody"}, "Key '"),
    ],
)
def test_what_is_not_there_is_not_imported(
    importing: Importing, kind: str, identifier: Mapping[str, str], reason: str
) -> None:
    described = importing.mapped({"It": retained(kind, **identifier)}, {"It": identifier})
    assert described["Status"] == "FAILED"
    assert described["StatusReason"].startswith(reason)


def test_what_another_stack_has_is_not_imported(
    aws: EmbeddedAws, importing: Importing, bucket: str
) -> None:
    media = retained(BUCKET, BucketName=bucket)
    first = Importing(aws)
    first.named({"Media": media})
    first.execute()
    described = importing.mapped({"Media": media}, {"Media": {"BucketName": bucket}})
    assert described["Status"] == "FAILED"
    assert f"{bucket} already exists in stack " in described["StatusReason"]


@pytest.mark.parametrize(
    ("resources", "identifier", "refusal"),
    [
        (
            {"Media": {"Type": BUCKET, "Properties": {"BucketName": "it"}}},
            {"BucketName": "it"},
            "must have DeletionPolicy",
        ),
        (
            {"Media": retained(BUCKET, BucketName="it")},
            {"Name": "it"},
            "Expected [BucketName]",
        ),
        (
            {
                "Media": retained(BUCKET, BucketName="it"),
                "Queue": retained("AWS::SQS::Queue"),
            },
            {"BucketName": "it"},
            "[Queue] is missing from ResourceToImport list",
        ),
    ],
)
def test_a_request_that_breaks_a_rule_of_import_is_refused(
    importing: Importing,
    resources: Resources,
    identifier: Mapping[str, str],
    refusal: str,
) -> None:
    with pytest.raises(ClientError) as refused:
        importing.mapped(resources, {"Media": identifier})
    assert refusal in str(refused.value)


def test_an_import_changes_nothing_else(importing: Importing, bucket: str) -> None:
    queue = retained("AWS::SQS::Queue")
    importing.named({"Queue": queue})
    importing.execute()
    media = retained(BUCKET, BucketName=bucket)
    changed = retained("AWS::SQS::Queue", DelaySeconds=5)
    with pytest.raises(ClientError, match=r"modified resources \[Queue\]"):
        importing.mapped({"Queue": changed, "Media": media}, {"Media": {"BucketName": bucket}})
    importing.mapped({"Queue": queue, "Media": media}, {"Media": {"BucketName": bucket}})
    assert importing.execute() == "IMPORT_COMPLETE"
    assert set(importing.owned()) == {"Queue", "Media"}


def test_what_is_not_retained_is_not_imported_by_name(importing: Importing, bucket: str) -> None:
    media = retained(BUCKET, BucketName=bucket)
    media["DeletionPolicy"] = "Delete"
    described = importing.named({"Media": media})
    assert described["Status"] == "FAILED"
    assert "must have the DeletionPolicy attribute set to 'Retain'" in described["StatusReason"]


def test_a_bucket_that_is_there_and_not_imported_is_still_a_conflict(
    aws: EmbeddedAws, bucket: str
) -> None:
    cloudformation = aws.client("cloudformation", REGION)
    body = json.dumps({"Resources": {"Media": retained(BUCKET, BucketName=bucket)}})
    name = f"stack-{uuid4().hex[:8]}"
    cloudformation.create_stack(StackName=name, TemplateBody=body)

    def state() -> str:
        return cloudformation.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"]

    eventually(lambda: not state().endswith("_IN_PROGRESS"))
    assert state() == "ROLLBACK_COMPLETE"


def test_a_resource_tells_whose_it_is(importing: Importing, bucket: str) -> None:
    def owners() -> list[str | None]:
        found = importing.cloudformation.describe_stack_resources(PhysicalResourceId=bucket)
        return [one.get("StackName") for one in found["StackResources"]]

    with pytest.raises(ClientError, match="ValidationError"):
        owners()
    importing.named({"Media": retained(BUCKET, BucketName=bucket)})
    importing.execute()
    assert owners() == [importing.stack]


def test_a_template_tells_what_identifies_its_resources(importing: Importing) -> None:
    body = json.dumps({"Resources": {"Database": instance("it"), "Media": retained(BUCKET)}})
    summary = importing.cloudformation.get_template_summary(TemplateBody=body)
    told = {
        one.get("ResourceType"): one.get("ResourceIdentifiers")
        for one in summary.get("ResourceIdentifierSummaries", [])
    }
    assert told == {INSTANCE: ["DBInstanceIdentifier"], BUCKET: ["BucketName"]}
