"""Time zones as alarms and mute rules name them."""

from __future__ import annotations

import re
from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assurance.cloudwatch.error import AlarmError

_FIXED = re.compile(r"(?:UTC|GMT)?([+-])(\d{2}):?(\d{2})")


def zone(name: str) -> tzinfo:
    """The zone of an IANA name, which follows daylight saving, or of an offset such as +05:30."""
    if fixed := _FIXED.fullmatch(name):
        ahead = timedelta(hours=int(fixed[2]), minutes=int(fixed[3]))
        if int(fixed[3]) % 5:
            raise AlarmError("time zone", "an offset in steps of 5 minutes", name)
        return timezone(-ahead if fixed[1] == "-" else ahead)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise AlarmError("time zone", "an IANA time zone or an offset", name) from None
