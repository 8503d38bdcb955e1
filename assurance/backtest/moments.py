"""Moments in files and on the command line, as seconds since 1970, UTC."""

from __future__ import annotations

from datetime import UTC, datetime


def parsed(text: str) -> int:
    """The moment of an ISO 8601 text; UTC where it names no zone. Raises ValueError."""
    found = datetime.fromisoformat(text)
    return int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp())


def shown(at: int) -> str:
    """A moment as the reports write it."""
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}"
