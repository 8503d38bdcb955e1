"""Required access, as the role for a shift: what it may, and that it may no more."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import cast

from assurance.assembly import Json, Resource
from assurance.assembly.values import mapping, text
from assurance.policy.simulation import Simulated
from assurance.proof.access.seen import BREAK_GLASS, ON_CALL, Access
from assurance.proof.rule import Finding, at, rule

SECTION = "Getting Started"
DATABASE, DOCUMENT, LOG_GROUP = "AWS::RDS::DBInstance", "AWS::SSM::Document", "AWS::Logs::LogGroup"
BUCKET = "AWS::S3::Bucket"
READER = "filmops_readonly"
_SSM = {"iam:PassedToService": ("ssm.amazonaws.com",)}
_LAMBDA = {"iam:PassedToService": ("lambda.amazonaws.com",)}
_LOOKS = (
    "cloudwatch:DescribeAlarmHistory",
    "cloudwatch:DescribeAlarms",
    "cloudwatch:GetDashboard",
    "cloudwatch:GetMetricData",
    "cloudwatch:ListDashboards",
    "cloudwatch:ListMetrics",
)
_CHANGES = (
    "backup:DeleteRecoveryPoint",
    "cloudwatch:DeleteAlarms",
    "cloudwatch:DisableAlarmActions",
    "cloudwatch:PutMetricAlarm",
    "cloudwatch:SetAlarmState",
    "iam:AttachRolePolicy",
    "kms:Decrypt",
    "lambda:UpdateFunctionCode",
    "rds:DeleteDBInstance",
    "rds:ModifyDBInstance",
    "rds:RestoreDBInstanceToPointInTime",
    "s3:DeleteObject",
    "s3:GetObject",
    "s3:PutObject",
    "secretsmanager:GetSecretValue",
    "sns:Publish",
    "sqs:PurgeQueue",
    "ssm:CreateDocument",
    "ssm:SendAutomationSignal",
    "ssm:UpdateDocument",
    "states:StartExecution",
    "sts:AssumeRole",
)
"""What a shift is not for. A runbook changes things with a role of its own; a second person approves."""
_CHANGES_ONE = {
    "AWS::DynamoDB::Table": ("dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"),
    "AWS::KMS::Key": ("kms:DisableKey", "kms:ScheduleKeyDeletion"),
    "AWS::Lambda::Function": ("lambda:UpdateFunctionCode",),
    "AWS::RDS::DBInstance": ("rds:DeleteDBInstance", "rds:ModifyDBInstance"),
    "AWS::SNS::Topic": ("sns:Publish", "sns:SetTopicAttributes"),
    "AWS::SQS::Queue": ("sqs:DeleteMessage", "sqs:PurgeQueue", "sqs:SendMessage"),
    "AWS::SSM::Parameter": ("ssm:PutParameter",),
    "AWS::StepFunctions::StateMachine": ("states:StartExecution", "states:UpdateStateMachine"),
}
"""What it may not do to any single thing of the environment either."""
_OBJECTS = ("s3:DeleteObject", "s3:GetObject", "s3:PutObject")
_READ = re.compile("-drills-")
"""The one kind of bucket whose objects a shift reads: records of drills."""
_WINDOW = ("ssm:PutParameter", "states:StartExecution")
_HELD = re.compile("[-/]maintenance[-/]")
"""What belongs to a maintenance window, which a shift holds and starts."""


@rule(
    "access.looks",
    SECTION,
    "whoever is on call sees dashboards, alarms and logs",
    "roles for a shift",
)
def looks(access: Access) -> Iterator[Finding]:
    """Every read of dashboards and alarms, and the log group of every function."""
    for role in access.named(ON_CALL):
        who = access.simulated(role)
        missing = [action for action in _LOOKS if not who.may(action)]
        dark = [group for group in _log_groups(access) if not _reads(who, group)]
        missing += [f"logs:FilterLogEvents on {group.logical_id}" for group in dark]
        fault = f"{role.logical_id} may not {', '.join(missing)}" if missing else ""
        yield Finding(at(role), fault, "Allow the role to read what is named.")


def _log_groups(access: Access) -> Iterator[Resource]:
    for group in access.stage.resources(LOG_GROUP):
        if text(group.properties.get("LogGroupName")).startswith("/aws/lambda/"):
            yield group


def _reads(who: Simulated, group: Resource) -> bool:
    name, stack = text(group.properties.get("LogGroupName")), group.stack
    arn = f"arn:aws:logs:{stack.region}:{stack.account}:log-group:{name}:log-stream:any"
    return who.may("logs:FilterLogEvents", arn)


@rule(
    "access.database",
    SECTION,
    "whoever is on call reads the database, by IAM and as nobody else",
    "databases a shift may need",
)
def database(access: Access) -> Iterator[Finding]:
    """As the reading user on the instance's resource id; not as its master, not on another one."""
    for role in access.named(ON_CALL):
        who = access.simulated(role)
        for instance in access.stage.resources(DATABASE):
            fault = _database_fault(who, instance)
            fix = (
                f"Allow rds-db:connect as {READER} on the instance's resource id alone, and switch "
                "IAM database authentication on."
            )
            yield Finding(at(instance), fault, fix)


def _database_fault(who: Simulated, instance: Resource) -> str:
    name, stack = instance.logical_id, instance.stack

    def user(called: str, on: str) -> str:
        return f"arn:aws:rds-db:{stack.region}:{stack.account}:dbuser:{on}/{called}"

    own = f"{stack.place.token(name)[:-1]}.DbiResourceId}}"
    if text(instance.properties.get("EnableIAMDatabaseAuthentication")).lower() != "true":
        return f"{name} lets nobody sign in by IAM"
    if not who.may("rds-db:connect", user(READER, own)):
        return f"{who.role} may not sign in to {name} as {READER}"
    master = text(instance.properties.get("MasterUsername") or "postgres")
    strange = [user(master, own), user(READER, "db-ANOTHER")]
    if any(not who.may_not("rds-db:connect", one) for one in strange):
        return f"{who.role} may sign in to more than {name} as {READER}"
    return ""


@rule(
    "access.runbooks",
    SECTION,
    "whoever is on call starts every runbook, and hands it no other role",
    "runbooks",
)
def runbooks(access: Access) -> Iterator[Finding]:
    """Starting it, and handing its own role to Systems Manager and to nothing else."""
    for role in access.named(ON_CALL):
        who = access.simulated(role)
        for document in access.stage.resources(DOCUMENT):
            if document.properties.get("DocumentType") == "Automation":
                fix = (
                    "Allow starting the document, and iam:PassRole of its role to Systems Manager."
                )
                yield Finding(at(document), _runbook_fault(access, who, document), fix)


def _runbook_fault(access: Access, who: Simulated, document: Resource) -> str:
    name, stack = text(document.properties.get("Name")), document.stack
    arn = f"arn:aws:ssm:{stack.region}:{stack.account}:automation-definition/{name}:$DEFAULT"
    if not who.may("ssm:StartAutomationExecution", arn):
        return f"{who.role} may not start {name}"
    assumed = access.stage.resource(_assumed(document))
    if assumed is None:
        return f"{name} names no role of these templates"
    path, given = (
        text(assumed.properties.get("Path") or "/"),
        text(assumed.properties.get("RoleName") or "any"),
    )
    passed = f"arn:aws:iam::{assumed.stack.account}:role{path}{given}"
    if not who.may("iam:PassRole", passed, _SSM):
        return f"{who.role} may not hand {name} its role"
    if not who.may_not("iam:PassRole", passed, _LAMBDA):
        return f"{who.role} may hand the role of {name} to more than Systems Manager"
    return ""


def _assumed(document: Resource) -> Json:
    content = document.properties.get("Content")
    if isinstance(content, str):
        try:
            content = cast("Json", json.loads(content))
        except json.JSONDecodeError:
            return None
    return mapping(content).get("assumeRole")


@rule(
    "access.changes_nothing",
    SECTION,
    "whoever is on call changes nothing but a maintenance window, and else by a runbook",
    "roles for a shift",
)
def changes_nothing(access: Access) -> Iterator[Finding]:
    """No write, no secret, no customer's data, no approval of what was started, no other role."""
    for role in access.named(ON_CALL):
        who = access.simulated(role)
        others = [arn for one in access.named(BREAK_GLASS) for arn in one.arns]
        may = [action for action in _CHANGES if not who.may_not(action)]
        may += ["sts:AssumeRole" for arn in others if not who.may_not("sts:AssumeRole", arn)]
        may += _changes_one(access, who)
        may = list(dict.fromkeys(may))
        fault = f"{role.logical_id} may {', '.join(may)}" if may else ""
        yield Finding(at(role), fault, "Take that right away; a runbook does it with its own role.")


def _changes_one(access: Access, who: Simulated) -> Iterator[str]:
    """Each right to change a single thing, or to read what somebody stored in a bucket."""
    for resource in access.stage.resources(*_CHANGES_ONE):
        for action in _CHANGES_ONE[resource.type]:
            held = action in _WINDOW and _HELD.search(_name(resource))
            if not held and any(not who.may_not(action, arn) for arn in resource.arns):
                yield f"{action} on {resource.logical_id}"
    for bucket in access.stage.resources(BUCKET):
        for action in _OBJECTS:
            read = action == "s3:GetObject" and _READ.search(_name(bucket))
            objects = (f"{arn}/any" for arn in bucket.arns)
            if not read and any(not who.may_not(action, one) for one in objects):
                yield f"{action} on {bucket.logical_id}"


def _name(resource: Resource) -> str:
    given = (resource.properties.get(one) for one in ("BucketName", "Name", "StateMachineName"))
    return next((text(one) for one in given if one), "")


RULES = (looks, database, runbooks, changes_nothing)
