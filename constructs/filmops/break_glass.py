"""The role for the night when nothing else helps. Taking it pages (`BREAK_GLASS_USED`)."""

from collections.abc import Sequence

from aws_cdk import Duration, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from filmops.acknowledged import AWS_MANAGED, acknowledge
from filmops.arns import colon_arn
from filmops.names import Names

NAME = "break-glass"
_ADMINISTRATOR = "AdministratorAccess"
_LATELY = 3600
"""Seconds since the second factor was shown."""
_NEVER = {
    "LeavesNoDoor": (
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
        "organizations:*",
        "rolesanywhere:*",
        "sso:*",
    ),
    "StaysHeard": (
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
        "sns:DeleteTopic",
        "sns:RemovePermission",
        "sns:SetSubscriptionAttributes",
        "sns:SetTopicAttributes",
        "sns:Unsubscribe",
    ),
    "KeepsTheCopies": (
        "backup:DeleteBackupVault",
        "backup:DeleteBackupVaultLockConfiguration",
        "backup:DeleteRecoveryPoint",
        "backup:UpdateRecoveryPointLifecycle",
        "kms:DeleteImportedKeyMaterial",
        "kms:DisableKey",
        "kms:ScheduleKeyDeletion",
        "rds:DeleteDBInstanceAutomatedBackup",
        "s3:DeleteObjectVersion",
        "s3:PutBucketVersioning",
        "s3:PutLifecycleConfiguration",
        "s3:PutReplicationConfiguration",
    ),
}
"""What no emergency needs: another way in, silence about it, the end of the last copy.

Named one by one: what is not here the role may (docs/decisions/0027-on-call-access.md).
"""
_ITS_OWN_POLICIES = (
    "iam:AttachRolePolicy",
    "iam:DeleteRole",
    "iam:DeleteRolePolicy",
    "iam:DetachRolePolicy",
    "iam:PutRolePolicy",
    "iam:UpdateRole",
)


class BreakGlass(iam.Role):
    """Everything for an hour, but for what its own policy denies; with a second factor only.

    It is taken in `regions` only: there somebody hears of it. The factor must be that of an IAM
    user: sessions of Identity Center carry none (IAM user guide, aws:MultiFactorAuthPresent).
    """

    def __init__(self, scope: Construct, id: str, *, names: Names, regions: Sequence[str]) -> None:
        super().__init__(
            scope,
            id,
            role_name=names.of(NAME),
            description="For an emergency no runbook covers; taking it pages",
            assumed_by=iam.AccountRootPrincipal().with_conditions(
                {
                    "Bool": {"aws:MultiFactorAuthPresent": "true"},
                    "NumericLessThan": {"aws:MultiFactorAuthAge": str(_LATELY)},
                    "StringEquals": {"aws:RequestedRegion": list(regions)},
                }
            ),
            managed_policies=[iam.ManagedPolicy.from_aws_managed_policy_name(_ADMINISTRATOR)],
            max_session_duration=Duration.hours(1),
        )
        found = f"{AWS_MANAGED}[Policy::arn:<AWS::Partition>:iam::aws:policy/{_ADMINISTRATOR}]"
        acknowledge(self, found, "An emergency is what nobody foresaw; a policy denies the rest")
        own = Stack.of(self).format_arn(
            service="iam", region="", resource="role", resource_name=names.of(NAME)
        )
        of_windows = colon_arn(Stack.of(self), "rds", "snapshot", names.of("maintenance-*"))
        statements = [
            *(_never(sid, denied, "*") for sid, denied in _NEVER.items()),
            _never("StaysAsItIs", _ITS_OWN_POLICIES, own),
            iam.PolicyStatement(
                sid="KeepsSnapshots",
                effect=iam.Effect.DENY,
                actions=["rds:DeleteDBSnapshot"],
                not_resources=[of_windows],  # a failed one is in the way of the next
            ),
        ]
        iam.Policy(self, "Never", roles=[self], statements=statements)


def _never(sid: str, actions: Sequence[str], resource: str) -> iam.PolicyStatement:
    return iam.PolicyStatement(
        sid=sid, effect=iam.Effect.DENY, actions=list(actions), resources=[resource]
    )
