"""Times and shares as people say them."""

from __future__ import annotations

from datetime import UTC, datetime


def lasting(seconds: float) -> str:
    """`4 min`, `2 h 05 min`, `3 d 04 h`."""
    minutes = round(abs(seconds) / 60)
    sign = "-" if seconds < 0 and minutes else ""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{sign}{rest} min"
    if hours < 48:
        return f"{sign}{hours} h" + (f" {rest:02} min" if rest else "")
    days, hours = divmod(hours, 24)
    return f"{sign}{days} d" + (f" {hours:02} h" if hours else "")


def percent(share: float) -> str:
    """A share with as many digits as it takes."""
    return f"{100 * share:.2g} %" if share < 0.1 else f"{100 * share:.0f} %"


def clock(at: int) -> str:
    """`2026-11-03 10:35`, UTC."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M")
