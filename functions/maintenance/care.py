"""The step that cares for the database; it stands inside the network and reaches no AWS service.

It comes in by a token that it signs itself, for which the network is not needed.
"""

import os
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, Protocol, Self

import boto3

from .care_memory import Memory
from .care_work import Care, Limits
from .environment import Variables, required, seconds
from .roles_wanted import MAINTENANCE
from .sessions import Door, Session, authorities, session
from .telemetry import metrics, observed
from .windows import Calendar, Window, open_until
from .work import Call, Outcome, Result, Said

_NEEDS = timedelta(minutes=1)
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


def signed_door(variables: Variables) -> Callable[[], Door]:
    """How the maintenance role comes in: with a token that is good for a quarter of an hour."""
    host, port = required(variables, "HOST"), int(required(variables, "PORT"))
    database = required(variables, "DATABASE")
    rds = boto3.client("rds")  # pyright: ignore[reportUnknownMemberType]

    def door() -> Door:
        token = rds.generate_db_auth_token(DBHostname=host, Port=port, DBUsername=MAINTENANCE)
        return Door(host, port, database, MAINTENANCE, token)

    return door


@dataclass(frozen=True, slots=True)
class Keeper:
    """Works until `ends_after` the window began, under the limits that were decided."""

    calendar: Calendar
    opened: Callable[[], AbstractContextManager[Session]]
    ends_after: timedelta
    lock: timedelta
    patience: timedelta
    rebuild_above: float
    cadence: str
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    @classmethod
    def read(
        cls, variables: Variables, opened: Callable[[], AbstractContextManager[Session]]
    ) -> Self:
        """Raises ValueError that names the variable."""
        return cls(
            calendar=Calendar.read(variables),
            opened=opened,
            ends_after=seconds(variables, "ENDS_AFTER_SECONDS"),
            lock=seconds(variables, "LOCK_SECONDS"),
            patience=seconds(variables, "PATIENCE_SECONDS"),
            rebuild_above=float(required(variables, "REBUILD_ABOVE")),
            cadence=required(variables, "REINDEX_CADENCE"),
        )

    def care(self, call: Call, context: Context) -> Result:
        """One call of the workflow; raises WindowClosed."""
        window, now = self.calendar.of(call.window), self.now()
        end = open_until(window, now, _NEEDS)
        left = timedelta(milliseconds=context.get_remaining_time_in_millis())
        limits = Limits(
            until=min(end, window.start + self.ends_after),
            answer_by=now + left - _ANSWERS,
            lock=self.lock,
            patience=self.patience,
            rebuild_above=self.rebuild_above,
        )
        with self.opened() as opened:
            memory = Memory(opened, window.id)
            result = Care(opened, memory, limits, since(self.cadence, window), self.now).run()
        if result.outcome is not Outcome.AGAIN:
            _publish(result.figures)
        return result


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


def _publish(figures: Mapping[str, Any]) -> None:
    for metric, figure in {
        "DeadRowsLeft": "dead_rows_after",
        "TablesVacuumed": "tables_vacuumed",
        "IndexesRebuilt": "indexes_rebuilt",
        "CarePutOff": "put_off",
    }.items():
        metrics.add_metric(metric, unit="Count", value=float(figures[figure]))
