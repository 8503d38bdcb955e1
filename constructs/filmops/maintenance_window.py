"""A maintenance window: started on its day, ended with it, cleaned up after however it ends."""

import json
from collections.abc import Mapping

from aws_cdk import aws_iam as iam
from constructs import Construct

from filmops import schedules
from filmops.function import OperationsFunction
from filmops.scheduled_call import Purpose, ScheduledCall
from filmops.window_desk import TOO_LATE, WindowDesk
from filmops.window_telling import MACHINE
from filmops.window_workflow import ACTIVITIES, BackupWorkflow, WindowWorkflow
from filmops.workflow_machine import EndedByForce, WorkflowMachine

BEFORE = "maintenance-backup"
SCHEDULED = "<aws.scheduler.scheduled-time>"
"""What Scheduler replaces by the moment it was to fire at."""


class MaintenanceWindow(Construct):
    """The workflow on every promised day, and the one that backs up ahead of it.

    `functions` are by their names in the workflow.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        desk: WindowDesk,
        functions: Mapping[str, OperationsFunction],
    ) -> None:
        super().__init__(scope, id)
        self._desk = desk
        self.machine = WorkflowMachine(
            self,
            "Workflow",
            name=desk.names.of(MACHINE),
            workflow=WindowWorkflow(
                lasts=desk.lasts,
                activities=tuple(one for one in ACTIVITIES if one.function in functions),
            ),
            functions=functions,
        )
        self._schedule()
        EndedByForce(
            self,
            "Ended",
            name=desk.names.of("maintenance-ended"),
            description="Cleans up after a maintenance window that was ended by force",
            sends={},
            machine=self.machine,
            lost_pages=desk.lost_pages,
        )

    def _schedule(self) -> None:
        for day, expression in schedules.windows(self._desk.maintenance).items():
            ScheduledCall(
                self,
                str(day).replace(" ", ""),
                description=f"Opens the maintenance window of the {day}",
                expression=expression,
                target=self.machine.resource.state_machine_arn,
                sends=json.dumps({"scheduled": SCHEDULED}),
                may=[self.machine.may_start],
                lost_pages=self._desk.lost_pages,
                too_late=TOO_LATE,
                purpose=Purpose.WINDOW,
            )


class BackupAhead(Construct):
    """The workflow of the manual backup so long ahead of a window: whoever announces it starts it."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        desk: WindowDesk,
        functions: Mapping[str, OperationsFunction],
    ) -> None:
        super().__init__(scope, id)
        self.machine = WorkflowMachine(
            self,
            "Workflow",
            name=desk.names.of(BEFORE),
            workflow=BackupWorkflow(lasts=desk.lasts),
            functions=functions,
        )

    @property
    def may_start(self) -> iam.PolicyStatement:
        """What starting it needs."""
        return self.machine.may_start
