"""What whoever is on call may do about a maintenance window: look, announce, hold, start, end."""

from collections.abc import Iterator
from dataclasses import dataclass

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_iam as iam

from filmops.gate import HOLD
from filmops.maintenance_records import RECORDS
from filmops.maintenance_window import BEFORE
from filmops.names import Names
from filmops.notices import NOTICES
from filmops.window_telling import MACHINE

EXECUTIONS_ARE_NUMBERED = "A run gets its name when it starts"


@dataclass(frozen=True, slots=True)
class WindowRights:
    """Statements for the stack of the windows; whatever they name has a fixed name."""

    stack: Stack
    names: Names

    @property
    def runs(self) -> list[str]:
        """Every run of a window, and of the backup a day ahead."""
        return [self._states("execution", f"{self.names.of(one)}:*") for one in (MACHINE, BEFORE)]

    def statements(self) -> Iterator[iam.PolicyStatement]:
        """In the order of the runbooks."""
        machines = [self._states("stateMachine", self.names.of(one)) for one in (MACHINE, BEFORE)]
        yield _may(["dynamodb:Query"], [self._arn("dynamodb", "table", self.names.of(RECORDS))])
        yield _may(["states:StartExecution"], machines)
        yield _may(
            ["states:DescribeExecution", "states:GetExecutionHistory", "states:StopExecution"],
            self.runs,
        )
        hold = self._arn("ssm", "parameter", f"{self.names.prefix}/{HOLD}")
        yield _may(["ssm:GetParameter", "ssm:PutParameter"], [hold])
        notices = self.stack.format_arn(
            service="lambda",
            resource="function",
            resource_name=self.names.of(NOTICES),
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )
        yield _may(["lambda:InvokeFunction"], [notices])

    def _states(self, kind: str, name: str) -> str:
        form = ArnFormat.COLON_RESOURCE_NAME
        return self.stack.format_arn(
            service="states", resource=kind, resource_name=name, arn_format=form
        )

    def _arn(self, service: str, kind: str, name: str) -> str:
        return self.stack.format_arn(service=service, resource=kind, resource_name=name)


def _may(actions: list[str], resources: list[str]) -> iam.PolicyStatement:
    return iam.PolicyStatement(actions=actions, resources=resources)
