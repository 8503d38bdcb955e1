"""What is measured and alarmed in each Region, what the boards show, what the runbooks are given."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from environments import load_environment

Template = dict[str, Any]
REGIONS = [("prod-Data", "us-east-1", "primary"), ("prod-Recovery", "us-west-2", "replica")]
both = pytest.mark.parametrize(("stack", "region", "copy"), REGIONS)


def of_type(template: Template, kind: str) -> list[dict[str, Any]]:
    return [one["Properties"] for one in template["Resources"].values() if one["Type"] == kind]


def alarm(template: Template, metric: str) -> dict[str, Any]:
    (found,) = (
        one
        for one in of_type(template, "AWS::CloudWatch::Alarm")
        if one.get("MetricName") == metric
    )
    return found


@both
def test_each_region_alarms_on_its_own_copy_at_45_minutes_and_on_silence(
    templates: Mapping[str, Template], stack: str, region: str, copy: str
) -> None:
    found = alarm(templates[stack], "RecoveryPointAge")
    assert found["AlarmName"] == f"filmops-prod-recovery-point-{region}"
    assert found["Dimensions"] == [{"Name": "Copy", "Value": copy}]
    assert (found["Threshold"], found["Period"], found["EvaluationPeriods"]) == (2700, 300, 1)
    assert found["TreatMissingData"] == "breaching"
    assert {"Key": "severity", "Value": "P2"} in found["Tags"]


@both
def test_each_region_measures_every_five_minutes_and_asks_only_what_it_needs(
    templates: Mapping[str, Template], stack: str, region: str, copy: str
) -> None:
    template = templates[stack]
    (schedule,) = (
        one
        for one in of_type(template, "AWS::Scheduler::Schedule")
        if one["ScheduleExpression"] == "rate(5 minutes)"
    )
    assert schedule["Target"]["RetryPolicy"]["MaximumEventAgeInSeconds"] == 300
    kept = of_type(template, "AWS::Lambda::EventInvokeConfig")
    assert 300 in [one["MaximumEventAgeInSeconds"] for one in kept]
    asked = {
        action
        for policy in of_type(template, "AWS::IAM::Policy")
        if policy["PolicyName"].startswith("RecoveryPoint")
        for statement in policy["PolicyDocument"]["Statement"]
        for action in (
            [statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"]
        )
        if action.startswith("rds:")
    }
    reads = {
        "primary": {"rds:DescribeDBInstances", "rds:DescribeDBSnapshots"},
        "replica": {"rds:DescribeDBInstanceAutomatedBackups"},
    }
    assert asked == reads[copy], region


def test_the_daily_backup_alarms_at_25_hours(templates: Mapping[str, Template]) -> None:
    assert alarm(templates["prod-Data"], "BackupAge")["Threshold"] == 25 * 3600


def test_media_without_a_copy_is_one_page_however_s3_tells_of_it(
    templates: Mapping[str, Template],
) -> None:
    template = templates["prod-Data"]
    told = {one["AlarmName"]: one for one in of_type(template, "AWS::CloudWatch::CompositeAlarm")}
    rule = told["filmops-prod-uncopied-media"]["AlarmRule"]
    for part in ("listed", "late", "failed"):
        assert f'ALARM("filmops-prod-uncopied-media-{part}")' in rule
    late = alarm(template, "ReplicationLatency")
    assert (late["Threshold"], late["Statistic"]) == (900, "Maximum")
    assert late["TreatMissingData"] == "ignore"
    assert {one["Name"] for one in late["Dimensions"]} == {
        "SourceBucket",
        "DestinationBucket",
        "RuleId",
    }


@both
def test_both_boards_show_both_copies(
    templates: Mapping[str, Template], stack: str, region: str, copy: str
) -> None:
    (board,) = of_type(templates[stack], "AWS::CloudWatch::Dashboard")
    suffix = "" if copy == "primary" else f"-{region}"
    assert board["DashboardName"] == f"filmops-prod-recovery{suffix}"
    body = json.dumps(board["DashboardBody"])
    for there in ("us-east-1", "us-west-2"):
        assert there in body
    for metric in ("RecoveryPointAge", "BackupAge", "ReplicationLatency", "NumberOfCopyJobs"):
        assert metric in body
    assert "at most 1 h lost, back within 4 h" in body


def test_no_two_boards_of_an_account_share_a_name(templates: Mapping[str, Template]) -> None:
    names = [
        one["DashboardName"]
        for name, template in templates.items()
        if name.startswith("prod-")
        for one in of_type(template, "AWS::CloudWatch::Dashboard")
    ]
    assert len(set(names)) == len(names)


def test_every_runbook_has_its_section_and_runs_where_it_works(
    templates: Mapping[str, Template],
) -> None:
    runbooks = (Path(__file__).parents[2] / "docs" / "runbooks.md").read_text()
    there = {
        stack: {
            one["Name"].removeprefix("filmops-prod-")
            for one in of_type(templates[stack], "AWS::SSM::Document")
        }
        for stack in ("prod-Data", "prod-Recovery")
    }
    assert there == {
        "prod-Data": {"restore-beside", "redrive-dead-letters", "replicate-failed-media"},
        "prod-Recovery": {"restore-in-recovery", "promote-replica", "fail-back-media"},
    }
    for name in set[str]().union(*there.values()):
        assert f"filmops-$ENV-{name} " in runbooks


def test_a_restore_is_given_the_home_that_waits_and_the_size_of_production(
    templates: Mapping[str, Template],
) -> None:
    (document,) = (
        one
        for one in of_type(templates["prod-Recovery"], "AWS::SSM::Document")
        if one["Name"] == "filmops-prod-restore-in-recovery"
    )
    steps = {one["name"]: one["inputs"] for one in document["Content"]["mainSteps"]}
    size = load_environment("prod").sizes.database
    for name in ("restoreNewest", "restoreMoment"):
        assert steps[name]["DBInstanceClass"] == size.instance
        assert steps[name]["DBSubnetGroupName"]["Ref"].startswith("HomeSubnets")
        assert steps[name]["DBParameterGroupName"]["Ref"].startswith("HomeParameters")
        assert steps[name]["BackupRetentionPeriod"] == 35
    assert "filmops-prod-approver" in json.dumps(steps["approve"]["Approvers"])


def test_an_environment_without_dead_letters_has_no_document_to_redrive_them(
    templates: Mapping[str, Template],
) -> None:
    names = [one["Name"] for one in of_type(templates["dev-Data"], "AWS::SSM::Document")]
    assert "filmops-dev-restore-beside" in names
    assert "filmops-dev-redrive-dead-letters" not in names
