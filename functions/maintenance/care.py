"""The step that cares for the database; it stands inside the network and reaches no AWS service.

It comes in by a token that it signs itself, for which the network is not needed.
"""

import os
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Protocol, Self

from .care_memory import Memory
from .care_statements import Work
from .care_work import Care, Limits
from .environment import Variables, required, seconds
from .fence import Fence
from .sessions import Session, authorities, session
from .telemetry import metrics, observed
from .tokens import signed_door
from .windows import Window
from .work import Call, Outcome, Result, Said

_ANSWERS = timedelta(seconds=20)
"""Before Lambda would end the call."""


class Context(Protocol):
    """What Lambda tells of a call."""

    def get_remaining_time_in_millis(self) -> int:
        """Until it is ended."""
        ...


@observed
def handle(event: Said, context: Any) -> dict[str, Any]:  # noqa: ANN401 (Lambda's own)
    """Lambda's entry: a quarter of an hour of work at most, "again" while there is more."""
    return keeper_of_process().care(Call.of(event), context).said()


@cache
def keeper_of_process() -> "Keeper":
    """Built once for all invocations of this process."""
    tls, door = authorities(), signed_door(os.environ)
    return Keeper.read(os.environ, lambda: session(door(), tls))


@dataclass(frozen=True, slots=True)
class Keeper:
    """Works until so long after the window began, for each work, under the limits decided."""

    fence: Fence
    opened: Callable[[], AbstractContextManager[Session]]
    until: Mapping[Work, timedelta]
    lock: timedelta
    patience: timedelta
    rebuild_above: float
    cadence: str

    @classmethod
    def read(
        cls, variables: Variables, opened: Callable[[], AbstractContextManager[Session]]
    ) -> Self:
        """Raises ValueError that names the variable."""
        return cls(
            fence=Fence.of_process(),
            opened=opened,
            until={
                work: seconds(variables, f"{work.upper()}_UNTIL_SECONDS")
                for work in (Work.VACUUM, Work.REINDEX)
            },
            lock=seconds(variables, "LOCK_SECONDS"),
            patience=seconds(variables, "PATIENCE_SECONDS"),
            rebuild_above=float(required(variables, "REBUILD_ABOVE")),
            cadence=required(variables, "REINDEX_CADENCE"),
        )

    def care(self, call: Call, context: Context) -> Result:
        """One call of the workflow; raises WindowClosed."""
        self.fence.check(call.window)
        work, window = Work(call.step), self.fence.calendar.of(call.window)
        limits = self._limits(work, window, context)
        with self.opened() as opened:
            memory = Memory(opened, window.id, work)
            care = Care(opened, memory, limits, self.fence.now)
            if work is Work.REINDEX:
                result = care.reindex(since(self.cadence, window))
            else:
                result = care.vacuum()
        _publish(result)
        return result

    def _limits(self, work: Work, window: Window, context: Context) -> Limits:
        left = timedelta(milliseconds=context.get_remaining_time_in_millis())
        return Limits(
            until=min(window.end - self.fence.reserve, window.start + self.until[work]),
            answer_by=self.fence.now() + left - _ANSWERS,
            lock=self.lock,
            patience=self.patience,
            rebuild_above=self.rebuild_above,
        )


def since(cadence: str, window: Window) -> str:
    """The first day of the window's month or quarter: one rebuild since then is enough.

    Raises ValueError for a cadence that no window can keep.
    """
    day = window.start.date()
    begins = {
        "every window": day,
        "monthly": day.replace(day=1),
        "quarterly": date(day.year, 3 * ((day.month - 1) // 3) + 1, 1),
    }
    if cadence not in begins:
        raise ValueError(f"REINDEX_CADENCE: wanted one of {', '.join(begins)}, got {cadence!r}")
    return f"{begins[cadence]:%Y-%m-%d}"


def _publish(result: Result) -> None:
    """What is worth a curve over the windows; the summary tells the rest."""
    for metric, figure in {
        "DeadRowsLeft": "dead_rows_after",
        "IndexBytesLeft": "index_bytes_after",
        "CarePutOff": "put_off",
    }.items():
        if result.outcome is not Outcome.AGAIN and figure in result.figures:
            metrics.add_metric(metric, unit="Count", value=float(result.figures[figure]))
