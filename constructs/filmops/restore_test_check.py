"""The verdict on what AWS Backup restored by itself: the same reading, the same judgement."""

from datetime import timedelta

from aws_cdk import Duration
from aws_cdk import aws_iam as iam
from constructs import Construct

from filmops.drill import DrillDesk, Limits, validator
from filmops.drill_workflow import OPERATE, RECORD, TELL, VALIDATE, Workflow
from filmops.function import OperationsFunction
from filmops.restore_test import RestoreTest
from filmops.workflow_machine import StartedBy, WorkflowMachine

THIRD_COPY = "third-copy"


class RestoreTestCheck(Construct):
    """Validates every restore of `test`, tells AWS Backup, and keeps a record as of any drill."""

    def __init__(
        self, scope: Construct, id: str, *, desk: DrillDesk, test: RestoreTest, limits: Limits
    ) -> None:
        super().__init__(scope, id)
        self._desk = desk
        self.machine = WorkflowMachine(
            self,
            "Workflow",
            name=desk.names.of(f"drill-{THIRD_COPY}"),
            workflow=Workflow(restores=False, lasts=limits.lasts),
            functions={
                OPERATE: self._claimer(limits.patience),
                VALIDATE: validator(
                    self,
                    f"drill-{THIRD_COPY}",
                    desk,
                    desk.rights.rds("db", "awsbackup-restore-test-*"),
                    limits.stale_after,
                ),
                TELL: self._teller(),
                RECORD: desk.records.recorder,
            },
        )
        StartedBy(
            self,
            "Restored",
            name=desk.names.of("restore-tested"),
            description="Validates what AWS Backup restored to test it",
            pattern={
                "source": ["aws.backup"],
                "detail-type": ["Restore Job State Change"],
                "detail": {"status": ["COMPLETED"], "restoreTestingPlanArn": [test.plan_arn]},
            },
            reads={
                "job": "$.detail.restoreJobId",
                "resource": "$.detail.createdResourceArn",
                "began": "$.detail.creationDate",
            },
            sends=(
                f'{{"drill": "{THIRD_COPY}", "job": <job>, "resource": <resource>, '
                '"began": <began>}'
            ),
            machine=self.machine,
            lost_pages=desk.lost_pages,
        )

    def _claimer(self, patience: timedelta) -> OperationsFunction:
        rights = self._desk.rights
        claimer = OperationsFunction(
            self,
            "Claimer",
            name=self._desk.names.of(f"drill-{THIRD_COPY}-claim"),
            folder="drill",
            module="restoring",
            environment={
                "OWNER": rights.owner,
                "PATIENCE_SECONDS": str(int(patience.total_seconds())),
            },
            dead_letters=self._desk.lost_pages,
            timeout=Duration.minutes(5),
        )
        claimer.may_among(
            "AWS Backup names what it restores; its tag is the fence",
            rights.sees_instances(),
            rights.claims_restore_tests(),
            rights.has_passwords_made(),
            rights.never_harms_production(),
        )
        return claimer

    def _teller(self) -> OperationsFunction:
        teller = OperationsFunction(
            self,
            "Teller",
            name=self._desk.names.of(f"drill-{THIRD_COPY}-tell"),
            folder="drill",
            module="telling",
            environment={},
            dead_letters=self._desk.lost_pages,
            timeout=Duration.minutes(1),
        )
        teller.may_anywhere(
            iam.PolicyStatement(actions=["backup:PutRestoreValidationResult"], resources=["*"]),
            "A restore job has no ARN to grant by; the action only ever ends a test of a restore",
        )
        return teller
