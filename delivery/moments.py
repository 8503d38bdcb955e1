"""Times on the command line."""

from datetime import UTC, datetime

import click


class Moment(click.ParamType[datetime]):
    """A time in ISO 8601, in UTC where it names no zone; `wanted` is what a mistake is told."""

    name = "time"

    def __init__(self, wanted: str) -> None:
        self._wanted = wanted

    def convert(
        self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Read it; fails with one line where it is none."""
        try:
            at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"wanted {self._wanted}, got {value}", param, ctx)
        return at if at.tzinfo else at.replace(tzinfo=UTC)
