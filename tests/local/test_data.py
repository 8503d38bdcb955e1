"""Databases and buckets on the embedded AWS: what is kept, what is copied, and how it is read back."""

import json
from typing import cast

import pytest

from local.cloud import EmbeddedAws
from local.compare import READERS, Deployed, Verdict, compare_all
from tests.local.data_resources import KEY, SETTINGS
from tests.local.helpers import ACCOUNT, REGION, Stacks, Template

ELSEWHERE = "us-west-2"
KEY_THERE = f"arn:aws:kms:{ELSEWHERE}:{ACCOUNT}:key/there"


def database(**properties: object) -> Template:
    said = {
        "DBInstanceIdentifier": "films",
        "DBInstanceClass": "db.t4g.medium",
        "Engine": "postgres",
        "AllocatedStorage": "20",
        "BackupRetentionPeriod": 35,
        "ManageMasterUserPassword": True,
        "MasterUserSecret": {"KmsKeyId": KEY},
        "EnableCloudwatchLogsExports": ["postgresql", "upgrade"],
        "DatabaseInsightsMode": "standard",
        "EngineLifecycleSupport": "open-source-rds-extended-support-disabled",
        **properties,
    }
    return {
        "Database": {"Type": "AWS::RDS::DBInstance", "DeletionPolicy": "Delete", "Properties": said}
    }


def copied(days: int) -> Template:
    return database(
        AutomaticBackupReplicationRegion=ELSEWHERE,
        AutomaticBackupReplicationKmsKeyId=KEY_THERE,
        AutomaticBackupReplicationRetentionPeriod=days,
    )


def copies(aws: EmbeddedAws, region: str) -> list[dict[str, object]]:
    answer = aws.call("rds", region, "describe_db_instance_automated_backups")
    return answer["DBInstanceAutomatedBackups"]


def test_copies_of_backups_are_seen_in_their_region_follow_an_update_and_go(
    aws: EmbeddedAws, stacks: Stacks
) -> None:
    stack = stacks.create(copied(35))
    (copy,) = copies(aws, ELSEWHERE)
    assert copy["DBInstanceIdentifier"] == "films"
    assert (copy["Region"], copy["Status"]) == (REGION, "replicating")
    assert (copy["KmsKeyId"], copy["BackupRetentionPeriod"]) == (KEY_THERE, 35)
    assert "LatestTime" in str(copy["RestoreWindow"])
    assert copies(aws, REGION) == []

    stacks.update(stack, copied(7))
    assert [one["BackupRetentionPeriod"] for one in copies(aws, ELSEWHERE)] == [7]
    stacks.update(stack, database())
    assert copies(aws, ELSEWHERE) == []
    stacks.delete(stack)


@pytest.mark.parametrize("days", [35, 7])
def test_a_database_is_read_back_as_its_template_says(
    aws: EmbeddedAws, stacks: Stacks, days: int
) -> None:
    template = copied(days)
    stack = stacks.create(template)
    properties = cast("dict[str, object]", template["Database"]["Properties"])
    resource = Deployed(
        REGION,
        stack,
        "AWS::RDS::DBInstance",
        "Database",
        "films",
        properties,
    )
    findings = list(compare_all(aws.client, [resource], READERS))
    assert {finding.verdict for finding in findings} == {Verdict.SAME}
    stacks.delete(stack)


def bucket(name: str, **properties: object) -> dict[str, object]:
    versioned = {"Status": "Enabled"}
    said = {"BucketName": name, "VersioningConfiguration": versioned, **properties}
    return {"Type": "AWS::S3::Bucket", "Properties": said}


def test_a_bucket_is_read_back_as_its_template_says_and_forgets_what_is_taken_away(
    aws: EmbeddedAws, stacks: Stacks
) -> None:
    def findings(stack: str) -> dict[str, Verdict]:
        said: dict[str, object] = {"BucketName": "films-compared", **SETTINGS}
        resource = Deployed(REGION, stack, "AWS::S3::Bucket", "Films", "films-compared", said)
        return {one.property: one.verdict for one in compare_all(aws.client, [resource], READERS)}

    stack = stacks.create({"Films": bucket("films-compared", **SETTINGS)})
    assert set(findings(stack).values()) == {Verdict.SAME}
    stacks.update(stack, {"Films": bucket("films-compared")})
    answer = aws.call("s3", REGION, "get_bucket_logging", Bucket="films-compared")
    assert "LoggingEnabled" not in answer
    stacks.delete(stack)


def test_a_bucket_under_the_key_of_aws_takes_objects(aws: EmbeddedAws, stacks: Stacks) -> None:
    encryption = {
        "ServerSideEncryptionConfiguration": [
            {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}
        ]
    }
    stacks.create({"Plain": bucket("films-plain", BucketEncryption=encryption)})
    aws.call("s3", REGION, "put_object", Bucket="films-plain", Key="a", Body=b"a")
    aws.call("s3", REGION, "delete_object", Bucket="films-plain", Key="a")


def test_an_output_of_another_regions_stack_is_read(aws: EmbeddedAws, stacks: Stacks) -> None:
    parameter = {"Type": "String", "Name": "/far", "Value": "from far away"}
    there = {"Resources": {"Far": {"Type": "AWS::SSM::Parameter", "Properties": parameter}}}
    there["Outputs"] = {"Far": {"Value": "from far away"}}  # pyright: ignore[reportArgumentType]
    aws.client("cloudformation", ELSEWHERE).create_stack(
        StackName="far", TemplateBody=json.dumps(there)
    )
    read = {"Fn::GetStackOutput": {"StackName": "far", "Region": ELSEWHERE, "OutputName": "Far"}}
    near = {"Type": "String", "Name": "/near", "Value": read}
    stack = stacks.create({"Near": {"Type": "AWS::SSM::Parameter", "Properties": near}})
    value = aws.call("ssm", REGION, "get_parameter", Name="/near")["Parameter"]["Value"]
    assert value == "from far away"
    stacks.delete(stack)
