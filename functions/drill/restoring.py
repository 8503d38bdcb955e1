"""The steps that touch RDS: restore, look how far it is, and take it away."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import boto3
from botocore.config import Config

from .environment import Room, required, seconds
from .restore import (
    AlreadyRunning,
    LeftBehindError,
    Phase,
    Source,
    StillThereError,
    phase,
    request,
    run_of,
    seen,
)
from .run import Run, Said, Step, step_of
from .sources import source_of

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_rds import RDSClient

PATIENT = Config(retries={"mode": "adaptive", "max_attempts": 8})


def handle(event: Said, _context: object) -> dict[str, object]:
    """Lambda's entry: one step of the workflow."""
    step = step_of(event, Step.RESTORE, Step.LOOK, Step.CLEAN)
    operator = operator_of_process()
    run = Run.of(event, operator.owner)
    match step:
        case Step.RESTORE:
            return operator.restore(run)
        case Step.LOOK:
            return operator.look(run)
        case _:
            return operator.clean(run)


@cache
def operator_of_process() -> "Operator":
    """Built once for all invocations of this process."""
    rds: RDSClient = boto3.client("rds", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    return Operator(
        rds=rds,
        owner=required(os.environ, "OWNER"),
        patience=seconds(os.environ, "PATIENCE_SECONDS"),
        source=os.environ.get("SOURCE", ""),
        room=Room.read(os.environ) if os.environ.get("SOURCE") else None,
    )


@dataclass(frozen=True, slots=True)
class Operator:
    """Restores `source` into `room`. Without them it only looks after what others restored."""

    rds: "RDSClient"
    owner: str
    patience: timedelta
    source: str = ""
    room: Room | None = None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def restore(self, run: Run) -> dict[str, object]:
        """Ask for the restore, once: an attempt before this one may have got through."""
        if self.room is None:
            raise ValueError("SOURCE: wanted the database to restore, got nothing")
        source = source_of(self.rds, run.drill, self.source)
        if not self._is_mine_already(run):
            self._ask(run, source, self.room)
        return {"instance": run.instance, "point": source.point.isoformat()}

    def look(self, run: Run) -> dict[str, object]:
        """How far it is; once available, RDS is asked for a password of its own."""
        instance = self._found(run.instance)
        if instance is None:
            raise LookupError(f"{run.instance}: wanted an instance, got none")
        found = phase(instance, self.now() - run.began, self.patience)
        if found is Phase.CLAIM:
            self.rds.modify_db_instance(
                DBInstanceIdentifier=run.instance,
                ManageMasterUserPassword=True,
                ApplyImmediately=True,
            )
        return seen(instance, found)

    def clean(self, run: Run) -> dict[str, object]:
        """Take away what this run restored; raises StillThereError until it is gone."""
        instance = self._found(run.instance)
        if instance is None or run_of(instance) != run.execution:
            return {"gone": True}
        if instance.get("DBInstanceStatus") != "deleting":
            try:
                self.rds.delete_db_instance(
                    DBInstanceIdentifier=run.instance,
                    SkipFinalSnapshot=True,
                    DeleteAutomatedBackups=True,
                )
            except self.rds.exceptions.InvalidDBInstanceStateFault as error:
                raise StillThereError(f"{run.instance} cannot be deleted yet") from error
        raise StillThereError(f"{run.instance} is being deleted")

    def _is_mine_already(self, run: Run) -> bool:
        drills = {str(one["DBInstanceIdentifier"]): one for one in self._drills()}
        mine = drills.get(run.instance)
        if mine is not None and run_of(mine) != run.execution:
            raise AlreadyRunning(f"{run.instance} belongs to {run_of(mine)}")
        if others := sorted(drills.keys() - {run.instance}):
            raise LeftBehindError(f"{', '.join(others)} of an earlier drill is still there")
        return mine is not None

    def _ask(self, run: Run, source: Source, room: Room) -> None:
        wanted = cast(Any, request(run, source, room, self.owner))  # typed by name in the stubs
        try:
            self.rds.restore_db_instance_to_point_in_time(**wanted)
        except self.rds.exceptions.DBInstanceAlreadyExistsFault as error:
            raise AlreadyRunning(f"{run.instance} came in between") from error

    def _drills(self) -> list[Said]:
        pages = self.rds.get_paginator("describe_db_instances").paginate()
        every = [cast(Said, one) for page in pages for one in page["DBInstances"]]
        return [one for one in every if str(one["DBInstanceIdentifier"]).startswith(self.owner)]

    def _found(self, name: str) -> Said | None:
        try:
            found = self.rds.describe_db_instances(DBInstanceIdentifier=name)
        except self.rds.exceptions.DBInstanceNotFoundFault:
            return None
        return cast(Said, found["DBInstances"][0])
