"""The judgement: from what RDS says of its backups to an age, or to why nobody knows one."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

POINT_AGE = "RecoveryPointAge"
"""Seconds since the newest point a restore can reach."""
BACKUP_AGE = "BackupAge"
"""Seconds since the newest automated snapshot was begun."""
AHEAD = timedelta(minutes=1)
"""How far RDS's clock may be ahead of ours; a point further in the future is no measurement."""
GROWING = frozenset({"active", "replicating"})
"""Statuses of backups that new points are added to. The API reference names active, retained and
creating; a copy in another Region answers replicating (user guide, USER_ReplicateBackups)."""


class Copy(StrEnum):
    """Which copy of the database's log is asked about; the dimension `Copy` of every figure."""

    PRIMARY = "primary"
    REPLICA = "replica"


@dataclass(frozen=True, slots=True)
class Known:
    """A figure that was measured."""

    metric: str
    age: timedelta


@dataclass(frozen=True, slots=True)
class Unknown:
    """A figure that nobody knows: nothing is published, and its alarm takes silence for a breach."""

    metric: str
    because: str


Figure = Known | Unknown


@dataclass(frozen=True, slots=True)
class Backups:
    """The automated backups of one life of a database, as RDS tells of them."""

    status: str
    until: datetime | None


def age(metric: str, of: datetime | None, now: datetime, missing: str) -> Figure:
    """How old something is; `missing` says why there may be nothing."""
    if of is None:
        return Unknown(metric, missing)
    if of > now + AHEAD:
        return Unknown(metric, f"{of:%Y-%m-%d %H:%M:%S} is in the future: the clocks disagree")
    return Known(metric, max(now - of, timedelta()))


def newest_copied(backups: Iterable[Backups], now: datetime) -> Figure:
    """The age of the newest point among backups that still grow.

    What was retained when copying stopped can be restored, but gets older by itself: it counts as
    nothing, so that somebody looks before the point objective is broken.
    """
    found = list(backups)
    growing = [one.until for one in found if one.status in GROWING and one.until]
    others = ", ".join(sorted({one.status for one in found})) or "none at all"
    return age(POINT_AGE, max(growing, default=None), now, f"no backups that grow: {others}")


def told(copy: Copy, figures: Iterable[Figure]) -> str:
    """What was measured as one structured log line."""
    says: dict[str, object] = {"recovery_point": copy}
    for figure in figures:
        match figure:
            case Known(metric, known):
                says[metric] = known.total_seconds()
            case Unknown(metric, because):
                says[metric] = f"unknown: {because}"
    return json.dumps(says)
