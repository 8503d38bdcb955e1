"""What production's roles can do and cannot, simulated on the templates that are deployed."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from assurance.assembly import read_assembly
from assurance.policy.simulation import ADMINISTRATOR, Simulated
from assurance.proof.access.never import NEVER
from assurance.proof.access.seen import BREAK_GLASS, ON_CALL, Access
from environments import load_environment

HERE, THERE = "us-east-1:111122223333", "us-west-2:111122223333"
ROLES = "arn:aws:iam::111122223333:role"
TO_SSM = {"iam:PassedToService": ("ssm.amazonaws.com",)}
PAGING_KEY = {"kms:ResourceAliases": ("alias/filmops-prod-paging",)}


@pytest.fixture(scope="module")
def access(synthesized: Path) -> Access:
    (prod,) = (one for one in read_assembly(synthesized).stages if one.name == "prod")
    return Access(prod)


def taken(access: Access, ending: str) -> Simulated:
    (role,) = access.named(ending)
    return access.simulated(role)


@pytest.fixture(scope="module")
def on_call(access: Access) -> Simulated:
    return taken(access, ON_CALL)


@pytest.fixture(scope="module")
def break_glass(access: Access) -> Simulated:
    return taken(access, BREAK_GLASS)


@pytest.mark.parametrize(
    ("action", "resource", "given"),
    [
        ("s3:GetObject", "arn:aws:s3:::filmops-prod-drills-111122223333-us-west-2/region/a.json", {}),
        ("kms:Decrypt", f"arn:aws:kms:{THERE}:key/1234", {"kms:ResourceAliases": ("alias/filmops-prod-drills",)}),
        ("states:GetExecutionHistory", f"arn:aws:states:{THERE}:execution:filmops-prod-drill-region:run", {}),
        ("dynamodb:Query", f"arn:aws:dynamodb:{HERE}:table/filmops-prod-incident-updates", {}),
        ("ssm:GetParameter", f"arn:aws:ssm:{HERE}:parameter/platform/prod/api/cluster", {}),
        ("cloudwatch:GetDashboard", "arn:aws:cloudwatch::111122223333:dashboard/filmops-prod-api", {}),
        ("logs:StartQuery", f"arn:aws:logs:{HERE}:log-group:/aws/lambda/filmops-prod-page-test", {}),
        ("logs:StartQuery", f"arn:aws:logs:{THERE}:log-group:/aws/lambda/filmops-prod-page-test", {}),
        ("ssm:StartAutomationExecution", f"arn:aws:ssm:{THERE}:automation-definition/filmops-prod-restore-in-recovery:$DEFAULT", {}),
        ("iam:PassRole", f"{ROLES}/filmops/runbooks/prod-Recovery-Restore-ABC", TO_SSM),
        ("lambda:InvokeFunction", f"arn:aws:lambda:{THERE}:function:filmops-prod-page-test", {}),
        ("sqs:ReceiveMessage", f"arn:aws:sqs:{HERE}:filmops-prod-lost-pages", {}),
        ("kms:Decrypt", f"arn:aws:kms:{THERE}:key/1234", PAGING_KEY),
    ],
)  # fmt: skip
def test_a_shift_can(
    on_call: Simulated, action: str, resource: str, given: dict[str, tuple[str, ...]]
) -> None:
    assert on_call.may(action, resource, given)


@pytest.mark.parametrize(
    ("action", "resource", "given"),
    [
        ("rds-db:connect", f"arn:aws:rds-db:{HERE}:dbuser:db-ANOTHER/filmops_readonly", {}),
        ("rds:DeleteDBInstance", f"arn:aws:rds:{HERE}:db:ai-film-studio-prod", {}),
        ("s3:GetObject", "arn:aws:s3:::filmops-prod-media-111122223333-us-east-1/film", {}),
        ("logs:FilterLogEvents", f"arn:aws:logs:{HERE}:log-group:/aws/lambda/filmops-staging-drill", {}),
        ("ssm:StartAutomationExecution", f"arn:aws:ssm:{HERE}:automation-definition/AWS-RestartEC2Instance:1", {}),
        ("ssm:SendAutomationSignal", f"arn:aws:ssm:{HERE}:automation-execution/1", {}),
        ("iam:PassRole", f"{ROLES}/filmops/runbooks/prod-Data-Restore-ABC", {"iam:PassedToService": ("lambda.amazonaws.com",)}),
        ("iam:PassRole", f"{ROLES}/filmops-prod-break-glass", TO_SSM),
        ("sts:AssumeRole", f"{ROLES}/filmops-prod-break-glass", {}),
        ("sts:AssumeRole", f"{ROLES}/filmops-prod-approver", {}),
        ("lambda:InvokeFunction", f"arn:aws:lambda:{HERE}:function:filmops-prod-drill-record", {}),
        ("kms:Decrypt", f"arn:aws:kms:{HERE}:key/1234", {"kms:ResourceAliases": ("alias/filmops-prod-media",)}),
        ("sqs:PurgeQueue", f"arn:aws:sqs:{HERE}:filmops-prod-lost-pages", {}),
        ("s3:GetObject", "arn:aws:s3:::filmops-prod-job-archive-111122223333-us-east-1/jobs/a", {}),
        ("s3:PutObject", "arn:aws:s3:::filmops-prod-drills-111122223333-us-east-1/region/a.json", {}),
        ("sqs:ReceiveMessage", f"arn:aws:sqs:{HERE}:filmops-prod-uncopied-media", {}),
        ("states:StartExecution", f"arn:aws:states:{HERE}:stateMachine:filmops-prod-drill-point-in-time", {}),
        ("states:StopExecution", f"arn:aws:states:{HERE}:execution:filmops-prod-drill-point-in-time:run", {}),
        ("dynamodb:PutItem", f"arn:aws:dynamodb:{HERE}:table/filmops-prod-incident-updates", {}),
        ("ssm:GetParameter", f"arn:aws:ssm:{HERE}:parameter/platform/prod/database/password", {}),
        ("pi:DescribeDimensionKeys", f"arn:aws:pi:{HERE}:metrics/rds/db-ANOTHER", {}),
    ],
)  # fmt: skip
def test_a_shift_cannot(
    on_call: Simulated, action: str, resource: str, given: dict[str, tuple[str, ...]]
) -> None:
    assert on_call.may_not(action, resource, given)


@pytest.mark.parametrize(
    "action", ["rds:RestoreDBInstanceToPointInTime", "s3:PutObject", "ec2:RunInstances"]
)
def test_an_emergency_can(break_glass: Simulated, action: str) -> None:
    assert break_glass.may(action)


def test_an_emergency_can_change_what_another_bounded_role_may(break_glass: Simulated) -> None:
    bounded = {"iam:PermissionsBoundary": ("arn:aws:iam::111122223333:policy/filmops-boundary",)}
    assert break_glass.may("iam:PutRolePolicy", f"{ROLES}/filmops-prod-on-call", bounded)
    assert break_glass.may_not("iam:PutRolePolicy", f"{ROLES}/filmops-prod-on-call")
    assert break_glass.may_not("iam:PutRolePolicy", f"{ROLES}/filmops-prod-break-glass", bounded)


@pytest.mark.parametrize("action", NEVER)
def test_an_emergency_cannot(break_glass: Simulated, action: str) -> None:
    assert break_glass.may_not(action)


@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("iam:UpdateAccessKey", "arn:aws:iam::111122223333:user/somebody"),
        ("iam:UpdateRole", f"{ROLES}/filmops-prod-break-glass"),
        ("iam:DeleteRolePolicy", f"{ROLES}/filmops-prod-break-glass"),
        ("events:PutRule", f"arn:aws:events:{HERE}:rule/filmops-prod-anything"),
        ("rds:DeleteDBSnapshot", f"arn:aws:rds:{HERE}:snapshot:ai-film-studio-prod-final"),
        ("rds:DeleteDBSnapshot", f"arn:aws:rds:{HERE}:snapshot:filmops-staging-maintenance-a"),
        ("s3:DeleteObjectVersion", "arn:aws:s3:::filmops-prod-media-111122223333-us-east-1/film"),
    ],
)
def test_an_emergency_cannot_by_name(break_glass: Simulated, action: str, resource: str) -> None:
    assert break_glass.may_not(action, resource)


def test_an_emergency_can_delete_the_snapshot_of_a_window_that_failed(
    break_glass: Simulated,
) -> None:
    failed = f"arn:aws:rds:{HERE}:snapshot:filmops-prod-maintenance-before-2026-12-13"
    assert break_glass.may("rds:DeleteDBSnapshot", failed)


@pytest.mark.parametrize("role", ["BreakGlass", "Access"])
def test_what_a_role_of_people_is_given_fits_into_its_policies(
    templates: Mapping[str, Any], role: str
) -> None:
    written = sum(
        len("".join(json.dumps(one["PolicyDocument"]).split()))
        for one in of_type(templates["prod-OnCall"], "AWS::IAM::Policy")
        if f"'{role}" in str(one["Roles"])
    )
    # IAM user guide, quotas: 10,240 characters of inline policies a role, white space not counted
    assert 0 < written < 10_240


@pytest.mark.parametrize(
    "action",
    [
        "iam:AttachGroupPolicy",
        "iam:AttachUserPolicy",
        "iam:CreateAccessKey",
        "iam:PutGroupPolicy",
        "iam:PutUserPolicy",
        "iam:UpdateAccessKey",
    ],
)
def test_the_boundary_keeps_every_role_off_people(access: Access, action: str) -> None:
    """Also the one CloudFormation deploys with, which no policy of these stacks binds."""
    (role,) = access.named(BREAK_GLASS)
    whoever = Simulated(access.simulated(role).role, (ADMINISTRATOR,), access.boundary(role))
    assert whoever.may_not(action)
    assert whoever.may("iam:ListUsers")


def of_type(template: Mapping[str, Any], kind: str) -> list[Mapping[str, Any]]:
    return [one["Properties"] for one in template["Resources"].values() if one["Type"] == kind]


def test_the_reminder_knows_the_cadence_the_handbook_promises(
    templates: Mapping[str, Any],
) -> None:
    handbook = load_environment("prod").handbook
    (function,) = of_type(templates["prod-OnCall"], "AWS::Lambda::Function")
    variables = function["Environment"]["Variables"]
    assert json.loads(variables["LEVELS"]) == {
        level: {
            "topics": [f"arn:aws:sns:{at}:filmops-prod-{level.lower()}" for at in (HERE, THERE)],
            "every": minutes * 60,
        }
        for level, minutes in (("P1", 15), ("P2", 30))
    }
    assert variables["LOOK_SECONDS"] == "300"
    assert handbook.on_call.updates.looked_every < timedelta(minutes=15)


def test_the_reminder_counts_every_event_that_pages_in_either_region(
    templates: Mapping[str, Any],
) -> None:
    (function,) = of_type(templates["prod-OnCall"], "AWS::Lambda::Function")
    told = json.loads(function["Environment"]["Variables"]["EVENTS"])
    for stack, region in (("prod-Paging", "us-east-1"), ("prod-RecoveryPaging", "us-west-2")):
        rules = of_type(templates[stack], "AWS::Events::Rule")
        assert told[region] == {one["Name"]: one["Description"][-2:] for one in rules}
    assert told["us-east-1"]["filmops-prod-BreakGlassUsed"] == "P1"
    assert told["us-east-1"]["filmops-prod-AwsHealth"] == "P2"


def test_shifts_change_and_looks_happen_when_the_handbook_says(
    templates: Mapping[str, Any],
) -> None:
    schedules = of_type(templates["prod-OnCall"], "AWS::Scheduler::Schedule")
    found = {json.loads(one["Target"]["Input"])["step"]: one for one in schedules}
    assert found["look"]["ScheduleExpression"] == "rate(5 minutes)"
    assert found["handover"]["ScheduleExpression"] == "cron(0 9 ? * MON *)"
    assert found["handover"]["ScheduleExpressionTimezone"] == "UTC"


def test_slack_hears_the_updates_and_only_the_primary_region_sends_them(
    templates: Mapping[str, Any],
) -> None:
    (slack,) = of_type(templates["prod-Paging"], "AWS::Chatbot::SlackChannelConfiguration")
    assert sum("filmops-prod-incident-updates" in str(arn) for arn in slack["SnsTopicArns"]) == 1
    topics = of_type(templates["prod-RecoveryPaging"], "AWS::SNS::Topic")
    assert "filmops-prod-incident-updates" not in [one["TopicName"] for one in topics]


def test_what_was_said_is_kept_whatever_happens_to_the_stack(
    templates: Mapping[str, Any],
) -> None:
    tables = [
        one
        for one in templates["prod-OnCall"]["Resources"].values()
        if one["Type"] == "AWS::DynamoDB::Table"
    ]
    (table,) = tables
    assert table["DeletionPolicy"] == "Retain"
    assert table["Properties"]["DeletionProtectionEnabled"] is True
