"""Numbers and windows as templates write them."""

from __future__ import annotations

import re
from datetime import time, timedelta

from assurance.assembly import Json
from assurance.assembly.values import text

_DAY = timedelta(days=1)
_WINDOW = re.compile(r"(?:\w{3}:)?(\d\d):(\d\d)-(?:\w{3}:)?(\d\d):(\d\d)")

Span = tuple[timedelta, timedelta]
"""From and until, as time since midnight; past midnight when it ends on the next day."""


def whole(value: Json) -> int | None:
    """A whole number, which CloudFormation takes as text too; None when it is none."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    return int(value) if str(value).isdecimal() else None


def is_true(value: Json) -> bool:
    """Whether a property is true, as a boolean or as text."""
    return text(value).lower() == "true"


def is_false(value: Json) -> bool:
    """Whether a property says false; one that is missing says nothing."""
    return value is not None and text(value).lower() == "false"


def span(window: Json) -> Span | None:
    """A window of RDS, its weekday left out; None when it cannot be read."""
    found = _WINDOW.fullmatch(text(window))
    if found is None:
        return None
    hours = [int(part) for part in found.groups()]
    start = timedelta(hours=hours[0], minutes=hours[1])
    end = timedelta(hours=hours[2], minutes=hours[3])
    return start, end if end > start else end + _DAY


def since_midnight(at: time) -> timedelta:
    """A time of day as a duration."""
    return timedelta(hours=at.hour, minutes=at.minute)


def touch(one: Span, other: Span) -> bool:
    """Whether two daily spans share a minute, or meet."""
    shifts = (-_DAY, timedelta(0), _DAY)
    return any(one[0] <= other[1] + by and other[0] + by <= one[1] for by in shifts)
