"""The gate of a window: what may keep it shut, and whom an operator's hold is told to."""

from collections.abc import Sequence

from aws_cdk import Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_ssm as ssm
from constructs import Construct

from filmops.function import OperationsFunction
from filmops.lost_pages import LostPages
from filmops.maintenance_records import MaintenanceRecords
from filmops.names import Names


class Gate(Construct):
    """A function that judges whether a window may be worked in, and claims it for one run.

    `incidents` are topics, of any Region: an alarm that tells one of them is an open incident.
    `freezes` names an SSM Change Calendar, None without one. `hold` is a parameter that an operator
    sets to a reason; no deployment takes it back, since its value here never changes.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Names,
        calendar: str,
        records: MaintenanceRecords,
        incidents: Sequence[str],
        freezes: str | None,
        lost_pages: LostPages,
    ) -> None:
        super().__init__(scope, id)
        self.hold = ssm.StringParameter(
            self,
            "Hold",
            parameter_name=f"/{names.prefix}/maintenance/hold",
            description="no, or why no maintenance window may be worked in",
            string_value="no",
        )
        self.function = OperationsFunction(
            self,
            "Judge",
            name=names.of("maintenance-gate"),
            folder="maintenance",
            module="gate",
            packaged=True,
            environment={
                "CALENDAR": calendar,
                "CHANGE_CALENDAR": freezes or "",
                "HOLD": self.hold.parameter_name,
                "INCIDENT_TOPICS": ",".join(incidents),
                "RECORDS": records.table_name,
            },
            dead_letters=lost_pages,
            timeout=Duration.minutes(2),
        )
        self.function.may(
            records.may_write,
            iam.PolicyStatement(actions=["ssm:GetParameter"], resources=[self.hold.parameter_arn]),
        )
        self.function.may_anywhere(
            iam.PolicyStatement(actions=["cloudwatch:DescribeAlarms"], resources=["*"]),
            "DescribeAlarms lists by state and action, which names no alarm; nothing is written",
        )
        if freezes:
            self._read_calendar(freezes)

    def _read_calendar(self, name: str) -> None:
        document = Stack.of(self).format_arn(service="ssm", resource="document", resource_name=name)
        self.function.may(
            iam.PolicyStatement(actions=["ssm:GetCalendarState"], resources=[document])
        )
