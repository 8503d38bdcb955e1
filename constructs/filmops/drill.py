"""A drill: the database restored beside itself, read, judged, and taken away again."""

import json
from dataclasses import dataclass
from datetime import timedelta

from aws_cdk import Duration
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

from filmops.database_home import PORT, DatabaseHome
from filmops.database_origin import DATABASE_NAME
from filmops.drill_reading import LONGEST, DrillReading
from filmops.drill_records import DrillRecords
from filmops.drill_rights import DrillRights
from filmops.drill_workflow import OPERATE, RECORD, VALIDATE, Workflow
from filmops.function import OperationsFunction
from filmops.lost_pages import LostPages
from filmops.names import Names
from filmops.scheduled_call import ScheduledCall
from filmops.workflow_machine import EndedByForce, WorkflowMachine


@dataclass(frozen=True, slots=True)
class DrillDesk:
    """What all drills of a Region share."""

    names: Names
    rights: DrillRights
    home: DatabaseHome
    reading: DrillReading
    records: DrillRecords
    lost_pages: LostPages


@dataclass(frozen=True, slots=True)
class Limits:
    """A run ends after `lasts`; a database not there within `patience` is late for the RTO.

    One that holds nothing written in the `stale_after` before its end is stale.
    """

    lasts: timedelta
    patience: timedelta
    stale_after: timedelta


class Drill(Construct):
    """Restores by `expression` (UTC) what `kind` names, as an `instance_class`, and deletes it.

    `key` seals what is restored. However a run ends, by force as well, the instance is deleted and
    a record is kept.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        kind: str,
        desk: DrillDesk,
        key: kms.Key,
        instance_class: str,
        expression: str,
        limits: Limits,
    ) -> None:
        super().__init__(scope, id)
        self._kind = kind
        self._desk = desk
        self.machine = WorkflowMachine(
            self,
            "Workflow",
            name=desk.names.of(f"drill-{kind}"),
            workflow=Workflow(restores=True, lasts=limits.lasts),
            functions={
                OPERATE: self._operator(key, instance_class, limits.patience),
                VALIDATE: validator(
                    self, f"drill-{kind}", desk, desk.rights.drilled, limits.stale_after
                ),
                RECORD: desk.records.recorder,
            },
        )
        self._schedule(expression)
        self._clean_up_after_force()

    def _operator(
        self, key: kms.Key, instance_class: str, patience: timedelta
    ) -> OperationsFunction:
        desk, rights = self._desk, self._desk.rights
        operator = OperationsFunction(
            self,
            "Operator",
            name=desk.names.of(f"drill-{self._kind}-operate"),
            folder="drill",
            module="restoring",
            environment={
                "INSTANCE_CLASS": instance_class,
                "OWNER": rights.owner,
                "PARAMETER_GROUP": desk.home.parameter_group.ref,
                "PATIENCE_SECONDS": str(int(patience.total_seconds())),
                "PORT": str(PORT),
                "SECURITY_GROUP": desk.reading.guard.attr_group_id,
                "SOURCE": rights.production,
                "SUBNET_GROUP": desk.home.subnet_group.ref,
            },
            dead_letters=desk.lost_pages,
            timeout=Duration.minutes(5),
        )
        home = desk.home
        operator.may_among(
            "Instances come and go under names that begin with the owner's; tags fence the rest",
            rights.sees_instances(),
            *rights.restores(
                str(home.subnet_group.db_subnet_group_name),
                str(home.parameter_group.db_parameter_group_name),
            ),
            rights.takes_away(),
            rights.has_passwords_made(),
            *rights.opens(key),
            rights.never_harms_production(),
        )
        return operator

    def _schedule(self, expression: str) -> None:
        ScheduledCall(
            self,
            "Schedule",
            description=f"The drill: {self._kind}",
            expression=expression,
            target=self.machine.resource.state_machine_arn,
            sends=json.dumps({"drill": self._kind}),
            may=[self.machine.may_start],
            lost_pages=self._desk.lost_pages,
        )

    def _clean_up_after_force(self) -> None:
        EndedByForce(
            self,
            "Ended",
            name=self._desk.names.of(f"drill-{self._kind}-ended"),
            description=f"Cleans up after a drill that was ended by force: {self._kind}",
            sends={"drill": self._kind},
            machine=self.machine,
            lost_pages=self._desk.lost_pages,
        )


def validator(
    scope: Construct, name: str, desk: DrillDesk, instances: str, stale_after: timedelta
) -> OperationsFunction:
    """The function that judges the databases of `instances`, an ARN with a wildcard."""
    reader = desk.reading.reader
    made = OperationsFunction(
        scope,
        "Validator",
        name=desk.names.of(f"{name}-validate"),
        folder="drill",
        module="validating",
        environment={
            "DATABASE": DATABASE_NAME,
            "OWNER": desk.rights.owner,
            "READER": reader.function_name,
            "STALE_SECONDS": str(int(stale_after.total_seconds())),
        },
        dead_letters=desk.lost_pages,
        timeout=LONGEST,
    )
    made.may_among(
        "RDS names its secrets by chance; a condition holds them to the instances restored",
        desk.rights.reads_passwords_of(instances),
    )
    made.may(
        iam.PolicyStatement(actions=["lambda:InvokeFunction"], resources=[reader.function_arn])
    )
    return made
