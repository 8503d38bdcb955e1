"""Roles for people: every rule is kept by the whole, and broken by the one thing it is about."""

from typing import Any

import pytest

from assurance.proof.access.proof import RULES
from assurance.verdict import Verdict
from tests.assurance.lab import ACCOUNT, Template
from tests.assurance.proof.access.access_path import FACTOR, NEVER, allow, trust, whole
from tests.assurance.proof.changes import (
    Change,
    Proven,
    added,
    assert_broken,
    both,
    case,
    drop,
    gone,
    put,
)

IDS = [rule.id for rule in RULES]
MAY = ("Policies", 0, "PolicyDocument", "Statement")


def changed(*changes: Change) -> Template:
    template = whole()
    for one in changes:
        one(template["Resources"])
    return template


def more(*statements: dict[str, Any]) -> Change:
    """The role for a shift with more rights."""

    def change(resources: dict[str, Any]) -> None:
        place = resources["OnCall"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"]
        place.extend(statements)

    return change


def test_the_whole_keeps_every_rule(proven: Proven) -> None:
    proofs = proven(whole())
    assert {name: proofs[name].verdict for name in IDS} == dict.fromkeys(IDS, Verdict.KEPT)


def test_without_such_roles_nothing_is_claimed(proven: Proven) -> None:
    proofs = proven(changed(gone("OnCall"), gone("Glass")))
    assert {proofs[name].verdict for name in IDS} == {Verdict.UNPROVEN}


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case(
            "no dashboards",
            "cloudwatch:GetDashboard",
            put(["s3:ListBucket"], "OnCall", *MAY, 0, "Action"),
        ),
        case("dark logs", "logs:FilterLogEvents on Log", drop("OnCall", *MAY, 1)),
        case(
            "the logs of somebody else",
            "logs:FilterLogEvents on Log",
            put("arn:aws:logs:*:*:log-group:/other/*", "OnCall", *MAY, 1, "Resource"),
        ),
    ],
)
def test_a_shift_sees_dashboards_alarms_and_logs(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "access.looks", named)


def dbuser(on: str, user: str) -> dict[str, str]:
    return {"Fn::Sub": f"arn:aws:rds-db:us-east-1:111122223333:dbuser:{on}/{user}"}


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("no right", "may not sign in", drop("OnCall", *MAY, 2)),
        case(
            "another database",
            "may not sign in",
            put(dbuser("db-ELSE", "filmops_readonly"), "OnCall", *MAY, 2, "Resource"),
        ),
        case(
            "any user",
            "may sign in to more",
            put(dbuser("${Films.DbiResourceId}", "*"), "OnCall", *MAY, 2, "Resource"),
        ),
        case(
            "any database",
            "may sign in to more",
            put(dbuser("*", "filmops_readonly"), "OnCall", *MAY, 2, "Resource"),
        ),
        case(
            "no IAM",
            "lets nobody sign in by IAM",
            put(False, "Films", "EnableIAMDatabaseAuthentication"),
        ),
    ],
)
def test_a_shift_reads_the_database_and_is_nobody_else(
    proven: Proven, named: str, one: Change
) -> None:
    assert_broken(proven(changed(one)), "access.database", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("no start", "may not start lab-restore", drop("OnCall", *MAY, 3)),
        case("no role to hand", "may not hand lab-restore", drop("OnCall", *MAY, 4)),
        case("a role elsewhere", "may not hand lab-restore", put("/other/", "Does", "Path")),
        case("to any service", "more than Systems Manager", drop("OnCall", *MAY, 4, "Condition")),
    ],
)
def test_a_shift_starts_runbooks(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "access.runbooks", named)


@pytest.mark.parametrize(
    "action",
    [
        "rds:DeleteDBInstance",
        "s3:GetObject",
        "ssm:SendAutomationSignal",
        "cloudwatch:SetAlarmState",
        "secretsmanager:GetSecretValue",
    ],
)
def test_a_shift_changes_nothing(proven: Proven, action: str) -> None:
    proofs = proven(changed(more(allow(action, "*"))))
    assert_broken(proofs, "access.changes_nothing", action)


PLACE = "us-east-1:111122223333"


@pytest.mark.parametrize(
    ("kind", "name", "action", "on"),
    [
        ("S3::Bucket", {"BucketName": "lab-media"}, "s3:GetObject", "arn:aws:s3:::lab-media/*"),
        ("S3::Bucket", {"BucketName": "lab-drills-1"}, "s3:PutObject", "arn:aws:s3:::lab-*/*"),
        ("SQS::Queue", {"QueueName": "lab-q"}, "sqs:PurgeQueue", f"arn:aws:sqs:{PLACE}:lab-q"),
        ("SNS::Topic", {"TopicName": "lab-t"}, "sns:Publish", f"arn:aws:sns:{PLACE}:lab-*"),
        (
            "SSM::Parameter",
            {"Name": "/lab/pager"},
            "ssm:PutParameter",
            f"arn:aws:ssm:{PLACE}:parameter/lab/pager",
        ),
        (
            "StepFunctions::StateMachine",
            {"StateMachineName": "lab-drill-region"},
            "states:StartExecution",
            f"arn:aws:states:{PLACE}:stateMachine:lab-*",
        ),
        (
            "StepFunctions::StateMachine",
            {"StateMachineName": "lab-maintenance-window"},
            "states:UpdateStateMachine",
            f"arn:aws:states:{PLACE}:stateMachine:lab-*",
        ),
        (
            "DynamoDB::Table",
            {"TableName": "lab-said"},
            "dynamodb:PutItem",
            f"arn:aws:dynamodb:{PLACE}:table/lab-said",
        ),
    ],
)
def test_a_shift_changes_no_single_thing(
    proven: Proven, kind: str, name: dict[str, str], action: str, on: str
) -> None:
    thing = added("Thing", {"Type": f"AWS::{kind}", "Properties": name})
    proofs = proven(changed(thing, more(allow(action, on))))
    assert_broken(proofs, "access.changes_nothing", f"{action} on Thing")
    assert proven(changed(thing))["access.changes_nothing"].verdict is Verdict.KEPT


@pytest.mark.parametrize(
    ("kind", "name", "action", "on"),
    [
        ("S3::Bucket", {"BucketName": "lab-drills-1"}, "s3:GetObject", "arn:aws:s3:::lab-*/*"),
        (
            "SSM::Parameter",
            {"Name": "/lab/maintenance/hold"},
            "ssm:PutParameter",
            f"arn:aws:ssm:{PLACE}:parameter/lab/maintenance/hold",
        ),
        (
            "StepFunctions::StateMachine",
            {"StateMachineName": "lab-maintenance-window"},
            "states:StartExecution",
            f"arn:aws:states:{PLACE}:stateMachine:lab-maintenance-window",
        ),
    ],
)
def test_a_shift_reads_records_of_drills_and_holds_and_starts_windows(
    proven: Proven, kind: str, name: dict[str, str], action: str, on: str
) -> None:
    thing = added("Thing", {"Type": f"AWS::{kind}", "Properties": name})
    proofs = proven(changed(thing, more(allow(action, on))))
    assert proofs["access.changes_nothing"].verdict is Verdict.KEPT


def test_a_shift_does_not_break_the_glass(proven: Proven) -> None:
    glass = "arn:aws:iam::111122223333:role/lab-break-glass"
    proofs = proven(changed(more(allow("sts:AssumeRole", glass))))
    assert_broken(proofs, "access.changes_nothing", "sts:AssumeRole")


def test_what_is_denied_beside_is_no_right(proven: Proven) -> None:
    denied = {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}
    proofs = proven(changed(more(allow("s3:GetObject", "*"), denied)))
    assert proofs["access.changes_nothing"].verdict is Verdict.KEPT


ASSUMED = ("Glass", "AssumeRolePolicyDocument")


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("no factor", "without a second factor", put(trust(), *ASSUMED)),
        case(
            "a factor if it is there",
            "without a second factor",
            put(trust(BoolIfExists={"aws:MultiFactorAuthPresent": "false"}), *ASSUMED),
        ),
        case("half a day", "lasts 43200 s", put(43200, "Glass", "MaxSessionDuration")),
        case(
            "a factor nobody has",
            "cannot be taken at all",
            put(trust(**{**FACTOR, "Bool": {"aws:MultiFactorAuthPresent": "maybe"}}), *ASSUMED),
        ),
    ],
)
def test_an_administrator_shows_a_second_factor(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "access.second_factor", named)


@pytest.mark.parametrize("action", NEVER)
def test_an_administrator_cannot_do_what_no_emergency_needs(proven: Proven, action: str) -> None:
    left = [one for one in NEVER if one != action]
    denies = put(left, "Boundary", "PolicyDocument", "Statement", 1, "Action")
    assert_broken(proven(changed(denies)), "access.bounded", action)
    assert_broken(proven(changed(drop("Glass", "PermissionsBoundary"))), "access.bounded", action)


def test_a_denial_of_all_but_something_is_seen_through(proven: Proven) -> None:
    template = whole()
    denial = template["Resources"]["Boundary"]["Properties"]["PolicyDocument"]["Statement"][1]
    del denial["Resource"]
    denial["NotResource"] = "arn:aws:kms:*"
    assert_broken(proven(template), "access.bounded", "kms:ScheduleKeyDeletion")
    denial["NotResource"] = f"arn:aws:rds:us-east-1:{ACCOUNT}:snapshot:lab-maintenance-*"
    assert proven(template)["access.bounded"].verdict is Verdict.KEPT


TAKES_OFF = ["iam:DeleteRolePolicy", "iam:DetachRolePolicy"]


def denied_by_itself(*kept: str) -> Change:
    """No boundary; a policy of the role denies the same, and `kept` of the role itself."""
    itself = f"arn:aws:iam::{ACCOUNT}:role/lab-break-glass"
    statements = [
        {"Effect": "Deny", "Action": NEVER, "Resource": "*"},
        {"Effect": "Deny", "Action": list(kept), "Resource": itself},
    ]
    policy = {"PolicyName": "never", "PolicyDocument": {"Statement": statements}}
    return both(drop("Glass", "PermissionsBoundary"), put([policy], "Glass", "Policies"))


def test_an_administrator_may_be_bound_by_a_policy_that_he_cannot_take_off(proven: Proven) -> None:
    proof = proven(changed(denied_by_itself(*TAKES_OFF)))["access.bounded"]
    assert proof.verdict is Verdict.KEPT


@pytest.mark.parametrize("action", TAKES_OFF)
def test_a_policy_that_he_can_take_off_binds_nobody(proven: Proven, action: str) -> None:
    left = denied_by_itself(*(one for one in TAKES_OFF if one != action))
    assert_broken(proven(changed(left)), "access.bounded", f"{action} of itself")


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("an ordinary rule", "nobody hears", put("ENABLED", "Heard", "State")),
        case(
            "another role",
            "nobody hears",
            put(
                [{"suffix": ":role/lab-other"}],
                *("Heard", "EventPattern", "detail", "requestParameters", "roleArn"),
            ),
        ),
        case(
            "another call",
            "nobody hears",
            put(["GetSessionToken"], "Heard", "EventPattern", "detail", "eventName"),
        ),
        case(
            "one more administrator",
            "Second is taken",
            lambda resources: resources.update(
                Second={
                    **resources["Glass"],
                    "Properties": {**resources["Glass"]["Properties"], "RoleName": "lab-second"},
                }
            ),
        ),
    ],
)
def test_taking_the_role_is_heard(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "access.heard", named)


def test_it_is_heard_in_every_region_it_can_be_taken_in(proven: Proven) -> None:
    alone: Template = {"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}
    assert_broken(proven(whole(), alone), "access.heard", "nobody hears that Glass is taken")


def test_a_boundary_is_no_wide_right_and_the_same_policy_attached_is_one(proven: Proven) -> None:
    assert proven(whole())["security.wide_rights"].verdict is Verdict.KEPT
    attached = both(put([{"Ref": "Boundary"}], "Does", "ManagedPolicyArns"))
    assert_broken(proven(changed(attached)), "security.wide_rights", "Boundary may * on everything")
