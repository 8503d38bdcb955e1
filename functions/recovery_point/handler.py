"""The Lambda function's edge: RDS on one side, CloudWatch on the other, the judgement elsewhere."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from .environment import Environment
from .logic import (
    BACKUP_AGE,
    POINT_AGE,
    Backups,
    Copy,
    Figure,
    Known,
    Unknown,
    age,
    newest_copied,
    told,
)

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_cloudwatch import CloudWatchClient
    from mypy_boto3_rds import RDSClient

PATIENT = Config(
    retries={"mode": "standard", "total_max_attempts": 4}, connect_timeout=2, read_timeout=5
)
"""A throttled call is repeated within the run: a measurement left out looks like silence."""


def handle(_event: Mapping[str, object], _context: object) -> None:
    """Lambda's entry, every five minutes."""
    measuring = recovery_point()
    print(told(measuring.environment.copy, measuring.measure()))


@cache
def recovery_point() -> "RecoveryPoint":
    """Built once for all invocations of this process."""
    # boto3-stubs leaves the clients of services we did not install unknown.
    cloudwatch: CloudWatchClient = boto3.client("cloudwatch", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    rds: RDSClient = boto3.client("rds", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    return RecoveryPoint(Environment.read(os.environ), cloudwatch, rds)


@dataclass(frozen=True, slots=True)
class RecoveryPoint:
    """Measures one copy of one database."""

    environment: Environment
    cloudwatch: "CloudWatchClient"
    rds: "RDSClient"
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def measure(self) -> tuple[Figure, ...]:
        """Every figure of this copy; the known ones are published, one unknown hides no other.

        Raises what CloudWatch raises when they cannot be published: then Lambda tries again.
        """
        if self.environment.copy is Copy.PRIMARY:
            figures = (_asked(POINT_AGE, self._restorable), _asked(BACKUP_AGE, self._snapshot))
        else:
            figures = (_asked(POINT_AGE, self._copied),)
        self._publish([figure for figure in figures if isinstance(figure, Known)])
        return figures

    def _restorable(self) -> Figure:
        name = self.environment.database
        for database in self.rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"]:
            until = database.get("LatestRestorableTime")
            return age(POINT_AGE, until, self.now(), "no restorable time: are backups on?")
        return Unknown(POINT_AGE, f"no database {name}")

    def _snapshot(self) -> Figure:
        pages = self.rds.get_paginator("describe_db_snapshots").paginate(
            DBInstanceIdentifier=self.environment.database, SnapshotType="automated"
        )
        made = [
            snapshot["SnapshotCreateTime"]
            for page in pages
            for snapshot in page["DBSnapshots"]
            if snapshot.get("Status") == "available" and "SnapshotCreateTime" in snapshot
        ]
        return age(BACKUP_AGE, max(made, default=None), self.now(), "no automated snapshot")

    def _copied(self) -> Figure:
        name = self.environment.database
        pages = self.rds.get_paginator("describe_db_instance_automated_backups").paginate(
            DBInstanceIdentifier=name
        )
        found = [
            Backups(one.get("Status", ""), one.get("RestoreWindow", {}).get("LatestTime"))
            for page in pages
            for one in page["DBInstanceAutomatedBackups"]
            if one.get("DBInstanceIdentifier") == name
        ]
        return newest_copied(found, self.now())

    def _publish(self, known: list[Known]) -> None:
        if known:
            copy = self.environment.copy
            self.cloudwatch.put_metric_data(
                Namespace=self.environment.metric_namespace,
                MetricData=[
                    {
                        "MetricName": figure.metric,
                        "Dimensions": [{"Name": "Copy", "Value": copy}],
                        "Value": figure.age.total_seconds(),
                        "Unit": "Seconds",
                    }
                    for figure in known
                ],
            )


def _asked(metric: str, ask: Callable[[], Figure]) -> Figure:
    """The answer, or why there was none."""
    try:
        return ask()
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "no code")
        return Unknown(metric, f"{error.operation_name}: {code}")
    except BotoCoreError as error:
        return Unknown(metric, type(error).__name__)
