"""What the drills may do, when they run, and what is told of them, in sentences."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, cast

import pytest

from environments import load_environment

Template = dict[str, Any]
DRILLS = pytest.mark.parametrize(
    ("stack", "kind", "region"),
    [
        ("prod-Recovery", "Region", "us-west-2"),
        ("prod-Data", "PointInTime", "us-east-1"),
    ],
)
HARMS = {"rds:DeleteDBInstance", "rds:ModifyDBInstance"}


def listed(value: Any) -> list[Any]:  # noqa: ANN401 (a policy holds one or many)
    return cast(list[Any], value if isinstance(value, list) else [value])


def allowed(template: Template, path: str) -> Iterator[dict[str, Any]]:
    for name, resource in template["Resources"].items():
        if resource["Type"] == "AWS::IAM::Policy" and name.startswith(path):
            yield from resource["Properties"]["PolicyDocument"]["Statement"]


def of_type(template: Template, kind: str) -> dict[str, dict[str, Any]]:
    return {
        name: one["Properties"]
        for name, one in template["Resources"].items()
        if one["Type"] == kind
    }


@DRILLS
def test_it_deletes_and_changes_only_what_bears_its_name_and_its_tag(
    templates: Mapping[str, Template], stack: str, kind: str, region: str
) -> None:
    grants = [
        one
        for one in allowed(templates[stack], f"Drills{kind}Operator")
        if one["Effect"] == "Allow" and HARMS & set(listed(one["Action"]))
    ]
    (grant,) = grants
    assert grant["Resource"] == f"arn:aws:rds:{region}:111122223333:db:drill-filmops-prod-*"
    assert grant["Condition"] == {
        "StringEquals": {"aws:ResourceTag/filmops-drill": "drill-filmops-prod"}
    }


@DRILLS
def test_production_is_denied_by_name_in_every_region(
    templates: Mapping[str, Template], stack: str, kind: str, region: str
) -> None:
    del region
    (denied,) = (
        one for one in allowed(templates[stack], f"Drills{kind}Operator") if one["Effect"] == "Deny"
    )
    assert set(denied["Action"]) >= HARMS
    assert denied["Resource"] == "arn:aws:rds:*:111122223333:db:ai-film-studio-prod"
    assert "Condition" not in denied


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_nobody_else_in_these_stacks_deletes_a_database(
    templates: Mapping[str, Template], environment: str
) -> None:
    for stack in ("Data", "Recovery"):
        policies = of_type(templates[f"{environment}-{stack}"], "AWS::IAM::Policy")
        able = {
            name
            for name, policy in policies.items()
            for one in policy["PolicyDocument"]["Statement"]
            if one["Effect"] == "Allow" and "rds:DeleteDBInstance" in listed(one["Action"])
        }
        assert len(able) == 1
        assert "Operator" in able.pop()


@DRILLS
def test_only_the_passwords_of_restored_instances_are_read(
    templates: Mapping[str, Template], stack: str, kind: str, region: str
) -> None:
    (read,) = (
        one
        for one in allowed(templates[stack], f"Drills{kind}Validator")
        if "secretsmanager:GetSecretValue" in listed(one["Action"])
    )
    tag = "aws:ResourceTag/aws:rds:primaryDBInstanceArn"
    restored = f"arn:aws:rds:{region}:111122223333:db:drill-filmops-prod-*"
    assert read["Condition"] == {"StringLike": {tag: restored}}


@DRILLS
def test_a_run_ends_with_the_rto(
    templates: Mapping[str, Template], stack: str, kind: str, region: str
) -> None:
    del region
    (machine,) = (
        one
        for name, one in of_type(templates[stack], "AWS::StepFunctions::StateMachine").items()
        if name.startswith(f"Drills{kind}")
    )
    rto = load_environment("prod").handbook.recovery.rto
    assert json.loads(machine["DefinitionString"])["TimeoutSeconds"] == rto.total_seconds()


def crons(templates: Mapping[str, Template]) -> set[str]:
    found: set[str] = set()
    for stack in ("prod-Data", "prod-Recovery"):
        for kind in ("AWS::Scheduler::Schedule", "AWS::Backup::RestoreTestingPlan"):
            for one in of_type(templates[stack], kind).values():
                found.add(one["ScheduleExpression"])
    return {one for one in found if one.startswith("cron")}


def test_no_drill_is_ever_held_in_maintenance_or_beside_another(
    templates: Mapping[str, Template],
) -> None:
    days = [int(one.split()[2]) for one in crons(templates)]
    assert sorted(days) == [1, 3, 15]
    maintained = load_environment("prod").handbook.maintenance.days
    for year in range(2026, 2054):
        for month in range(1, 13):
            windows = {day.of(year, month) for day in maintained}
            held = {date(year, month, day) for day in days}
            assert not windows & {one + timedelta(days=late) for one in held for late in (0, 1)}


def test_every_drill_is_told_of(templates: Mapping[str, Template]) -> None:
    told = {
        one["AlarmName"].removeprefix("filmops-prod-"): one
        for stack in ("prod-Data", "prod-Recovery")
        for one in of_type(templates[stack], "AWS::CloudWatch::Alarm").values()
    }
    thresholds = {name: one["Threshold"] for name, one in told.items() if name[:5] == "drill"}
    assert thresholds == {
        "drill-region-failed": 0,
        "drill-region-missing": 100,
        "drill-region-too-long": 124,
        "drill-point-in-time-failed": 0,
        "drill-point-in-time-missing": 39,
        "drill-point-in-time-too-long": 124,
        "drill-third-copy-failed": 0,
        "drill-third-copy-missing": 39,
    }
    for name, one in told.items():
        if name.endswith("missing"):
            assert one["TreatMissingData"] == "breaching"


def test_the_reader_leads_to_restored_databases_and_nowhere_else(
    templates: Mapping[str, Template],
) -> None:
    for stack in ("prod-Data", "prod-Recovery"):
        groups = of_type(templates[stack], "AWS::EC2::SecurityGroup")
        (reader,) = (one for name, one in groups.items() if "Outside" in name)
        (nothing,) = reader["SecurityGroupEgress"]
        assert nothing["CidrIp"] == "255.255.255.255/32"
        (out,) = of_type(templates[stack], "AWS::EC2::SecurityGroupEgress").values()
        assert "Guard" in json.dumps(out["DestinationSecurityGroupId"])


def test_records_are_sealed_versioned_and_hidden(templates: Mapping[str, Template]) -> None:
    for stack in ("prod-Data", "prod-Recovery"):
        buckets = of_type(templates[stack], "AWS::S3::Bucket").values()
        (records,) = (one for one in buckets if "-drills-" in one.get("BucketName", ""))
        (rule,) = records["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        assert rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms"
        assert records["VersioningConfiguration"] == {"Status": "Enabled"}
        assert all(records["PublicAccessBlockConfiguration"].values())
        assert records["LifecycleConfiguration"]["Rules"]
