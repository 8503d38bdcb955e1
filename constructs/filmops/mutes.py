"""The list of what is muted in a window, who may mute exactly that, and who takes it away again."""

from collections.abc import Sequence

from aws_cdk import ArnFormat, Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_ssm as ssm
from constructs import Construct

from filmops.function import OperationsFunction
from filmops.lost_pages import LostPages
from filmops.maintenance_records import MaintenanceRecords
from filmops.muted import Muted, listed
from filmops.names import Names


class Mutes(Construct):
    """The list as a parameter, and the function that ends a window's mutes.

    `calendar` is the variable CALENDAR. Whoever announces a window mutes ahead of it: `may_mute`
    names exactly the listed alarms, and rules by the name of this environment's windows.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Names,
        reasons: Sequence[Muted],
        records: MaintenanceRecords,
        calendar: str,
        lost_pages: LostPages,
    ) -> None:
        super().__init__(scope, id)
        self._names = names
        self._alarms = [alarm for one in reasons for alarm in one.alarms]
        self._list = ssm.StringParameter(
            self,
            "List",
            parameter_name=f"/{names.prefix}/maintenance/muted",
            description="Alarms that the work of a maintenance window disturbs, by reason",
            string_value=listed(reasons),
        )
        self.environment = {
            "MUTED": self._list.parameter_name,
            "PREFIX": names.prefix,
            "RECORDS": records.table_name,
        }
        self.lifter = OperationsFunction(
            self,
            "Lifter",
            name=names.of("maintenance-unmute"),
            folder="maintenance",
            module="mutes",
            packaged=True,
            environment={"CALENDAR": calendar, **self.environment},
            dead_letters=lost_pages,
            timeout=Duration.minutes(2),
        )
        self.lifter.may(records.may_write)
        self.lifter.may_among(
            "A rule is named after the day of its window",
            iam.PolicyStatement(
                actions=["cloudwatch:DeleteAlarmMuteRule"], resources=[self._rules]
            ),
        )

    def let_mute(self, function: OperationsFunction) -> None:
        """Let a function write the mutes of a window, and read what is to be muted."""
        function.may(
            iam.PolicyStatement(actions=["ssm:GetParameter"], resources=[self._list.parameter_arn])
        )
        if self._alarms:
            alarms = [self._arn("alarm", name) for name in self._alarms]
            function.may(
                iam.PolicyStatement(actions=["cloudwatch:PutAlarmMuteRule"], resources=alarms)
            )
        function.may_among(
            "A rule is named after the day of its window",
            iam.PolicyStatement(actions=["cloudwatch:PutAlarmMuteRule"], resources=[self._rules]),
        )

    @property
    def may_lift(self) -> iam.PolicyStatement:
        """What having the mutes of a window taken away needs."""
        return iam.PolicyStatement(
            actions=["lambda:InvokeFunction"], resources=[self.lifter.function_arn]
        )

    @property
    def _rules(self) -> str:
        return self._arn("alarm-mute-rule", self._names.of("window-*"))

    def _arn(self, kind: str, name: str) -> str:
        return Stack.of(self).format_arn(
            service="cloudwatch",
            resource=kind,
            resource_name=name,
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )
