"""The PostgreSQL database, with everything that keeps it from being lost."""

from collections.abc import Sequence
from datetime import timedelta

from aws_cdk import (
    ArnFormat,
    CfnDeletionPolicy,
    CrossStackReferences,
    ReferenceStrength,
    RemovalPolicy,
    Stack,
)
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_rds as rds
from constructs import Construct

from filmops.acknowledged import NO_STANDBY, acknowledge
from filmops.database_home import ENGINE_MAJOR, PORT, DatabaseHome
from filmops.database_origin import Origin
from filmops.database_size import DatabaseSize
from filmops.replica import BackupCopies
from filmops.service_role import ServiceRole
from filmops.services.database import REFUSED
from filmops.windows import backup_window, maintenance_window
from promises import Size
from promises.maintenance import Maintenance

_LOGS = ("postgresql", "upgrade")
_REFUSALS = (
    "remaining connection slots are reserved",
    "sorry, too many clients already",
    "password authentication failed",
    "no pg_hba.conf entry",
    "the database system is starting up",
    "the database system is shutting down",
)
"""https://www.postgresql.org/docs/current/client-authentication-problems.html and src/backend/utils/init/postinit.c"""
_NO_SURPRISE = (
    "RDS.13: a minor version would be installed in any weekly window, also on Sundays that were "
    "never announced; whoever applies pending maintenance on the 2nd and 4th installs it"
)


class Database(Construct):
    """One PostgreSQL instance whose backups and logs leave the Region as they are made.

    `retention` is how far back a restore can reach, here and in the Region of `copies`. Whatever
    happens to the stack, the instance and its backups stay.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        identifier: str,
        origin: Origin,
        home: DatabaseHome,
        size: DatabaseSize,
        key: kms.Key,
        retention: timedelta,
        copies: BackupCopies,
        maintenance: Maintenance,
    ) -> None:
        super().__init__(scope, id)
        days = retention // timedelta(days=1)
        role = ServiceRole(
            self,
            "Monitoring",
            service="monitoring.rds",
            policy="service-role/AmazonRDSEnhancedMonitoringRole",
            reason="AWS keeps it in step with what enhanced monitoring writes: its own log group",
        )
        self.instance = rds.CfnDBInstance(
            self,
            "Instance",
            db_instance_identifier=identifier,
            db_name=origin.first_database,
            engine="postgres",
            engine_version=ENGINE_MAJOR,
            engine_lifecycle_support="open-source-rds-extended-support-disabled",
            db_instance_class=size.instance,
            port=str(PORT),
            multi_az=size.standby,
            storage_type="gp3",
            allocated_storage=_gib(size.storage),
            max_allocated_storage=int(_gib(size.storage_limit)),
            storage_encrypted=True,
            kms_key_id=key.key_arn,
            master_username=origin.owner,
            manage_master_user_password=True,
            master_user_secret=rds.CfnDBInstance.MasterUserSecretProperty(kms_key_id=key.key_arn),
            enable_iam_database_authentication=True,
            publicly_accessible=False,
            db_subnet_group_name=home.subnet_group.ref,
            db_parameter_group_name=home.parameter_group.ref,
            vpc_security_groups=[home.security_group.attr_group_id],
            backup_retention_period=days,
            delete_automated_backups=False,
            copy_tags_to_snapshot=True,
            automatic_backup_replication_region=copies.region,
            automatic_backup_replication_kms_key_id=copies.key_arn,
            automatic_backup_replication_retention_period=days,
            preferred_backup_window=backup_window(maintenance),
            preferred_maintenance_window=maintenance_window(maintenance),
            auto_minor_version_upgrade=False,
            deletion_protection=True,
            enable_cloudwatch_logs_exports=list(_LOGS),
            monitoring_interval=60,
            monitoring_role_arn=role.role_arn,
            enable_performance_insights=True,
            performance_insights_kms_key_id=origin.insights_key or key.key_arn,
            performance_insights_retention_period=7,  # days; the free tier, as mode standard wants
            database_insights_mode="standard",
            ca_certificate_identifier="rds-ca-rsa2048-g1",
        )
        self.instance.cfn_options.deletion_policy = CfnDeletionPolicy.RETAIN
        self.instance.cfn_options.update_replace_policy = CfnDeletionPolicy.RETAIN
        # One that takes this one's place brings another endpoint: no other stack may hold it back.
        CrossStackReferences.of(self.instance).produce(ReferenceStrength.WEAK)
        self.instance.add_metadata("accepted", [_NO_SURPRISE])
        if not size.standby:
            acknowledge(
                self.instance, NO_STANDBY, "The environment weakens recovery.rto and says why"
            )
        written, *others = self._log_groups(identifier)
        self._count_refusals(written)
        for log in (written, *others):
            self.instance.node.add_dependency(log)

    @property
    def identifier(self) -> str:
        """Its DBInstanceIdentifier, which every metric of it carries."""
        return self.instance.ref

    @property
    def resource_id(self) -> str:
        """What RDS calls it for good: rights to sign in are given on this."""
        return self.instance.attr_dbi_resource_id

    @property
    def arn(self) -> str:
        """Its ARN, spelled by its name."""
        return Stack.of(self).format_arn(
            service="rds",
            resource="db",
            resource_name=self.instance.db_instance_identifier,
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )

    @property
    def owner_secret(self) -> str:
        """The ARN of the secret in which RDS keeps, and rotates, its owner's password."""
        return self.instance.attr_master_user_secret_secret_arn

    def _log_groups(self, identifier: str) -> Sequence[logs.LogGroup]:
        """RDS would make them itself, and keep what it writes for ever."""
        return [
            logs.LogGroup(
                self,
                f"Log{name.capitalize()}",
                log_group_name=f"/aws/rds/instance/{identifier}/{name}",
                retention=logs.RetentionDays.THREE_MONTHS,
                removal_policy=RemovalPolicy.RETAIN,
            )
            for name in _LOGS
        ]

    def _count_refusals(self, log: logs.LogGroup) -> None:
        """RDS has no metric of connections that were refused; PostgreSQL writes each into its log."""
        logs.CfnMetricFilter(
            self,
            "RefusedConnections",
            log_group_name=log.log_group_name,
            filter_pattern=" ".join(f'?"{words}"' for words in _REFUSALS),
            metric_transformations=[
                logs.CfnMetricFilter.MetricTransformationProperty(
                    metric_namespace=REFUSED.namespace,
                    metric_name=REFUSED.name,
                    metric_value="1",
                    default_value=0,  # else the last refusals would be looked at again and again
                )
            ],
        )


def _gib(size: Size) -> str:
    return str(int(size.gib))
