"""Days and times as the maintenance rules say them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date


def days_said(days: Iterable[date]) -> str:
    """`2027-01-10`, or `120 days, first 2027-01-10,`."""
    found = sorted(days)
    first = f"{found[0]:%Y-%m-%d}"
    return f"{len(found)} days, first {first}," if len(found) > 1 else first
