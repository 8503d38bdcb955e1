"""One call on a schedule, with a role of its own that may do that and nothing else."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum

from aws_cdk import aws_iam as iam
from aws_cdk import aws_scheduler as scheduler
from constructs import Construct

from filmops.dead_letters import DeadLetters
from filmops.lost_pages import LostPages

PURPOSE = "filmops:calendar"


class Purpose(StrEnum):
    """What a schedule of the maintenance calendar is for; a schedule carries no tags."""

    WINDOW = "window"
    NOTICE = "notice"


class ScheduledCall(Construct):
    """Calls `target` at `expression`, in UTC, at that minute and in no window around it.

    `may` is what the call needs. What could not be delivered within `too_late` goes to
    `lost_pages`: Scheduler's default would retry for a day. `purpose` is None for an
    ordinary schedule, which keeps out of the windows (docs/decisions/0018).
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        description: str,
        expression: str,
        target: str,
        sends: str,
        may: Sequence[iam.PolicyStatement],
        lost_pages: LostPages | DeadLetters,
        too_late: timedelta = timedelta(minutes=15),
        purpose: Purpose | None = None,
    ) -> None:
        super().__init__(scope, id)
        role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("scheduler.amazonaws.com"),
            description=description,
        )
        policy = iam.Policy(self, "May", roles=[role], statements=[*may, *lost_pages.may_bury])
        schedule = scheduler.CfnSchedule(
            self,
            "Schedule",
            description=description,
            schedule_expression=expression,
            schedule_expression_timezone="UTC",
            flexible_time_window=scheduler.CfnSchedule.FlexibleTimeWindowProperty(mode="OFF"),
            target=scheduler.CfnSchedule.TargetProperty(
                arn=target,
                role_arn=role.role_arn,
                input=sends,
                retry_policy=scheduler.CfnSchedule.RetryPolicyProperty(
                    maximum_event_age_in_seconds=too_late.total_seconds(),
                    maximum_retry_attempts=3,
                ),
                dead_letter_config=scheduler.CfnSchedule.DeadLetterConfigProperty(
                    arn=lost_pages.queue_arn
                ),
            ),
        )
        if purpose:
            schedule.add_metadata(PURPOSE, purpose.value)
        # Scheduler assumes the role as soon as the schedule exists.
        schedule.node.add_dependency(policy)
