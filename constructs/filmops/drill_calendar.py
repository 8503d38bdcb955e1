"""When drills run: on days that are never maintained, each kind on a day of its own."""

from promises import Cadence
from promises.maintenance import Maintenance

RESTORE_TEST_DAY, POINT_IN_TIME_DAY, REGION_DAY = 1, 3, 15
"""Days of the month, far enough apart that one that starts late never meets the next."""
_HOUR = 14  # UTC: daylight in Europe and America, away from the backups at 07:00 and 12:00
_MONTHS = {Cadence.MONTHLY: "*", Cadence.QUARTERLY: "1/3"}


def drill_cron(every: Cadence, day: int, maintenance: Maintenance) -> str:
    """The schedule of a drill on that day of the month, in the cron of AWS and in UTC.

    Raises ValueError for another cadence, and for a day that can be one of maintenance.
    """
    if every not in _MONTHS:
        raise ValueError(f"wanted a cadence of {', '.join(_MONTHS)}, got: {every}")
    for window in maintenance.days:
        first = 7 * (window.nth - 1) + 1
        if first <= day < first + 7:
            raise ValueError(f"wanted a day that is never a {window}, got: {day}")
    return f"cron(0 {_HOUR} {day} {_MONTHS[every]} ? *)"
