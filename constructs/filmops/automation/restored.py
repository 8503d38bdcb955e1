"""What every restored or promoted database is given, whatever AWS would default to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from filmops.automation.document import Output, Step
from filmops.automation.steps import call, check, wait
from filmops.database_home import PORT

FIRST = "$.DBInstances[0]"


@dataclass(frozen=True, slots=True)
class Target:
    """The home a database is restored into, and how it is kept there. All names are physical."""

    database: str
    instance: str
    standby: bool
    subnet_group: str
    parameter_group: str
    security_group: str
    key: str
    retention: timedelta
    rto: timedelta

    @property
    def days(self) -> int:
        """How long backups are kept."""
        return self.retention // timedelta(days=1)

    @property
    def named(self) -> str:
        """The pattern of the names its runbooks may touch, as their roles do."""
        return f"^{self.database}[a-z0-9-]*$"

    @property
    def groups(self) -> Mapping[str, object]:
        """The groups without which it is open to AWS's defaults: no TLS, the VPC's own group."""
        return {
            "DBParameterGroupName": self.parameter_group,
            "VpcSecurityGroupIds": [self.security_group],
        }

    @property
    def settings(self) -> Mapping[str, object]:
        """Everything a restore is told."""
        return {
            **self.groups,
            "DBSubnetGroupName": self.subnet_group,
            "DBInstanceClass": self.instance,
            "MultiAZ": self.standby,
            "Port": PORT,
            "StorageType": "gp3",
            "PubliclyAccessible": False,
            "BackupRetentionPeriod": self.days,
            "DeletionProtection": True,
            "CopyTagsToSnapshot": True,
            "AutoMinorVersionUpgrade": False,
            "EnableIAMDatabaseAuthentication": True,
            "EnableCloudwatchLogsExports": ["postgresql", "upgrade"],
            # The old password's secret may be in the Region that is lost.
            "ManageMasterUserPassword": True,
            "MasterUserSecretKmsKeyId": self.key,
        }


def available(target: Target, name: str, identifier: str) -> Step:
    """Wait until a database can be connected to, for as long as the whole recovery may take."""
    return wait(
        name,
        "rds",
        "DescribeDBInstances",
        says="Waits until RDS calls it available; a restore takes hours",
        selector=f"{FIRST}.DBInstanceStatus",
        until=["available"],
        at_most=target.rto,
        DBInstanceIdentifier=identifier,
    )


def kept_safe(target: Target, identifier: str) -> tuple[Step, ...]:
    """Read back what matters, and say where the database is."""

    def reads(name: str, says: str, member: str, *wanted: str) -> Step:
        return check(
            name,
            "rds",
            "DescribeDBInstances",
            says=says,
            selector=f"{FIRST}.{member}",
            wanted=wanted,
            DBInstanceIdentifier=identifier,
        )

    return (
        reads(
            "readRetention",
            f"Its backups are kept {target.days} days",
            "BackupRetentionPeriod",
            str(target.days),
        ),
        # Automation compares as text and does not publish how it spells a boolean.
        reads("readProtection", "A slip cannot delete it", "DeletionProtection", "true", "True"),
        call(
            "tell",
            "rds",
            "DescribeDBInstances",
            says="Says where it is and where its password lies",
            outputs=(
                Output("Endpoint", f"{FIRST}.Endpoint.Address"),
                Output("Arn", f"{FIRST}.DBInstanceArn"),
                Output("Secret", f"{FIRST}.MasterUserSecret.SecretArn"),
            ),
            ends=True,
            DBInstanceIdentifier=identifier,
        ),
    )


TOLD = ("tell.Endpoint", "tell.Arn", "tell.Secret")
