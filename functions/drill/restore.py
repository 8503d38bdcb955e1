"""What RDS is asked for, and what it says of an instance that is being restored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import cast

from .environment import Room
from .run import Run, Said, said

OWNER_TAG = "filmops-drill"
"""On every instance a drill restores: whose it is. Without it nothing is deleted."""
RUN_TAG = "filmops-drill-run"
"""The run that restored it: no run takes away what another is reading."""
AUTHORITY = "rds-ca-rsa2048-g1"
"""The only kind of certificate `authorities.pem` can verify."""
_BROKEN = ("failed", "incompatible", "inaccessible", "storage-full", "restore-error")


class AlreadyRunning(Exception):  # noqa: N818 (the workflow names it, and it is no failure)
    """Another run of the same occasion is at work: schedules deliver at least once."""


class LeftBehindError(Exception):
    """An instance of an earlier drill is still there."""


class NothingToRestoreError(Exception):
    """There is no backup to restore from."""


class StillThereError(Exception):
    """The instance is not gone yet; the workflow asks again."""


class Phase(StrEnum):
    """How far a restore has come."""

    WAITING = "waiting"
    CLAIM = "claim"
    READY = "ready"
    FAILED = "failed"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Source:
    """A backup: how RDS is told of it, and the newest moment it reaches."""

    names: Mapping[str, str]
    point: datetime


def request(run: Run, source: Source, room: Room, owner: str) -> dict[str, object]:
    """A private instance that nobody's clients reach, and that keeps nothing once deleted."""
    return {
        **source.names,
        "TargetDBInstanceIdentifier": run.instance,
        "UseLatestRestorableTime": True,
        "DBInstanceClass": room.instance_class,
        "DBSubnetGroupName": room.subnet_group,
        "DBParameterGroupName": room.parameter_group,
        "VpcSecurityGroupIds": [room.security_group],
        "Port": room.port,
        "MultiAZ": False,
        "PubliclyAccessible": False,
        "DeletionProtection": False,
        "AutoMinorVersionUpgrade": False,
        "BackupRetentionPeriod": 0,
        "CACertificateIdentifier": AUTHORITY,
        "Tags": [
            {"Key": OWNER_TAG, "Value": owner},
            {"Key": RUN_TAG, "Value": run.execution},
        ],
    }


def run_of(instance: Said) -> str:
    """The run that restored an instance, "" for one that no drill restored."""
    tags = cast(Sequence[Said], instance.get("TagList") or ())
    found = {str(tag.get("Key")): str(tag.get("Value")) for tag in tags}
    return found.get(RUN_TAG, "")


def phase(instance: Said, waited: timedelta, patience: timedelta) -> Phase:
    """Ready once it is available and RDS has put a password of its own into a secret.

    A restored instance keeps its source's credentials, and no secret comes with them.
    """
    status = str(instance.get("DBInstanceStatus"))
    if status.startswith(_BROKEN):
        return Phase.FAILED
    if waited > patience:
        return Phase.LATE
    if status != "available":
        return Phase.WAITING
    secret = said(instance.get("MasterUserSecret"))
    if not secret:
        return Phase.CLAIM
    return Phase.READY if secret.get("SecretStatus") == "active" else Phase.WAITING


def seen(instance: Said, found: Phase) -> dict[str, object]:
    """What the steps after need to know of it."""
    endpoint, secret = said(instance.get("Endpoint")), said(instance.get("MasterUserSecret"))
    return {
        "phase": Phase.WAITING if found is Phase.CLAIM else found,
        "status": str(instance.get("DBInstanceStatus")),
        "host": endpoint.get("Address"),
        "port": endpoint.get("Port"),
        "secret": secret.get("SecretArn"),
        "allocated_gib": instance.get("AllocatedStorage"),
    }
