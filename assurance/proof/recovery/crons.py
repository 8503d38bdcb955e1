"""Schedules by the day of the month: how often they run, and whether into maintenance."""

from __future__ import annotations

import re

from promises import Cadence
from promises.maintenance import Maintenance

_CRON = re.compile(r"cron\((\d+) (\d+) (\d+) (\*|1/3|1,4,7,10|\*/3) \? \*\)")


def cadence_of(expression: str) -> Cadence | None:
    """Monthly or quarterly, where one day of the month is named."""
    found = _CRON.fullmatch(expression)
    if found is None:
        return None
    return Cadence.MONTHLY if found[4] == "*" else Cadence.QUARTERLY


def day_of(expression: str) -> int | None:
    """The day of the month it names."""
    found = _CRON.fullmatch(expression)
    return int(found[3]) if found else None


def meets(expression: str, maintenance: Maintenance) -> str:
    """The maintenance day that its day of the month can be; "" for none."""
    day = day_of(expression)
    for window in maintenance.days:
        first = 7 * (window.nth - 1) + 1
        if day is not None and first <= day < first + 7:
            return str(window)
    return ""
