"""The time a dashboard shows, and the two situations it is shown in.

The clock stands still, so that the same assembly gives the same page: a Wednesday, 13:45 UTC. In
the incident things have been going wrong since 13:00, so the latest values are the bad ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal, TypeAlias

from assurance.assembly import Json
from assurance.assembly.values import text

Situation: TypeAlias = Literal["calm", "incident"]
SITUATIONS: Final[tuple[Situation, ...]] = ("calm", "incident")

NOW: Final = int(datetime(2026, 1, 14, 13, 45, tzinfo=UTC).timestamp())
BREAKS_AT: Final = int(datetime(2026, 1, 14, 13, 0, tzinfo=UTC).timestamp())

DEFAULT_RANGE = 3 * 3600  # CloudWatch's, where the body names no start
_PERIODS = (60, 300, 900, 3600, 21600, 86400)
_POINTS_AUTO, _POINTS_INHERIT = 720, 1440
_DURATION = re.compile(
    r"-?P(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?"
)
_SECONDS = (30 * 86400, 7 * 86400, 86400, 3600, 60, 1)


@dataclass(frozen=True, slots=True)
class Steps:
    """The points in time of one line: starts of periods, in epoch seconds."""

    start: int
    period: int
    count: int


@dataclass(frozen=True, slots=True)
class Window:
    """The time range of one dashboard, up to now."""

    seconds: int = DEFAULT_RANGE
    inherit: bool = False
    """Whether each graph's own period is obeyed, however many points that makes."""

    def period(self, wanted: int) -> int:
        """The period a graph is drawn at: its own, or the finest that is readable."""
        most = _POINTS_INHERIT if self.inherit else _POINTS_AUTO
        if self.seconds // wanted <= most:
            return wanted
        return next((p for p in _PERIODS if p >= wanted and self.seconds // p <= most), 86400)

    def steps(self, period: int) -> Steps:
        """Every period that overlaps the window."""
        first = (NOW - self.seconds) // period * period
        last = (NOW - 1) // period * period
        return Steps(first, period, (last - first) // period + 1)

    def whole(self) -> Steps:
        """The window as one single period."""
        return Steps(NOW - self.seconds, self.seconds, 1)


def window_of(start: Json, end: Json, override: Json) -> Window:
    """The window a dashboard body asks for; a fixed date keeps its length and ends now."""
    length = _seconds(start) - (_seconds(end) if end is not None else 0)
    return Window(length if length >= 60 else DEFAULT_RANGE, text(override) == "inherit")


def _seconds(moment: Json) -> int:
    """How long ago; the default where the text says nothing."""
    written = text(moment)
    if found := _DURATION.fullmatch(written):
        parts = zip(found.groups(), _SECONDS, strict=True)
        return sum(int(count) * seconds for count, seconds in parts if count)
    try:
        then = datetime.fromisoformat(written)
    except ValueError:
        return DEFAULT_RANGE
    ago = NOW - int((then if then.tzinfo else then.replace(tzinfo=UTC)).timestamp())
    return ago if ago > 0 else DEFAULT_RANGE
