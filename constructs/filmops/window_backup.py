"""The function that validates the backups of a window, and takes those that belong to it."""

from datetime import timedelta

from aws_cdk import Duration, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from filmops.arns import colon_arn
from filmops.window_desk import WindowDesk, seconds

OWNER_TAG = "filmops-maintenance"


class WindowBackup(Construct):
    """Snapshots of `database` under a name and a tag of their own, each `kept` so long.

    The newest restorable point, and that of the copy in `copied_to`, may be `youngest` old.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        desk: WindowDesk,
        database: str,
        copied_to: str,
        youngest: timedelta,
        kept: timedelta,
    ) -> None:
        super().__init__(scope, id)
        owner = desk.names.of("maintenance")
        self.function = desk.function(
            self,
            "Backup",
            module="backup",
            environment={
                "COPY_REGION": copied_to,
                "DATABASE": database,
                "KEPT_SECONDS": seconds(kept),
                "OWNER": owner,
                "POINT_SECONDS": seconds(youngest),
            },
            timeout=Duration.minutes(3),
        )
        stack = Stack.of(self)
        production = colon_arn(stack, "rds", "db", database)
        ours = colon_arn(stack, "rds", "snapshot", f"{owner}-*")
        tagged = {f"aws:RequestTag/{OWNER_TAG}": owner}
        self.function.may(
            iam.PolicyStatement(actions=["rds:DescribeDBInstances"], resources=[production])
        )
        self.function.may_among(
            "A snapshot is named after the day of its window; a tag fences what is deleted",
            iam.PolicyStatement(
                actions=["rds:CreateDBSnapshot", "rds:AddTagsToResource"],
                resources=[production, ours],
                conditions={"StringEquals": tagged},
            ),
            iam.PolicyStatement(
                actions=["rds:DeleteDBSnapshot"],
                resources=[ours],
                conditions={"StringEquals": {f"aws:ResourceTag/{OWNER_TAG}": owner}},
            ),
        )
        self.function.may_list(
            ["rds:DescribeDBSnapshots", "rds:DescribeDBInstanceAutomatedBackups"],
            [
                production,
                colon_arn(stack, "rds", "snapshot", "*"),
                colon_arn(stack, "rds", "auto-backup", "*", region=copied_to),
            ],
            "A list is asked for by database; RDS names what is in it",
        )
