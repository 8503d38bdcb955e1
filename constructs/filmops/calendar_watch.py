"""Who looks, every quarter of an hour, whether the calendar is kept."""

import json
from collections.abc import Sequence
from datetime import timedelta

from aws_cdk import Duration
from aws_cdk import aws_iam as iam
from constructs import Construct

from filmops.function import OperationsFunction
from filmops.lost_pages import LostPages
from filmops.maintenance_records import MaintenanceRecords
from filmops.mutes import Mutes
from filmops.names import Names
from filmops.scheduled_call import ScheduledCall
from filmops.schedules import every


class CalendarWatch(Construct):
    """A function that holds records and clock against each other `often`, and publishes the result.

    Whatever is `grace` late is late. `database` is the ARN whose pending maintenance it asks for,
    `channels` are the ways a notice goes. It changes nothing; the mutes of a window in which nobody
    works it has taken away by the function that may.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Names,
        calendar: str,
        records: MaintenanceRecords,
        mutes: Mutes,
        channels: Sequence[str],
        database: str,
        often: timedelta,
        grace: timedelta,
        lost_pages: LostPages,
    ) -> None:
        super().__init__(scope, id)
        watching = OperationsFunction(
            self,
            "Watching",
            name=names.of("maintenance-watch"),
            folder="maintenance",
            module="calendar_watch",
            packaged=True,
            environment={
                "CALENDAR": calendar,
                "CHANNELS": ",".join(channels),
                "DATABASE_ARN": database,
                "GRACE_SECONDS": str(int(grace.total_seconds())),
                "RECORDS": records.table_name,
                "UNMUTE": mutes.lifter.function_name,
            },
            dead_letters=lost_pages,
            timeout=Duration.minutes(2),
        )
        # A look that comes late is worth nothing: the next one is there.
        watching.configure_async_invoke(
            max_event_age=Duration.seconds(often.total_seconds()), retry_attempts=2
        )
        watching.may(
            records.may_read,
            mutes.may_lift,
            iam.PolicyStatement(
                actions=["rds:DescribePendingMaintenanceActions"], resources=[database]
            ),
        )
        ScheduledCall(
            self,
            "Often",
            description="Looks whether the maintenance calendar is kept",
            expression=every(often),
            target=watching.function_arn,
            sends=json.dumps({}),
            may=[
                iam.PolicyStatement(
                    actions=["lambda:InvokeFunction"], resources=[watching.function_arn]
                )
            ],
            lost_pages=lost_pages,
            too_late=often,
        )
