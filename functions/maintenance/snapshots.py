"""Manual snapshots of the database under this owner's name and tag; nobody else's is touched."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_rds import RDSClient

OWNER_TAG = "filmops-maintenance"
"""On every snapshot taken here: whose it is. Without it nothing is deleted."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One snapshot as RDS tells of it."""

    name: str
    status: str
    percent: int
    gib: float
    is_sealed: bool

    @property
    def is_coming(self) -> bool:
        """Whether waiting helps."""
        return self.status in ("creating", "pending")

    @property
    def is_good(self) -> bool:
        """Whether a restore could begin with it, and nobody else could read it."""
        return self.status == "available" and self.is_sealed and self.gib > 0


@dataclass(frozen=True, slots=True)
class Snapshots:
    """Those of one `database`: names begin with `owner`, and each is `kept` so long."""

    rds: "RDSClient"
    database: str
    owner: str
    kept: timedelta

    def taken(self, kind: str, window: str) -> Snapshot | None:
        """The snapshot of this occasion, asked for if it is not there: the name is the key.

        None while the database cannot be backed up just now.
        """
        name = self._name(kind, window)
        found = self._found(name)
        if found is None:
            try:
                self.rds.create_db_snapshot(
                    DBInstanceIdentifier=self.database,
                    DBSnapshotIdentifier=name,
                    Tags=[{"Key": OWNER_TAG, "Value": self.owner}],
                )
            except self.rds.exceptions.DBSnapshotAlreadyExistsFault:
                pass  # an attempt before this one got through
            except self.rds.exceptions.InvalidDBInstanceStateFault:
                return None
            found = self._found(name)
        return found or Snapshot(name, "pending", 0, 0, is_sealed=False)

    def has(self, kind: str, window: str) -> bool:
        """Whether the snapshot of that occasion can be restored."""
        found = self._found(self._name(kind, window))
        return found is not None and found.is_good

    def prune(self, now: datetime) -> int:
        """Delete this owner's that are older than they are kept; how many went."""
        old = [name for name, born in self._mine() if now - born > self.kept]
        for name in old:
            self.rds.delete_db_snapshot(DBSnapshotIdentifier=name)
        return len(old)

    def _mine(self) -> Iterator[tuple[str, datetime]]:
        pages = self.rds.get_paginator("describe_db_snapshots").paginate(
            DBInstanceIdentifier=self.database, SnapshotType="manual"
        )
        for page in pages:
            for one in page["DBSnapshots"]:
                name, born = str(one.get("DBSnapshotIdentifier")), one.get("SnapshotCreateTime")
                tags = {tag.get("Key"): tag.get("Value") for tag in one.get("TagList", [])}
                ours = name.startswith(f"{self.owner}-") and tags.get(OWNER_TAG) == self.owner
                if ours and born is not None and one.get("Status") == "available":
                    yield name, born

    def _found(self, name: str) -> Snapshot | None:
        try:
            answer = self.rds.describe_db_snapshots(DBSnapshotIdentifier=name)
        except self.rds.exceptions.DBSnapshotNotFoundFault:
            return None
        for one in cast("list[Mapping[str, Any]]", answer["DBSnapshots"]):
            return Snapshot(
                name,
                str(one.get("Status")),
                int(one.get("PercentProgress", 0)),
                float(one.get("AllocatedStorage", 0)),
                bool(one.get("Encrypted")),
            )
        return None

    def _name(self, kind: str, window: str) -> str:
        return f"{self.owner}-{kind}-{window}"
