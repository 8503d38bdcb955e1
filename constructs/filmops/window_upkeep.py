"""The functions that look after what AWS maintains, offers, or lets expire."""

from datetime import timedelta

from aws_cdk import Duration, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from filmops.arns import colon_arn
from filmops.function import OperationsFunction
from filmops.window_desk import WindowDesk, seconds


class WindowUpkeep(Construct):
    """Pending maintenance and upgrades of `database`, Lambda runtimes, certificates.

    `updates` and `upgrades` are "apply" or "report". A certificate in use has at least
    `certificate` left.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        desk: WindowDesk,
        database: str,
        updates: str,
        upgrades: str,
        certificate: timedelta,
    ) -> None:
        super().__init__(scope, id)
        self._desk = desk
        self._work = desk.maintenance.work
        self.pending = self._pending(database, updates, upgrades)
        self.runtimes = self._runtimes()
        self.certificates = self._certificates(certificate)

    def _pending(self, database: str, updates: str, upgrades: str) -> OperationsFunction:
        stack = Stack.of(self)
        arn = colon_arn(stack, "rds", "db", database)
        made = self._desk.function(
            self,
            "Pending",
            module="pending",
            environment={
                "DATABASE": database,
                "DATABASE_ARN": arn,
                "DATABASE_UPDATES": updates,
                "NEEDS_SECONDS": seconds(self._work.change_needs),
                "UPGRADES": upgrades,
            },
            timeout=Duration.minutes(3),
        )
        actions = ["rds:DescribeDBInstances", "rds:DescribePendingMaintenanceActions"]
        if "apply" in (updates, upgrades):
            actions.append("rds:ApplyPendingMaintenanceAction")
        if upgrades == "apply":
            actions.append("rds:ModifyDBInstance")
        made.may(iam.PolicyStatement(actions=actions, resources=[arn]))
        made.may_anywhere(
            iam.PolicyStatement(actions=["rds:DescribeDBEngineVersions"], resources=["*"]),
            "What versions there are knows no resource; it only reads",
        )
        return made

    def _runtimes(self) -> OperationsFunction:
        made = self._desk.function(
            self,
            "Runtimes",
            module="runtimes",
            environment={"WITHIN_SECONDS": seconds(self._work.runtime_ends_within)},
            timeout=Duration.minutes(3),
        )
        made.may_anywhere(
            iam.PolicyStatement(actions=["lambda:ListFunctions"], resources=["*"]),
            "Which functions there are knows no resource; it only reads",
        )
        return made

    def _certificates(self, least: timedelta) -> OperationsFunction:
        made = self._desk.function(
            self,
            "Certificates",
            module="certificates",
            environment={
                "IMPORTED_SECONDS": seconds(self._work.imported_certificate),
                "LEAST_SECONDS": seconds(least),
            },
            timeout=Duration.minutes(3),
        )
        made.may_anywhere(
            iam.PolicyStatement(actions=["acm:ListCertificates"], resources=["*"]),
            "Which certificates there are knows no resource; it only reads",
        )
        made.may_list(
            ["acm:DescribeCertificate"],
            [Stack.of(self).format_arn(service="acm", resource="certificate", resource_name="*")],
            "ACM names its certificates by chance; it only reads",
        )
        return made
