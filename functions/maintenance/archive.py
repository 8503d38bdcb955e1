"""The step that archives old jobs: read inside, put into the bucket, read back, then deleted inside."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Self, cast

import boto3

from .archive_batch import BYTES, ROWS, Batch, unpacked
from .archive_store import Store, TornError
from .calls import PATIENT
from .care import Context
from .environment import required, seconds
from .fence import Fence
from .inside import Inside, InsideError
from .telemetry import metrics, observed
from .work import Call, Figure, Outcome, Result, Said

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_s3 import S3Client

_NOT_FIT = "NotFitError"
_BATCH_LASTS = timedelta(minutes=6)
"""The longest: the limits of reading and deleting inside, with the bucket between them."""


@observed
def handle(event: Said, context: Any) -> dict[str, Any]:  # noqa: ANN401 (Lambda's own)
    """Lambda's entry: batch after batch, "again" while there is more than a call can take."""
    return keeper_of_process().archive(Call.of(event), context).said()


@cache
def keeper_of_process() -> "Keeper":
    """Built once for all invocations of this process."""
    # boto3-stubs leaves the clients of services we did not install unknown.
    s3: S3Client = boto3.client("s3", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    return Keeper(
        store=Store(s3, required(os.environ, "BUCKET")),
        inside=Inside.of_process(required(os.environ, "INSIDE")),
        fence=Fence.of_process(),
        until=seconds(os.environ, "ARCHIVE_UNTIL_SECONDS"),
        older_than=seconds(os.environ, "OLDER_THAN_SECONDS"),
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """Where reading goes on, and what was seen so far."""

    after: Sequence[str] | None = None
    too_large: int = 0
    stayed: int = 0

    @classmethod
    def of(cls, cursor: Said) -> Self:
        """As an earlier call left it; from the beginning without one, which loses nothing."""
        after = cast("list[str] | None", cursor.get("after"))
        counts = (int(str(cursor.get(name) or 0)) for name in ("too_large", "stayed"))
        return cls(after, *counts)

    def said(self) -> Mapping[str, object]:
        """For the next call."""
        return {"after": self.after, "too_large": self.too_large, "stayed": self.stayed}


@dataclass(frozen=True, slots=True)
class Keeper:
    """Archives what was completed `older_than` before the window, until so long after it began."""

    store: Store
    inside: Inside
    fence: Fence
    until: timedelta
    older_than: timedelta
    rows: int = ROWS

    def archive(self, call: Call, context: Context) -> Result:
        """One call of the workflow; raises WindowClosed."""
        self.fence.check(call.window)
        window = self.fence.calendar.of(call.window)
        cutoff = f"{window.start - self.older_than:%Y-%m-%dT%H:%M:%SZ}"
        answer_by = self.fence.now() + timedelta(
            milliseconds=context.get_remaining_time_in_millis()
        )
        run = _Run(self.store, self.inside, window.id, cutoff, self.rows)
        try:
            run.settle()
            return self._batches(run, Progress.of(call.cursor), window.start, answer_by)
        except TornError as torn:
            return Result(Outcome.FAILED, f"Nothing more is deleted: {torn}")
        except InsideError as error:
            if error.kind != _NOT_FIT:
                raise  # what did not work now may work in a minute
            return Result(Outcome.FAILED, str(error))

    def _batches(
        self, run: "_Run", progress: Progress, start: datetime, answer_by: datetime
    ) -> Result:
        while self.fence.now() < start + self.until and self.fence.is_open(run.window):
            if answer_by - self.fence.now() < _BATCH_LASTS:
                figures = run.figures()
                because = f"{figures['jobs_archived']} jobs archived so far"
                return Result(Outcome.AGAIN, because, figures, progress.said())
            progress, is_last = run.batch(progress)
            if is_last:
                return run.end(progress, "")
        return run.end(progress, "; the rest waits for the next window")


@dataclass(frozen=True, slots=True)
class _Run:
    """The archive of one window."""

    store: Store
    inside: Inside
    window: str
    cutoff: str
    rows: int

    def settle(self) -> None:
        """Finish what a run before has begun, before anything new is begun."""
        for batch in self.store.pending():
            self._finish(batch)

    def batch(self, progress: Progress) -> tuple[Progress, bool]:
        """One batch from the database into the archive, and whether it was the last."""
        ask = {"op": "read", "after": progress.after, "rows": self.rows, "bytes": BYTES}
        said = self._ask(ask, self.cutoff)
        lines, keys = unpacked(str(said["packed"]))
        stayed = 0
        if lines:
            batch = Batch(self.window, self.cutoff, lines, keys)
            self.store.keep(batch)
            stayed = self._finish(batch)
        after = cast("list[str] | None", said["last"])
        seen = Progress(
            after,
            progress.too_large + int(str(said["too_large"])),
            progress.stayed + stayed,
        )
        return seen, after is None

    def figures(self) -> dict[str, Figure]:
        """What is archived in this window."""
        jobs, objects = self.store.archived(self.window)
        return {"jobs_archived": jobs, "objects": objects}

    def end(self, progress: Progress, more: str) -> Result:
        """The figures of the whole window."""
        said = self._ask({"op": "count"}, self.cutoff)
        figures = self.figures()
        figures |= {
            "old_jobs_left": int(str(said["old"])),
            "kept_for_their_assets": int(str(said["pointed_at"])),
            "not_deleted": progress.stayed,
            "too_large": progress.too_large,
        }
        metrics.add_metric("JobsArchived", unit="Count", value=float(figures["jobs_archived"]))
        return Result(Outcome.DONE, f"{figures['jobs_archived']} jobs archived{more}", figures)

    def _finish(self, batch: Batch) -> int:
        """Delete the rows of a verified batch, archive those that are gone; how many stay."""
        ask = {"op": "delete", "keys": batch.keys, "hashes": batch.hashes}
        left = cast("list[int]", self._ask(ask, batch.cutoff)["left"])
        self.store.archive(batch.without(left), batch.name)
        self.store.forget(batch.name)
        return len(left)

    def _ask(self, call: Mapping[str, object], cutoff: str) -> Said:
        return self.inside.call({**call, "cutoff": cutoff})
