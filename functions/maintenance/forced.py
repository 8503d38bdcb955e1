"""What AWS will do to the database by itself before we may: on a Sunday nobody announced, or any day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from .windows import Calendar, Window

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_rds.type_defs import PendingMaintenanceActionTypeDef

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Forced:
    """An action and when AWS applies it."""

    action: str
    at: datetime


def forced(
    actions: "Iterable[PendingMaintenanceActionTypeDef]", calendar: Calendar, now: datetime
) -> Iterator[Forced]:
    """Those that come before the next window in which our own work would apply them.

    ForcedApplyDate and CurrentApplyDate are moments; after AutoAppliedAfterDate the first weekly
    window of the database is the one (API_PendingMaintenanceAction).
    """
    ours = _next_work(calendar, now)
    for action in actions:
        moments = [action.get("ForcedApplyDate"), action.get("CurrentApplyDate")]
        if after := action.get("AutoAppliedAfterDate"):
            moments.append(_weekly(calendar, max(after, now)))
        coming = [one for one in moments if one]
        if coming and min(coming) < ours.start:
            yield Forced(action.get("Action", "unknown"), min(coming))


def _next_work(calendar: Calendar, now: datetime) -> Window:
    """The window that is open, else the next."""
    latest = calendar.latest(now)
    return latest if latest.is_open(now) else calendar.next(now)


def _weekly(calendar: Calendar, since: datetime) -> datetime:
    """When the weekly window of the database opens: on the weekday and at the hour of ours."""
    _, weekday = calendar.days[0]
    days = (since + count * _DAY for count in range(9))
    opens = (
        one.replace(hour=calendar.start.hour, minute=calendar.start.minute, second=0, microsecond=0)
        for one in days
        if one.weekday() == weekday
    )
    return next(one for one in opens if one >= since - calendar.length)
