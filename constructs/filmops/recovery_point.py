"""How much would be lost now, measured every few minutes beside each copy of the database."""

import json
from datetime import timedelta
from enum import StrEnum

from aws_cdk import ArnFormat, Duration, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from filmops.dead_letters import DeadLetters
from filmops.function import OperationsFunction
from filmops.names import Names
from filmops.scheduled_call import ScheduledCall

NAMESPACE = "FilmOps/Recovery"
POINT_AGE, BACKUP_AGE = "RecoveryPointAge", "BackupAge"
"""Seconds; the dimension `Copy` says of which copy."""


class Copy(StrEnum):
    """The database's own backups, or those replicated into the recovery Region."""

    PRIMARY = "primary"
    REPLICA = "replica"


_QUESTIONS = {
    Copy.PRIMARY: ("rds:DescribeDBInstances", "rds:DescribeDBSnapshots"),
    Copy.REPLICA: ("rds:DescribeDBInstanceAutomatedBackups",),
}


class RecoveryPoint(Construct):
    """A function that asks RDS `every` so often how far a restore would reach, and publishes it.

    It asks in its own Region only, so the replica is measured when the primary Region is gone. No
    metric of AWS has either figure.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Names,
        database: str,
        copy: Copy,
        every: timedelta,
        dead_letters: DeadLetters,
    ) -> None:
        super().__init__(scope, id)
        measuring = OperationsFunction(
            self,
            "Measuring",
            name=names.of("recovery-point"),
            folder="recovery_point",
            environment={"METRIC_NAMESPACE": NAMESPACE, "DATABASE": database, "COPY": copy.value},
            dead_letters=dead_letters,
            timeout=Duration.minutes(2),
        )
        # A measurement that comes late is worth nothing: the next one is there.
        measuring.configure_async_invoke(
            max_event_age=Duration.seconds(every.total_seconds()), retry_attempts=2
        )
        measuring.may_anywhere(
            _publishes(), "PutMetricData knows no resource; a condition fences the namespace"
        )
        _reads(self, measuring, database, copy)
        ScheduledCall(
            self,
            "Poll",
            description=f"Measures how old the newest restorable point of the {copy} is",
            expression=f"rate({every // timedelta(minutes=1)} minutes)",
            target=measuring.function_arn,
            sends=json.dumps({}),
            may=[
                iam.PolicyStatement(
                    actions=["lambda:InvokeFunction"], resources=[measuring.function_arn]
                )
            ],
            too_late=every,
            lost_pages=dead_letters,
        )


def _publishes() -> iam.PolicyStatement:
    return iam.PolicyStatement(
        actions=["cloudwatch:PutMetricData"],
        resources=["*"],  # knows no resource; the namespace is the fence
        conditions={"StringEquals": {"cloudwatch:namespace": NAMESPACE}},
    )


def _reads(scope: RecoveryPoint, measuring: OperationsFunction, database: str, copy: Copy) -> None:
    listed = "snapshot" if copy is Copy.PRIMARY else "auto-backup"
    arns = [
        Stack.of(scope).format_arn(
            service="rds",
            resource=kind,
            resource_name=name,
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )
        for kind, name in (("db", database), (listed, "*"))
    ]
    measuring.may_list(
        _QUESTIONS[copy], arns, "A list is asked for by database; RDS names what is in it"
    )
