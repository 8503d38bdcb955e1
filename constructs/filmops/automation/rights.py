"""What the documents' roles may do, as statements."""

from collections.abc import Sequence

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms

from filmops.automation.restored import Target
from filmops.automation.steps import Approval
from filmops.lost_pages import may_seal


def of_rds(stack: Stack, kind: str, name: str) -> str:
    """The ARN of something of RDS in the stack's Region."""
    return stack.format_arn(
        service="rds", resource=kind, resource_name=name, arn_format=ArnFormat.COLON_RESOURCE_NAME
    )


def instances(stack: Stack, target: Target) -> str:
    """The database, and whatever is restored under a name that begins with its own."""
    return of_rds(stack, "db", f"{target.database}*")


def secrets_of_rds(stack: Stack) -> str:
    """The secrets that RDS makes for master passwords."""
    return stack.format_arn(
        service="secretsmanager",
        resource="secret",
        resource_name="rds!*",
        arn_format=ArnFormat.COLON_RESOURCE_NAME,
    )


def asks(approval: Approval, key: kms.Key) -> Sequence[iam.PolicyStatement]:
    """To publish a request for approval."""
    return [allow(["sns:Publish"], [approval.topic]), may_seal(key)]


def restores(stack: Stack, target: Target) -> Sequence[iam.PolicyStatement]:
    """To restore into the home that is prepared, under the key of the Region, and to read it back."""
    homes = [
        of_rds(stack, "subgrp", target.subnet_group),
        of_rds(stack, "pg", target.parameter_group),
        of_rds(stack, "og", "default:*"),
    ]
    backups = of_rds(stack, "auto-backup", "*")
    return [
        allow(["rds:DescribeDBInstances"], [instances(stack, target)]),
        allow(["rds:DescribeDBInstanceAutomatedBackups"], [instances(stack, target), backups]),
        allow(["rds:RestoreDBInstanceToPointInTime"], [instances(stack, target), backups, *homes]),
        # RDS acts for whoever calls it: with the key, and when it makes the password's secret.
        allow(
            ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
            [target.key],
        ),
        allow(
            ["secretsmanager:CreateSecret", "secretsmanager:TagResource"], [secrets_of_rds(stack)]
        ),
    ]


def restored_wildcards(stack: Stack, target: Target) -> Sequence[str]:
    """The ARNs among those rights that end in a wildcard."""
    return [
        instances(stack, target),
        of_rds(stack, "auto-backup", "*"),
        of_rds(stack, "og", "default:*"),
        secrets_of_rds(stack),
    ]


def promotes(stack: Stack, target: Target) -> Sequence[iam.PolicyStatement]:
    """To make a replica the database; under no name that does not begin with the database's."""
    named = [instances(stack, target), of_rds(stack, "pg", target.parameter_group)]
    actions = ["rds:DescribeDBInstances", "rds:ModifyDBInstance", "rds:PromoteReadReplica"]
    return [allow(actions, named)]


def allow(actions: Sequence[str], resources: Sequence[str]) -> iam.PolicyStatement:
    """These actions on these resources."""
    return iam.PolicyStatement(actions=list(actions), resources=list(resources))
