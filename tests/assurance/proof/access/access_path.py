"""Roles for people in one template, written by hand: every rule is kept by it."""

import json
from copy import deepcopy
from typing import Any

from tests.assurance.lab import ACCOUNT, REGION, Template
from tests.assurance.proof.event_path import event_pages
from tests.assurance.proof.parts import arn, resource, role

HERE = f"{REGION}:{ACCOUNT}"
ROOT = f"arn:aws:iam::{ACCOUNT}:root"
FACTOR = {
    "Bool": {"aws:MultiFactorAuthPresent": "true"},
    "NumericLessThan": {"aws:MultiFactorAuthAge": "3600"},
}
LOOKS = [
    "cloudwatch:DescribeAlarmHistory",
    "cloudwatch:DescribeAlarms",
    "cloudwatch:GetDashboard",
    "cloudwatch:GetMetricData",
    "cloudwatch:ListDashboards",
    "cloudwatch:ListMetrics",
]
NEVER = [
    "backup:DeleteBackupVault",
    "backup:DeleteBackupVaultLockConfiguration",
    "backup:DeleteRecoveryPoint",
    "backup:UpdateRecoveryPointLifecycle",
    "cloudtrail:DeleteTrail",
    "cloudtrail:PutEventSelectors",
    "cloudtrail:StopLogging",
    "cloudtrail:UpdateTrail",
    "cloudwatch:DeleteAlarms",
    "cloudwatch:DisableAlarmActions",
    "events:DeauthorizeConnection",
    "events:DeleteApiDestination",
    "events:DeleteConnection",
    "events:DeleteRule",
    "events:DisableRule",
    "events:PutRule",
    "events:PutTargets",
    "events:RemoveTargets",
    "events:UpdateApiDestination",
    "events:UpdateConnection",
    "iam:AddClientIDToOpenIDConnectProvider",
    "iam:AddUserToGroup",
    "iam:AttachGroupPolicy",
    "iam:AttachUserPolicy",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreateOpenIDConnectProvider",
    "iam:CreateRole",
    "iam:CreateSAMLProvider",
    "iam:CreateServiceSpecificCredential",
    "iam:CreateUser",
    "iam:DeleteRolePermissionsBoundary",
    "iam:DeleteUserPermissionsBoundary",
    "iam:DeleteUserPolicy",
    "iam:DetachUserPolicy",
    "iam:PutGroupPolicy",
    "iam:PutRolePermissionsBoundary",
    "iam:PutUserPermissionsBoundary",
    "iam:PutUserPolicy",
    "iam:ResetServiceSpecificCredential",
    "iam:UpdateAccessKey",
    "iam:UpdateAssumeRolePolicy",
    "iam:UpdateLoginProfile",
    "iam:UpdateSAMLProvider",
    "iam:UpdateServiceSpecificCredential",
    "iam:UploadSSHPublicKey",
    "iam:UploadSigningCertificate",
    "kms:DeleteImportedKeyMaterial",
    "kms:DisableKey",
    "kms:ScheduleKeyDeletion",
    "organizations:LeaveOrganization",
    "rds:DeleteDBInstanceAutomatedBackup",
    "rds:DeleteDBSnapshot",
    "rolesanywhere:CreateProfile",
    "rolesanywhere:CreateTrustAnchor",
    "s3:DeleteObjectVersion",
    "s3:PutBucketVersioning",
    "s3:PutLifecycleConfiguration",
    "s3:PutReplicationConfiguration",
    "sns:DeleteTopic",
    "sns:RemovePermission",
    "sns:SetSubscriptionAttributes",
    "sns:SetTopicAttributes",
    "sns:Unsubscribe",
    "sso:CreateAccountAssignment",
]
TAKEN = {
    "source": ["aws.sts"],
    "detail-type": ["AWS API Call via CloudTrail"],
    "detail": {
        "eventName": ["AssumeRole"],
        "requestParameters": {"roleArn": [{"suffix": ":role/lab-break-glass"}]},
    },
}


def trust(**condition: object) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Principal": {"AWS": ROOT}, "Action": "sts:AssumeRole"}
    return {"Statement": [{**statement, **({"Condition": condition} if condition else {})}]}


def allow(action: object, on: object, **condition: object) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Action": action, "Resource": on}
    return {**statement, **({"Condition": condition} if condition else {})}


def on_call() -> dict[str, Any]:
    statements = [
        allow(LOOKS, "*"),
        allow("logs:FilterLogEvents", f"arn:aws:logs:{HERE}:log-group:/aws/lambda/lab-*"),
        allow(
            "rds-db:connect",
            {"Fn::Sub": f"arn:aws:rds-db:{HERE}:dbuser:${{Films.DbiResourceId}}/filmops_readonly"},
        ),
        allow("ssm:StartAutomationExecution", f"arn:aws:ssm:{HERE}:automation-definition/lab-*"),
        allow(
            "iam:PassRole",
            f"arn:aws:iam::{ACCOUNT}:role/lab/runbooks/*",
            StringEquals={"iam:PassedToService": "ssm.amazonaws.com"},
        ),
    ]
    return resource(
        "AWS::IAM::Role",
        RoleName="lab-on-call",
        AssumeRolePolicyDocument=trust(),
        Policies=[{"PolicyName": "may", "PolicyDocument": {"Statement": statements}}],
    )


def break_glass() -> dict[str, Any]:
    denied = {"Effect": "Deny", "Action": NEVER, "Resource": "*"}
    return {
        "Boundary": resource(
            "AWS::IAM::ManagedPolicy", PolicyDocument={"Statement": [allow("*", "*"), denied]}
        ),
        "Glass": resource(
            "AWS::IAM::Role",
            RoleName="lab-break-glass",
            MaxSessionDuration=3600,
            AssumeRolePolicyDocument=trust(**FACTOR),
            ManagedPolicyArns=["arn:aws:iam::aws:policy/AdministratorAccess"],
            PermissionsBoundary={"Ref": "Boundary"},
        ),
    }


def runbook() -> dict[str, Any]:
    does = role("ssm")
    does["Properties"]["Path"] = "/lab/runbooks/"
    content = {"schemaVersion": "0.3", "assumeRole": "${Does.Arn}"}
    return {
        "Does": does,
        "Restore": resource(
            "AWS::SSM::Document",
            Name="lab-restore",
            DocumentType="Automation",
            Content={"Fn::Sub": json.dumps(content)},
        ),
    }


def alarm_on_use() -> dict[str, Any]:
    parts = event_pages()
    rule = next(one for one in parts.values() if one["Type"] == "AWS::Events::Rule")
    heard = deepcopy(rule)
    heard["Properties"]["EventPattern"] = TAKEN
    heard["Properties"]["State"] = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
    kept = {name: one for name, one in parts.items() if one["Type"] != "AWS::Events::Rule"}
    return {**kept, "Heard": heard}


def whole() -> Template:
    """Everything about people's roles."""
    resources = {
        "OnCall": on_call(),
        **break_glass(),
        **runbook(),
        **alarm_on_use(),
        "Log": resource("AWS::Logs::LogGroup", LogGroupName="/aws/lambda/lab-page-test"),
        "Films": resource(
            "AWS::RDS::DBInstance", MasterUsername="studio", EnableIAMDatabaseAuthentication=True
        ),
    }
    return {"Resources": deepcopy(resources)}


__all__ = ["allow", "arn", "trust", "whole"]
