"""When drills run: on days that are never maintained, each kind on a day of its own."""

from datetime import time

from filmops.schedules import on_day
from promises import Cadence
from promises.maintenance import Maintenance

RESTORE_TEST_DAY, POINT_IN_TIME_DAY, REGION_DAY = 1, 3, 15
"""Days of the month, far enough apart that one that starts late never meets the next."""
_AT = time(14)  # UTC: daylight in Europe and America, away from the backups at 07:00 and 12:00


def drill_cron(every: Cadence, day: int, maintenance: Maintenance) -> str:
    """The schedule of a drill on that day of the month, in the cron of AWS and in UTC.

    Raises ValueError for another cadence, and for a day that can be one of maintenance.
    """
    for window in maintenance.days:
        first = 7 * (window.nth - 1) + 1
        if first <= day < first + 7:
            raise ValueError(f"wanted a day that is never a {window}, got: {day}")
    return on_day(every, day, _AT)
