"""The functions that see how the platform is, and tell people how a window goes."""

from collections.abc import Sequence
from dataclasses import dataclass

from aws_cdk import Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from filmops import schedules
from filmops.arns import colon_arn
from filmops.function import OperationsFunction
from filmops.lost_pages import may_seal
from filmops.maintenance_records import MaintenanceRecords
from filmops.notices import Readers
from filmops.paging import PagingPath
from filmops.scheduled_call import ScheduledCall
from filmops.window_desk import WindowDesk, seconds
from filmops.window_workflow import ACTIVITIES

MACHINE = "maintenance-window"


@dataclass(frozen=True, slots=True)
class Watched:
    """What health is judged by: `objectives` by name, and alarms but for those `own` to windows."""

    objectives: Sequence[str]
    own: Sequence[str]


def health_of(scope: Construct, desk: WindowDesk, watched: Watched) -> OperationsFunction:
    """The function that looks before the work and watches after it."""
    made = desk.function(
        scope,
        "Health",
        module="health",
        environment={
            "CLOSING_SECONDS": seconds(desk.closing),
            "OBJECTIVES": ",".join(watched.objectives),
            "OWN_ALARMS": ",".join(watched.own),
            "PREFIX": desk.names.prefix,
            "WATCH_SECONDS": seconds(desk.maintenance.after.watch),
        },
        timeout=Duration.minutes(3),
    )
    made.may_anywhere(
        iam.PolicyStatement(actions=["cloudwatch:DescribeAlarms"], resources=["*"]),
        "Composite alarms are listed with every other or not at all; it only reads",
    )
    if watched.objectives:
        stack = Stack.of(scope)
        arns = [
            stack.format_arn(service="application-signals", resource="slo", resource_name=name)
            for name in watched.objectives
        ]
        made.may(
            iam.PolicyStatement(
                actions=["application-signals:BatchGetServiceLevelObjectiveBudgetReport"],
                resources=arns,
            )
        )
    return made


def teller_of(
    scope: Construct,
    desk: WindowDesk,
    readers: Readers,
    paging: PagingPath,
    records: MaintenanceRecords,
) -> OperationsFunction:
    """The function that tells how far a window is, and what has come of it."""
    made = desk.function(
        scope,
        "Summary",
        module="summary",
        environment={
            "ENVIRONMENT": readers.environment,
            "RECORDS": records.table_name,
            "STATUS_PAGE_SECRET": readers.webhook or "",
            "STEPS": ",".join(one.step for one in ACTIVITIES),
            "TOPIC": readers.topic.topic_arn,
            "UPDATE_SECONDS": seconds(desk.maintenance.during.update_every),
        },
        timeout=Duration.minutes(3),
    )
    # An update that comes late says nothing new: the next one is due.
    made.configure_async_invoke(max_event_age=Duration.minutes(15), retry_attempts=2)
    made.may(
        records.may_write,
        iam.PolicyStatement(actions=["sns:Publish"], resources=[readers.topic.topic_arn]),
        may_seal(paging.key),
    )
    runs = colon_arn(Stack.of(scope), "states", "execution", f"{desk.names.of(MACHINE)}:*")
    made.may_list(
        ["states:GetExecutionHistory"], [runs], "Step Functions names its executions by chance"
    )
    if readers.webhook:
        made.may(_reads_secret(scope, readers.webhook))
    return made


def _reads_secret(scope: Construct, name: str) -> iam.PolicyStatement:
    secret = secretsmanager.Secret.from_secret_name_v2(scope, "Webhook", name)
    # A secret's ARN ends in six characters nobody chooses.
    return iam.PolicyStatement(
        actions=["secretsmanager:GetSecretValue"], resources=[f"{secret.secret_arn}-??????"]
    )


def updates_from(scope: Construct, desk: WindowDesk, teller: OperationsFunction) -> ScheduledCall:
    """Calls the teller twice in every stretch after which something is to be said.

    Day and night, so that a workflow that hangs keeps nobody waiting: outside a window it says
    nothing.
    """
    arn = teller.function_arn
    return ScheduledCall(
        scope,
        "Updates",
        description="Says how far a maintenance window is, while one is being worked in",
        expression=schedules.every(desk.maintenance.during.update_every / 2),
        target=arn,
        sends='{"step": "update"}',
        may=[iam.PolicyStatement(actions=["lambda:InvokeFunction"], resources=[arn])],
        lost_pages=desk.lost_pages,
    )
