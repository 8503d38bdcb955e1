"""What the database's care may do, where it stands, and what it is told, in sentences."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, cast

import pytest

from environments import load_environment
from filmops.database_care import ROLE
from functions.maintenance.roles_wanted import MAINTENANCE

Template = dict[str, Any]
FUNCTIONS = ("roles", "roles-inside", "care", "archive", "archive-inside")
INSIDE = ("roles-inside", "care", "archive-inside")
OWN = {
    # to write a log and a trace, to bury a call that failed
    *("logs:CreateLogStream", "logs:PutLogEvents", "sqs:SendMessage"),
    *("kms:Decrypt", "kms:GenerateDataKey", "xray:PutTraceSegments", "xray:PutTelemetryRecords"),
}


def listed(value: Any) -> list[Any]:  # noqa: ANN401 (a policy holds one or many)
    return cast(list[Any], value if isinstance(value, list) else [value])


def functions(template: Template) -> dict[str, dict[str, Any]]:
    """By the end of their names."""
    found = of_type(template, "AWS::Lambda::Function")
    begins = "filmops-prod-maintenance-"
    return {
        one["FunctionName"].removeprefix(begins): one
        for one in found
        if one["FunctionName"].removeprefix(begins) in FUNCTIONS
    }


def of_type(template: Template, kind: str) -> list[dict[str, Any]]:
    return [one["Properties"] for one in template["Resources"].values() if one["Type"] == kind]


def allowed(template: Template, function: dict[str, Any]) -> Iterator[dict[str, Any]]:
    role = function["Role"]["Fn::GetAtt"][0]
    for policy in of_type(template, "AWS::IAM::Policy"):
        if {"Ref": role} in policy["Roles"]:
            document = policy["PolicyDocument"]["Statement"]
            yield from (one for one in document if one["Effect"] == "Allow")


@pytest.fixture
def template(templates: Mapping[str, Template]) -> Template:
    return templates["prod-Maintenance"]


@pytest.mark.parametrize(
    ("function", "actions"),
    [
        ("roles", {"secretsmanager:GetSecretValue", "lambda:InvokeFunction"}),
        ("roles-inside", set[str]()),
        ("care", {"rds-db:connect"}),
        (
            "archive",
            {
                *("lambda:InvokeFunction", "s3:GetObject", "s3:PutObject"),
                *("s3:DeleteObject", "s3:ListBucket"),
            },
        ),
        ("archive-inside", {"rds-db:connect"}),
    ],
)
def test_each_function_may_do_its_work_and_nothing_else(
    template: Template, function: str, actions: set[str]
) -> None:
    granted = {
        action
        for one in allowed(template, functions(template)[function])
        for action in listed(one["Action"])
    }
    lambdas_own = {action for action in granted if action.startswith("ec2:")}
    assert granted - OWN - lambdas_own == actions
    assert bool(lambdas_own) == (function in INSIDE)


@pytest.mark.parametrize("function", ["care", "archive-inside"])
def test_the_database_lets_in_one_role_of_one_instance(template: Template, function: str) -> None:
    assert ROLE == MAINTENANCE
    (connects,) = (
        one
        for one in allowed(template, functions(template)[function])
        if one["Action"] == "rds-db:connect"
    )
    begin, instance, end = connects["Resource"]["Fn::Join"][1]
    assert begin == "arn:aws:rds-db:us-east-1:111122223333:dbuser:"
    assert "DbiResourceId" in json.dumps(instance)
    assert end == "/filmops_maintenance"


def test_whoever_stands_inside_reaches_the_database_and_nothing_else(template: Template) -> None:
    (group,) = {
        json.dumps(functions(template)[one]["VpcConfig"]["SecurityGroupIds"]) for one in INSIDE
    }
    (inside,) = of_type(template, "AWS::EC2::SecurityGroup")
    (nothing,) = inside["SecurityGroupEgress"]
    assert nothing["CidrIp"] == "255.255.255.255/32"
    (out,) = of_type(template, "AWS::EC2::SecurityGroupEgress")
    (into,) = of_type(template, "AWS::EC2::SecurityGroupIngress")
    assert json.dumps(out["GroupId"]) in group
    assert out["DestinationSecurityGroupId"] == into["GroupId"]
    assert into["SourceSecurityGroupId"] == out["GroupId"]
    assert (
        {one["FromPort"] for one in (out, into)} == {one["ToPort"] for one in (out, into)} == {5433}
    )


@pytest.mark.parametrize("function", ["roles", "archive"])
def test_whoever_asks_aws_stands_outside(template: Template, function: str) -> None:
    assert "VpcConfig" not in functions(template)[function]


def test_what_is_archived_is_deleted_by_nobody(template: Template) -> None:
    deleting = [
        resource
        for policy in of_type(template, "AWS::IAM::Policy")
        for one in policy["PolicyDocument"]["Statement"]
        if one["Effect"] == "Allow" and "s3:DeleteObject" in listed(one["Action"])
        for resource in listed(one["Resource"])
    ]
    name = "filmops-prod-job-archive-111122223333-us-east-1"
    assert deleting == [f"arn:aws:s3:::{name}/pending/*"]


def test_the_archive_is_sealed_versioned_logged_and_hidden(template: Template) -> None:
    (bucket,) = of_type(template, "AWS::S3::Bucket")
    (rule,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms"
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert all(bucket["PublicAccessBlockConfiguration"].values())
    assert bucket["LoggingConfiguration"]["LogFilePrefix"] == f"{bucket['BucketName']}/"
    rules = {one["Id"]: one for one in bucket["LifecycleConfiguration"]["Rules"]}
    assert rules["Undo"]["NoncurrentVersionExpiration"] == {"NoncurrentDays": 35}
    assert not any("ExpirationInDays" in one for one in rules.values())
    (kept,) = (one for one in template["Resources"].values() if one["Type"] == "AWS::S3::Bucket")
    assert kept["DeletionPolicy"] == kept["UpdateReplacePolicy"] == "Retain"


def test_they_are_told_what_was_promised_and_decided(template: Template) -> None:
    maintenance = load_environment("prod").handbook.maintenance
    told = {
        name: value
        for function in ("care", "archive")
        for name, value in functions(template)[function]["Environment"]["Variables"].items()
    }
    care, old = maintenance.care, maintenance.tasks.archive.older_than
    assert old
    assert told["OLDER_THAN_SECONDS"] == str(90 * 24 * 3600) == str(int(old.total_seconds()))
    assert told["REINDEX_CADENCE"] == maintenance.tasks.reindex.cadence == "monthly"
    assert float(told["REBUILD_ABOVE"]) == float(care.rebuild_above.ratio)
    for name, value in {
        "LOCK": care.lock,
        "PATIENCE": care.patience,
        "VACUUM_UNTIL": care.vacuum_until,
        "REINDEX_UNTIL": care.reindex_until,
        "ARCHIVE_UNTIL": care.archive_until,
    }.items():
        assert float(told[f"{name}_SECONDS"]) == value.total_seconds()


def test_the_work_on_the_database_leaves_time_for_what_follows() -> None:
    maintenance = load_environment("prod").handbook.maintenance
    care = maintenance.care
    ends = maintenance.length - maintenance.after.watch - maintenance.work.closing
    assert care.vacuum_until < care.reindex_until < care.archive_until < ends


def test_no_other_instance_is_kept_from_taking_the_databases_place(template: Template) -> None:
    """Its endpoint and ids are read at each deployment, not exported and thereby held."""
    held = json.dumps(template).split('"Fn::ImportValue": "')[1:]
    assert not [name for one in held if "DatabaseInstance" in (name := one.partition('"')[0])]
