"""The role for the night when nothing else helps. Taking it pages (`BREAK_GLASS_USED`)."""

from collections.abc import Sequence

from aws_cdk import Duration
from aws_cdk import aws_iam as iam
from constructs import Construct

from filmops.acknowledged import ANY_RESOURCE, AWS_MANAGED, acknowledge
from filmops.names import Names

NAME = "break-glass"
_ADMINISTRATOR = "AdministratorAccess"
_LATELY = 3600
"""Seconds since the second factor was shown."""
_NEVER = {
    "LeavesNoDoor": (
        "iam:CreateAccessKey",
        "iam:CreateLoginProfile",
        "iam:CreateOpenIDConnectProvider",
        "iam:CreateRole",
        "iam:CreateSAMLProvider",
        "iam:CreateUser",
        "iam:DeleteRolePermissionsBoundary",
        "iam:PutRolePermissionsBoundary",
        "iam:UpdateAssumeRolePolicy",
    ),
    "StaysHeard": (
        "cloudtrail:DeleteTrail",
        "cloudtrail:PutEventSelectors",
        "cloudtrail:StopLogging",
        "cloudtrail:UpdateTrail",
        "events:DeleteRule",
        "events:DisableRule",
        "events:RemoveTargets",
    ),
    "KeepsTheCopies": (
        "backup:DeleteBackupVault",
        "backup:DeleteBackupVaultLockConfiguration",
        "backup:DeleteRecoveryPoint",
        "kms:DisableKey",
        "kms:ScheduleKeyDeletion",
        "rds:DeleteDBInstanceAutomatedBackup",
    ),
}
"""What no emergency needs: another way in, silence about it, the end of the last copy."""


class BreakGlass(iam.Role):
    """Everything for an hour, but for what its boundary denies; with a second factor only.

    It is taken in `regions` only: there somebody hears of it. The factor must be that of an IAM
    user: sessions of Identity Center carry none (IAM user guide, aws:MultiFactorAuthPresent).
    """

    def __init__(self, scope: Construct, id: str, *, names: Names, regions: Sequence[str]) -> None:
        boundary = iam.ManagedPolicy(
            scope,
            f"{id}Boundary",
            managed_policy_name=names.of(f"{NAME}-boundary"),
            description="What no emergency needs",
            statements=[_everything(), *(_never(sid, denied) for sid, denied in _NEVER.items())],
        )
        everything = "A boundary grants nothing: it takes away from AdministratorAccess"
        acknowledge(boundary, ANY_RESOURCE, everything)
        acknowledge(boundary, "AwsSolutions-IAM5[Action::*]", everything)
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
            permissions_boundary=boundary,
            max_session_duration=Duration.hours(1),
        )
        found = f"{AWS_MANAGED}[Policy::arn:<AWS::Partition>:iam::aws:policy/{_ADMINISTRATOR}]"
        acknowledge(
            self, found, "An emergency is what nobody foresaw; its boundary denies the rest"
        )


def _everything() -> iam.PolicyStatement:
    return iam.PolicyStatement(actions=["*"], resources=["*"])


def _never(sid: str, actions: Sequence[str]) -> iam.PolicyStatement:
    return iam.PolicyStatement(
        sid=sid, effect=iam.Effect.DENY, actions=list(actions), resources=["*"]
    )
