"""A stand-in for the watcher outside AWS that misses a heartbeat.

It remembers when each heartbeat last came. Waking somebody when none comes is the real watcher's work.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

NAME = re.compile(r"[\w.-]{1,64}", re.ASCII)
MOST_NAMES = 100


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """The last sign of life under one name."""

    name: str
    at: datetime
    count: int = 1

    def age(self, now: datetime) -> timedelta:
        """How long ago it came."""
        return now - self.at


class Watcher:
    """Heartbeats by name."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._last: dict[str, Heartbeat] = {}

    def watches(self, name: str) -> bool:
        """Whether a heartbeat may have this name."""
        known = name in self._last or len(self._last) < MOST_NAMES
        return known and NAME.fullmatch(name) is not None

    def beat(self, name: str, at: datetime) -> None:
        """Take a heartbeat."""
        with self._lock:
            before = self._last.get(name)
            self._last[name] = Heartbeat(name, at, before.count + 1 if before else 1)

    def last(self, name: str) -> Heartbeat | None:
        """The last heartbeat of this name, if one ever came."""
        return self._last.get(name)

    @property
    def heartbeats(self) -> tuple[Heartbeat, ...]:
        """The last heartbeat of every name."""
        return tuple(self._last.values())
