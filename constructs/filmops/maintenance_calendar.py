"""The calendar as the functions of a window are told it, once and from what was promised."""

import json
from datetime import timedelta

from filmops import schedules
from promises.maintenance import Maintenance


def aheads(maintenance: Maintenance) -> tuple[timedelta, ...]:
    """How long ahead of a window something is said: the notice, then the reminders after it."""
    later = {ahead for ahead in maintenance.reminders if ahead < maintenance.notice}
    return (maintenance.notice, *sorted(later, reverse=True))


def one_offs(maintenance: Maintenance) -> tuple[timedelta, ...]:
    """The reminders that no recurring schedule can send: each is written for its one date."""
    return tuple(ahead for ahead in aheads(maintenance) if not _recurs(maintenance, ahead))


def calendar_variable(maintenance: Maintenance) -> str:
    """The variable CALENDAR of functions/maintenance/windows.py.

    Raises ValueError when the windows are promised in another zone than UTC.
    """
    days = schedules.windows(maintenance)
    return json.dumps(
        {
            "days": [str(day) for day in days],
            "start": f"{maintenance.start:%H:%M}",
            "length_seconds": int(maintenance.length.total_seconds()),
            "ahead_seconds": [int(one.total_seconds()) for one in aheads(maintenance)],
        }
    )


def _recurs(maintenance: Maintenance, ahead: timedelta) -> bool:
    try:
        schedules.notices(maintenance, ahead)
    except ValueError:
        return False
    return True
