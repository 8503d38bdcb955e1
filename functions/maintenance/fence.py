"""What keeps work within its window: asked before anything that touches production."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from .environment import seconds
from .windows import Calendar, open_until

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Fence:
    """A window stays open for work until `reserve` before its end: the watch and the summary."""

    calendar: Calendar
    reserve: timedelta
    now: Clock = utc_now

    @classmethod
    def of_process(cls) -> Self:
        """From CALENDAR and RESERVE_SECONDS; raises ValueError that names the variable."""
        return cls(Calendar.read(os.environ), seconds(os.environ, "RESERVE_SECONDS"))

    def check(self, window: str, needs: timedelta = timedelta()) -> None:
        """Raise WindowClosed unless work that `needs` so long may still begin."""
        open_until(self.calendar.of(window), self.now(), needs + self.reserve)

    def is_open(self, window: str) -> bool:
        """Whether it is still time for work."""
        now, open_window = self.now(), self.calendar.of(window)
        return open_window.is_open(now) and now + self.reserve <= open_window.end
