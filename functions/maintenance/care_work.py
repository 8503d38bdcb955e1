"""VACUUM and REINDEX CONCURRENTLY, worst first, for as long as there is time.

Neither takes a lock that a reader or a writer would wait for. The one thing here that does, dropping
what an interrupted rebuild left, waits for its lock no longer than `Limits.lock`.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from . import care_statements as statements
from .care_memory import Memory, Piece
from .care_statements import Ended, Work
from .sessions import BUSY, RefusedError, Rows, Session, StillRunningError
from .work import Outcome, Result

ONE_AT_A_TIME = 5_104_021
"""The number of the advisory lock: any that nobody else in this database takes."""
SMALLEST = 2**20
"""Bytes of an index that is worth a rebuild."""
FILL = 90
"""Per cent: how full PostgreSQL builds a B-tree."""
_LOOK_AGAIN = timedelta(seconds=2)
_LEAST = timedelta(seconds=5)
_SKIPPED = "PostgreSQL skipped it: may filmops_maintenance maintain it (pg_maintain)?"


@dataclass(frozen=True, slots=True)
class Limits:
    """The work ends `until` then, and this call answers by `answer_by`.

    `lock` is the longest wait for a lock that others queue behind, `patience` for one that nobody
    does. An index is rebuilt when at least the share `rebuild_above` of it is waste. With less time
    left than `least`, nothing is begun.
    """

    until: datetime
    answer_by: datetime
    lock: timedelta
    patience: timedelta
    rebuild_above: float
    least: timedelta = _LEAST


@dataclass(frozen=True, slots=True)
class Care:
    """One kind of work of one window, in one session; `now` is its clock."""

    session: Session
    memory: Memory
    limits: Limits
    now: Callable[[], datetime]

    def vacuum(self) -> Result:
        """Every table, worst first; may be called again at any point."""
        if not self._alone():
            return self._again(f"An earlier call is not finished: {self._running()}")
        self.memory.plan_vacuum()
        return self._work() or self._end("{tables_vacuumed} tables vacuumed and analyzed")

    def reindex(self, since: str) -> Result:
        """Every index that wastes too much, unless a window from that day on has rebuilt them."""
        if not self._alone():
            return self._again(f"An earlier call is not finished: {self._running()}")
        self._drop_leftovers()
        if self.memory.is_reindexed_since(since):
            because = f"A window since {since} has rebuilt what was to be rebuilt"
            return Result(Outcome.SKIPPED, because, self.memory.figures)
        self.memory.plan_reindex(SMALLEST)
        return self._work() or self._end("{indexes_rebuilt} indexes rebuilt")

    def _work(self) -> Result | None:
        """Piece by piece; a result where this call ends before the work does."""
        while piece := self.memory.next():
            if self.limits.until - self.now() < self.limits.least:
                break
            if self.limits.answer_by - self.now() < self.limits.least:
                return self._again(f"{self.memory.left} pieces of work are left")
            try:
                self._do(piece)
            except StillRunningError:
                # The session is lost to us; the statement ends in it, and then the lock with it.
                return Result(Outcome.AGAIN, f"{piece.work} of {piece.relation} goes on")
        return None

    def _alone(self) -> bool:
        """A statement of an earlier call may outlive its function; two at once would only wait."""
        while not self.session.one("SELECT pg_try_advisory_lock(:key)", key=ONE_AT_A_TIME):
            if self.limits.answer_by - self.now() < self.limits.least + _LOOK_AGAIN:
                return False
            time.sleep(_LOOK_AGAIN.total_seconds())
        return True

    def _running(self) -> str:
        found = self.session.run(statements.RUNNING, key=ONE_AT_A_TIME)
        return str(found[0][0]) if found else "it is just ending"

    def _do(self, piece: Piece) -> None:
        if not self.memory.is_there(piece):
            self.memory.ended(piece, Ended.NOT_NEEDED, "it is gone")
        elif piece.work is Work.REINDEX and piece.lost is None:
            self._measure(piece)
        elif piece.work is Work.REINDEX:
            self._rebuild(piece)
        else:
            self._vacuum(piece)

    def _vacuum(self, piece: Piece) -> None:
        # TRUNCATE would give empty pages back under a lock that a replica's readers wait for.
        if piece.tries and self.memory.is_vacuumed(piece):
            self.memory.ended(piece, Ended.DONE)
        elif self._try(piece, f"VACUUM (ANALYZE, TRUNCATE false) {piece.relation}") is not None:
            if self.memory.is_vacuumed(piece):
                self.memory.ended(piece, Ended.DONE)
            else:
                self.memory.failed(piece, _SKIPPED, waits=False)

    def _measure(self, piece: Piece) -> None:
        rows = self._try(
            piece, "SELECT filmops.density(to_regclass(:index)::oid)", index=piece.relation
        )
        if rows is None:
            return
        ((density,),) = rows
        share = max(0.0, 1 - float(str(density)) / FILL)
        self.memory.measured(piece, int(piece.bytes * share))
        if share < self.limits.rebuild_above:
            self.memory.ended(piece, Ended.NOT_NEEDED)

    def _rebuild(self, piece: Piece) -> None:
        if (
            self.memory.is_rebuilt(piece)
            or self._try(piece, f"REINDEX INDEX CONCURRENTLY {piece.relation}") is not None
        ):
            self.memory.ended(piece, Ended.DONE)
        self._drop_leftovers()

    def _try(self, piece: Piece, statement: str, **values: object) -> Rows | None:
        """The rows of a statement for as long as the call lasts; None where it was refused."""
        self._limit(self.limits.patience)
        self.memory.begin(piece)
        try:
            return self.session.run(statement, within=self._left_of_call, **values)
        except RefusedError as refused:
            self.memory.failed(piece, str(refused), waits=refused.code in BUSY)
            return None

    def _drop_leftovers(self) -> None:
        """One wait for a lock at most: what is in use is found again by a later call or window."""
        self._limit(self.limits.lock)
        for oid, name, size in self.session.run(statements.LEFTOVERS):
            why = None
            try:
                if not self.session.one("SELECT filmops.drop_leftover(:oid::oid)", oid=oid):
                    why = "no valid index has its definition; look at it"
            except RefusedError as refused:
                if refused.code in BUSY:
                    return
                why = str(refused)
            self.memory.leftover(str(name), int(str(size)), why)

    def _limit(self, lock: timedelta) -> None:
        """No statement runs past the end of the work, even when nobody waits for it any more."""
        self._set("lock_timeout", lock)
        self._set("statement_timeout", max(self.limits.until - self.now(), self.limits.least))

    def _set(self, name: str, value: timedelta) -> None:
        self.session.run(f"SET {name} = {int(value / timedelta(milliseconds=1))}")

    @property
    def _left_of_call(self) -> float:
        return (self.limits.answer_by - self.now()).total_seconds()

    def _again(self, because: str) -> Result:
        return Result(Outcome.AGAIN, because, self.memory.figures, {"left": self.memory.left})

    def _end(self, told: str) -> Result:
        figures, refused = self.memory.figures, self.memory.refused
        if refused:
            return Result(Outcome.FAILED, "; ".join(refused[:3]), figures)
        left = int(figures["left"]) + int(figures["put_off"])
        waiting = f"; {left} wait for the next window" if left else ""
        return Result(Outcome.DONE, told.format(**figures) + waiting, figures)
