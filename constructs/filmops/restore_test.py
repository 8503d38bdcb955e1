"""AWS Backup restores the third copy by itself, and takes the result away again."""

from datetime import time

from aws_cdk import aws_backup as backup
from constructs import Construct

from filmops.database_home import DatabaseHome
from filmops.names import Names
from filmops.schedules import on_the_first
from filmops.service_role import ServiceRole
from filmops.vault import Vault
from promises import Cadence

_AT = time(14)


class RestoreTest(Construct):
    """The newest snapshot of `vault`, restored as often as `every` says into the `home` prepared.

    Without the home's subnet group AWS Backup restores into the default VPC, and fails where there
    is none. It tests this copy only, not the replicated backups a recovery begins with.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Names,
        vault: Vault,
        home: DatabaseHome,
        every: Cadence,
    ) -> None:
        super().__init__(scope, id)
        role = ServiceRole(
            self,
            "Role",
            service="backup",
            policy="service-role/AWSBackupServiceRolePolicyForRestores",
            reason="AWS keeps it in step with what a restore of RDS needs",
        )
        plan = backup.CfnRestoreTestingPlan(
            self,
            "Plan",
            restore_testing_plan_name=_plain(names.of("restore-test")),
            schedule_expression=on_the_first(every, _AT),
            schedule_expression_timezone="UTC",
            start_window_hours=4,
            recovery_point_selection=backup.CfnRestoreTestingPlan.RestoreTestingRecoveryPointSelectionProperty(
                algorithm="LATEST_WITHIN_WINDOW",
                include_vaults=[vault.backup_vault_arn],
                # A copy in another Region is a snapshot; continuous points stay where they are made.
                recovery_point_types=["SNAPSHOT"],
                selection_window_days=7,
            ),
        )
        backup.CfnRestoreTestingSelection(
            self,
            "Database",
            restore_testing_plan_name=plan.ref,
            restore_testing_selection_name="database",
            protected_resource_type="RDS",
            protected_resource_arns=["*"],
            iam_role_arn=role.role_arn,
            validation_window_hours=4,
            restore_metadata_overrides={
                "dbSubnetGroupName": home.subnet_group.ref,
                "dbParameterGroupName": home.parameter_group.ref,
                "vpcSecurityGroupIds": _listed(home.security_group.attr_group_id),
                "multiAz": "false",
            },
        )


def _plain(name: str) -> str:
    """AWS Backup takes letters, digits and `_` in the name of a restore testing plan."""
    return name.replace("-", "_")


def _listed(group: str) -> str:
    return f'["{group}"]'
