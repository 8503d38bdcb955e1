"""The third copy of the database: snapshots in a locked vault, and copies of them far away."""

from datetime import time, timedelta

from aws_cdk import ArnFormat, Duration, Stack
from aws_cdk import aws_backup as backup
from aws_cdk import aws_events as events
from constructs import Construct

from filmops.names import Names
from filmops.schedules import daily
from filmops.service_role import ServiceRole
from filmops.vault import VAULT, Vault

_AT = time(12)
"""Away from the database's own backup and from maintenance."""


class ThirdCopy(Construct):
    """A daily snapshot of one database into `vault`, and from there to the vault of `copied_to`.

    It answers what the other two copies share: the rights that could delete both. It cannot carry
    the recovery point: across Regions it is a snapshot, a day old at worst (docs/decisions/0012).
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Names,
        vault: Vault,
        database: str,
        copied_to: str,
        kept: timedelta,
    ) -> None:
        super().__init__(scope, id)
        age = Duration.days(kept // timedelta(days=1))
        far = backup.BackupVault.from_backup_vault_arn(
            self, "Far", _vault_arn(self, names.of(VAULT), copied_to)
        )
        plan = backup.BackupPlan(
            self,
            "Plan",
            backup_plan_name=names.of("third-copy"),
            backup_plan_rules=[
                backup.BackupPlanRule(
                    rule_name="Daily",
                    backup_vault=vault,
                    schedule_expression=events.Schedule.expression(daily(_AT)),
                    start_window=Duration.hours(1),  # the shortest AWS Backup accepts
                    completion_window=Duration.hours(8),
                    delete_after=age,
                    copy_actions=[
                        backup.BackupPlanCopyActionProps(
                            destination_backup_vault=far, delete_after=age
                        )
                    ],
                )
            ],
        )
        backup.BackupSelection(
            self,
            "Database",
            backup_plan=plan,
            role=ServiceRole(
                self,
                "Role",
                service="backup",
                policy="service-role/AWSBackupServiceRolePolicyForBackup",
                reason="AWS keeps it in step with what a backup of RDS needs",
            ),
            resources=[backup.BackupResource.from_arn(database)],
        )


def _vault_arn(scope: Construct, name: str, region: str) -> str:
    return Stack.of(scope).format_arn(
        service="backup",
        region=region,
        resource="backup-vault",
        resource_name=name,
        arn_format=ArnFormat.COLON_RESOURCE_NAME,
    )
