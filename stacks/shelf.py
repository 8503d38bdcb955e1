"""What the runbooks of a stack have in common."""

from dataclasses import dataclass

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms

from environments import Environment
from filmops.automation import rights
from filmops.automation.approver import approver_arn
from filmops.automation.restored import Target
from filmops.automation.steps import Approval
from filmops.database_home import DatabaseHome
from filmops.names import Names
from filmops.replica import bucket_arn
from stacks.paging import Paging
from stacks.platform import database_name

NAMED = "Runs, backups, jobs and what is restored get names only when they are made"


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where runbooks stand: a stack, whom they ask, and what they restore a database into."""

    stack: Stack
    environment: Environment
    names: Names
    target: Target
    approval: Approval
    asking_key: kms.Key


def shelf_in(
    stack: Stack,
    environment: Environment,
    names: Names,
    *,
    paging: Paging,
    home: DatabaseHome,
    key: kms.Key,
) -> Shelf:
    """The shelf of a Region whose database lives, or will live, in `home` under `key`."""
    size = environment.sizes.database
    target = Target(
        database=database_name(stack, environment, names),
        instance=size.instance,
        standby=size.standby,
        subnet_group=home.subnet_group.ref,
        parameter_group=home.parameter_group.ref,
        security_group=home.security_group.attr_group_id,
        key=key.key_arn,
        retention=environment.handbook.recovery.backups.database.retention,
        rto=environment.handbook.recovery.rto,
    )
    approval = Approval(approver_arn(stack, names), paging.path.approvals.topic_arn)
    return Shelf(stack, environment, names, target, approval, paging.path.key)


def runs_jobs(stack: Stack, bucket: str, batch: iam.Role) -> list[iam.PolicyStatement]:
    """To start S3's batch jobs with a role, and to follow them.

    CreateJob learns of the bucket only from the job itself: the role is the fence.
    """
    return [
        rights.allow(["s3:CreateJob", "s3:DescribeJob"], [jobs(stack)]),
        rights.allow(["s3:GetReplicationConfiguration"], [bucket_arn(bucket)]),
        hands(batch, "batchoperations.s3.amazonaws.com"),
    ]


def hands(role: iam.Role, service: str) -> iam.PolicyStatement:
    """To hand a role to the one service it is for."""
    statement = rights.allow(["iam:PassRole"], [role.role_arn])
    statement.add_condition("StringEquals", {"iam:PassedToService": service})
    return statement


def jobs(stack: Stack) -> str:
    """The ARN of every batch job of the Region."""
    return stack.format_arn(service="s3", resource="job", resource_name="*")
