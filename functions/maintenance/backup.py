"""Backup validation, and a backup that is known to be there before anything is touched."""

import os
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import ClientError

from .calls import PATIENT
from .environment import required, seconds
from .fence import Clock, Fence, utc_now
from .snapshots import Snapshot, Snapshots
from .telemetry import observed
from .work import Call, Outcome, Result, Said, moment

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_rds import RDSClient

BEFORE, IN_WINDOW = "before", "backup"
"""The steps: a day ahead, and first thing in the window."""
_MINUTE = timedelta(minutes=1)
_GROWING = frozenset({"active", "replicating"})
"""Statuses of backups that new points are added to (functions/recovery_point has the sources)."""


@observed
def handle(event: Said, _context: object) -> dict[str, Any]:
    """Lambda's entry: {"step": "backup" or "before", ...} of the workflows."""
    return backup_of_process().run(Call.of(event)).said()


@cache
def backup_of_process() -> "Backup":
    """Built once for all invocations of this process."""
    rds: RDSClient = boto3.client("rds", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    region = required(os.environ, "COPY_REGION")
    there: RDSClient = boto3.client("rds", region_name=region, config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    database, fence = required(os.environ, "DATABASE"), Fence.of_process()
    return Backup(
        rds=rds,
        there=there,
        database=database,
        youngest=seconds(os.environ, "POINT_SECONDS"),
        snapshots=Snapshots(
            rds, database, required(os.environ, "OWNER"), seconds(os.environ, "KEPT_SECONDS")
        ),
        fence=fence,
    )


@dataclass(frozen=True, slots=True)
class Backup:
    """`youngest` is how old the newest restorable point may be, here and of the copy `there`."""

    rds: "RDSClient"
    there: "RDSClient"
    database: str
    youngest: timedelta
    snapshots: Snapshots
    fence: Fence
    now: Clock = utc_now

    def run(self, call: Call) -> Result:
        """Look at what there is, take a snapshot of this occasion, wait for it, tidy up."""
        window = self._window(call)
        if call.step == IN_WINDOW:
            self.fence.check(window)
        here, there = self._age_here(), self._age_there()
        figures = {
            "restorable point, minutes old": _minutes(here),
            "its copy, minutes old": _minutes(there),
        }
        for name, age in (("the restorable point", here), ("its copy", there)):
            if age is None or age > self.youngest:
                old = "is missing" if age is None else f"is {_minutes(age)} min old"
                return Result(Outcome.FAILED, f"{name} {old}", figures)
        return self._snapshot(call.step, window, figures)

    def _snapshot(self, step: str, window: str, figures: dict[str, float | str]) -> Result:
        kind = "before" if step == BEFORE else "window"
        snapshot = self.snapshots.taken(kind, window)
        if snapshot is None:
            return Result(Outcome.AGAIN, "the database is busy: no snapshot yet", figures)
        if snapshot.is_coming:
            return Result(Outcome.AGAIN, f"{snapshot.name} is {snapshot.percent} % there", figures)
        if not snapshot.is_good:
            return Result(Outcome.FAILED, f"{snapshot.name} is {snapshot.status}", figures)
        kept = f"{snapshot.name} is available"
        if step == IN_WINDOW and not self.snapshots.has("before", window):
            kept += ", the one of the day before is missing"
        return Result(Outcome.DONE, f"{kept}{self._tidied()}", {**figures, **_of(snapshot)})

    def _tidied(self) -> str:
        """Old snapshots of ours go; that they stay is no reason to stop."""
        try:
            count = self.snapshots.prune(self.now())
        except ClientError as error:
            return f"; old snapshots stay: {error}"
        return f"; {count} old deleted" if count else ""

    def _window(self, call: Call) -> str:
        if call.window:
            return call.window
        scheduled = call.state.get("scheduled")
        return self.fence.calendar.next(moment(scheduled) if scheduled else self.now()).id

    def _age_here(self) -> timedelta | None:
        (found,) = self.rds.describe_db_instances(DBInstanceIdentifier=self.database)["DBInstances"]
        point = found.get("LatestRestorableTime")
        return None if point is None else self.now() - point

    def _age_there(self) -> timedelta | None:
        pages = self.there.get_paginator("describe_db_instance_automated_backups").paginate(
            DBInstanceIdentifier=self.database
        )
        points = [
            until
            for page in pages
            for one in page["DBInstanceAutomatedBackups"]
            if str(one.get("Status", "")).lower() in _GROWING
            and (until := one.get("RestoreWindow", {}).get("LatestTime"))
        ]
        return self.now() - max(points) if points else None


def _minutes(age: timedelta | None) -> float | str:
    return "none" if age is None else round(age / _MINUTE, 1)


def _of(snapshot: Snapshot) -> dict[str, float | str]:
    return {"snapshot": snapshot.name, "snapshot, GiB": snapshot.gib}
