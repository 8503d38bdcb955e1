"""What cares for the database in a window: its roles, VACUUM and REINDEX, and the archive of jobs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from aws_cdk import Duration, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from filmops.arns import colon_arn
from filmops.database import Database
from filmops.database_home import PORT
from filmops.database_origin import DATABASE_NAME
from filmops.function import OperationsFunction
from filmops.job_archive import JobArchive
from filmops.network import Inside, PrivateNetwork
from filmops.no_way_out import NO_WAY_OUT
from filmops.window_desk import WindowDesk, seconds
from filmops.window_workflow import ARCHIVE, CARE, ROLES

JOBS, COMPLETED = "public.jobs", "completed_at"
"""The platform's table of jobs, and what we ask of it: when each was completed."""
ROLE = "filmops_maintenance"
_LONGEST, _INSIDE = Duration.minutes(15), Duration.minutes(5)
_MEMORY = 512  # MiB: a batch of 4 MiB as rows, as JSON, compressed, and as text at the same time


@dataclass(frozen=True, slots=True)
class CaredFor:
    """A database, the key of its owner's secret, its guard by id, and the network it stands in."""

    database: Database
    key: kms.Key
    guard: str
    network: PrivateNetwork


class DatabaseCare(Construct):
    """The functions of the window that work on one database.

    Three stand inside the network and reach the database and nothing else: two come in as ROLE, by
    a token of IAM, one with the owner's password, which it is handed. The two outside hold the
    rights on AWS and call them.
    """

    def __init__(
        self, scope: Construct, id: str, *, desk: WindowDesk, of: CaredFor, archive: JobArchive
    ) -> None:
        super().__init__(scope, id)
        self._desk, self._of = desk, of
        self._inside = self._stand()
        self._functions = {
            ROLES: self._roles(),
            CARE: self._care(),
            ARCHIVE: self._archive(archive),
        }

    @property
    def functions(self) -> Mapping[str, OperationsFunction]:
        """Those that the workflow calls, by their names in it."""
        return self._functions

    def _stand(self) -> Inside:
        """Where the inner functions stand: their way leads to the database's guard alone."""
        group = ec2.CfnSecurityGroup(
            self,
            "Inside",
            vpc_id=self._of.network.vpc,
            group_description="The maintenance of the database",
            security_group_egress=[NO_WAY_OUT],
        )
        ec2.CfnSecurityGroupEgress(
            self,
            "Out",
            group_id=group.attr_group_id,
            destination_security_group_id=self._of.guard,
            ip_protocol="tcp",
            from_port=PORT,
            to_port=PORT,
            description="The database",
        )
        ec2.CfnSecurityGroupIngress(
            self,
            "In",
            group_id=self._of.guard,
            source_security_group_id=group.attr_group_id,
            ip_protocol="tcp",
            from_port=PORT,
            to_port=PORT,
            description="The maintenance of the database",
        )
        return Inside(self._of.network.subnets, group.attr_group_id)

    def _roles(self) -> OperationsFunction:
        inner = self._desk.function(
            self,
            "RolesInside",
            module="roles_inside",
            environment={
                "JOBS": JOBS,
                "MAINTENANCE_MEMBER_OF": "pg_maintain,rds_iam",
                "READ_ONLY_MEMBER_OF": "pg_read_all_data,rds_iam",
            },
            timeout=_INSIDE,
            inside=self._inside,
        )
        secret = self._of.database.owner_secret
        made = self._outside("Roles", "roles", inner, {**self._door, "SECRET": secret})
        made.may(
            iam.PolicyStatement(actions=["secretsmanager:GetSecretValue"], resources=[secret]),
            iam.PolicyStatement(actions=["kms:Decrypt"], resources=[self._of.key.key_arn]),
        )
        return made

    def _care(self) -> OperationsFunction:
        care, tasks = self._desk.maintenance.care, self._desk.maintenance.tasks
        made = self._desk.function(
            self,
            "Care",
            module="care",
            environment={
                **self._door,
                "LOCK_SECONDS": seconds(care.lock),
                "PATIENCE_SECONDS": seconds(care.patience),
                "REBUILD_ABOVE": str(care.rebuild_above.ratio),
                "REINDEX_CADENCE": tasks.reindex.cadence.value,
                "REINDEX_UNTIL_SECONDS": seconds(care.reindex_until),
                "VACUUM_UNTIL_SECONDS": seconds(care.vacuum_until),
            },
            timeout=_LONGEST,
            inside=self._inside,
        )
        made.may(self._comes_in)
        return made

    def _archive(self, archive: JobArchive) -> OperationsFunction:
        """Raises ValueError when nobody promised how old a job must be."""
        older_than = self._desk.maintenance.tasks.archive.older_than
        if older_than is None:
            raise ValueError("maintenance.tasks.archive.older_than: wanted an age, got none")
        inner = self._desk.function(
            self,
            "ArchiveInside",
            module="archive_inside",
            environment={**self._door, "COMPLETED": COMPLETED, "JOBS": JOBS},
            timeout=_INSIDE,
            inside=self._inside,
        )
        inner.may(self._comes_in)
        made = self._outside(
            "Archive",
            "archive",
            inner,
            {
                "ARCHIVE_UNTIL_SECONDS": seconds(self._desk.maintenance.care.archive_until),
                "BUCKET": archive.bucket_name,
                "OLDER_THAN_SECONDS": seconds(older_than),
            },
        )
        archive.admit(made)
        for function in (inner, made):
            cast("lambda_.CfnFunction", function.node.default_child).memory_size = _MEMORY
        return made

    def _outside(
        self, id: str, module: str, inner: OperationsFunction, environment: Mapping[str, str]
    ) -> OperationsFunction:
        made = self._desk.function(
            self,
            id,
            module=module,
            environment={**environment, "INSIDE": inner.function_name},
            timeout=_LONGEST,
        )
        made.may(
            iam.PolicyStatement(actions=["lambda:InvokeFunction"], resources=[inner.function_arn])
        )
        return made

    @property
    def _door(self) -> Mapping[str, str]:
        return {
            "DATABASE": DATABASE_NAME,
            "HOST": self._of.database.instance.attr_endpoint_address,
            "PORT": str(PORT),
        }

    @property
    def _comes_in(self) -> iam.PolicyStatement:
        """As that role, into that instance: IAM knows it by an id that no successor takes over."""
        instance = self._of.database.instance.attr_dbi_resource_id
        user = colon_arn(Stack.of(self), "rds-db", "dbuser", f"{instance}/{ROLE}")
        return iam.PolicyStatement(actions=["rds-db:connect"], resources=[user])
