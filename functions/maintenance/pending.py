"""What RDS has waiting for the database: its own maintenance, and upgrades of engine and CA."""

import os
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3

from .calls import PATIENT
from .environment import required, seconds
from .fence import Fence
from .telemetry import observed
from .upgrades import Instance, newest_minor
from .work import Call, Figure, Outcome, Result, Said

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_rds import RDSClient

PENDING, UPGRADES = "pending", "upgrades"
APPLY = "apply"
UPGRADING = frozenset({"db-upgrade", "ca-certificate-rotation"})
"""Pending actions that are upgrades; all others are the database's maintenance."""


@observed
def handle(event: Said, _context: object) -> dict[str, Any]:
    """Lambda's entry: the steps `pending` and `upgrades` of the workflow."""
    return pending_of_process().run(Call.of(event)).said()


@cache
def pending_of_process() -> "Pending":
    """Built once for all invocations of this process."""
    rds: RDSClient = boto3.client("rds", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    return Pending(
        rds=rds,
        database=required(os.environ, "DATABASE"),
        arn=required(os.environ, "DATABASE_ARN"),
        applies={
            PENDING: required(os.environ, "DATABASE_UPDATES") == APPLY,
            UPGRADES: required(os.environ, "UPGRADES") == APPLY,
        },
        lasts=seconds(os.environ, "NEEDS_SECONDS"),
        fence=Fence.of_process(),
    )


@dataclass(frozen=True, slots=True)
class Pending:
    """`applies` says for each step whether it acts or only tells.

    Applying is immediate and cannot be undone: it begins only while the window is open for at
    least `lasts` more, and never as "next-maintenance", which could be a Sunday nobody announced.
    """

    rds: "RDSClient"
    database: str
    arn: str
    applies: dict[str, bool]
    lasts: timedelta
    fence: Fence

    def run(self, call: Call) -> Result:
        """Apply what is pending of this step's kind, one after the other, and wait for it."""
        instance, waiting = self._instance(), self._waiting(call.step)
        upgrade = newest_minor(self.rds, instance) if call.step == UPGRADES else None
        offered = [*waiting, *([f"{instance.engine} {upgrade}"] if upgrade else [])]
        begun = [str(one) for one in _begun(call)]
        if not instance.is_available:
            return self._wait(call, begun, f"the database is {instance.status}")
        if not self.applies[call.step]:
            said = f"reported only: {', '.join(offered)}" if offered else "nothing is offered"
            return Result(Outcome.DONE, said, self._figures(call, offered, instance))
        left = [one for one in offered if one not in begun]
        if left:
            self.fence.check(call.window, self.lasts)
            self._apply(left[0], upgrade)
            return self._again(f"{left[0]} has begun", [*begun, left[0]], call, offered, instance)
        if offered:
            return self._wait(call, begun, f"{', '.join(offered)} is not through")
        done = f"{', '.join(begun)} applied" if begun else "nothing was offered"
        return Result(Outcome.DONE, done, self._figures(call, offered, instance))

    def _apply(self, action: str, upgrade: str | None) -> None:
        if upgrade and action.endswith(f" {upgrade}"):
            self.rds.modify_db_instance(
                DBInstanceIdentifier=self.database, EngineVersion=upgrade, ApplyImmediately=True
            )
        else:
            self.rds.apply_pending_maintenance_action(
                ResourceIdentifier=self.arn, ApplyAction=action, OptInType="immediate"
            )

    def _wait(self, call: Call, begun: list[str], because: str) -> Result:
        """What has begun cannot be called back; when time is up somebody has to look."""
        if self.fence.is_open(call.window):
            return Result(Outcome.AGAIN, because, cursor={**call.cursor, "begun": begun})
        return Result(Outcome.FAILED, f"{because} as the window closes")

    def _again(
        self, because: str, begun: list[str], call: Call, offered: list[str], instance: Instance
    ) -> Result:
        before = call.cursor.get("before") or instance.version
        first = call.cursor.get("offered") or len(offered)
        cursor: dict[str, object] = {"begun": begun, "before": before, "offered": first}
        return Result(Outcome.AGAIN, because, cursor=cursor)

    def _figures(self, call: Call, offered: list[str], instance: Instance) -> dict[str, Figure]:
        return {
            "offered_before": str(call.cursor.get("offered") or len(offered)),
            "offered_after": len(offered),
            "version_before": str(call.cursor.get("before") or instance.version),
            "version_after": instance.version,
            "authority": f"{instance.authority}, until {instance.authority_until}",
        }

    def _waiting(self, step: str) -> list[str]:
        pages = self.rds.get_paginator("describe_pending_maintenance_actions").paginate(
            ResourceIdentifier=self.arn
        )
        actions = [
            str(detail.get("Action"))
            for page in pages
            for one in page["PendingMaintenanceActions"]
            for detail in one.get("PendingMaintenanceActionDetails", [])
        ]
        return [one for one in actions if (one in UPGRADING) == (step == UPGRADES)]

    def _instance(self) -> Instance:
        (found,) = self.rds.describe_db_instances(DBInstanceIdentifier=self.database)["DBInstances"]
        return Instance.of(found)


def _begun(call: Call) -> list[object]:
    match call.cursor.get("begun"):
        case list(begun):  # pyright: ignore[reportUnknownVariableType]
            return list[object](begun)  # pyright: ignore[reportUnknownArgumentType]
        case _:
            return []
