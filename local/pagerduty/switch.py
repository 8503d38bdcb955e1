"""The switch that makes the stand-in ill: it fails, hangs, or says it is too busy."""

from dataclasses import dataclass
from enum import StrEnum
from threading import Event, Lock

LONGEST_HANG = 30.0
"""Seconds; SNS gives up on an HTTPS delivery after 15 s, EventBridge on a destination after 5 s."""


class Mode(StrEnum):
    """How the stand-in treats what comes to PagerDuty's addresses."""

    UP = "up"
    FAIL = "fail"
    HANG = "hang"
    THROTTLE = "throttle"


@dataclass(frozen=True, slots=True)
class Setting:
    """A mode, and for how many more requests; None means until it is switched again."""

    mode: Mode = Mode.UP
    for_requests: int | None = None


class Switch:
    """Holds the setting for all requests at once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._setting = Setting()
        self._turned = Event()

    @property
    def setting(self) -> Setting:
        """What the next request meets."""
        return self._setting

    def turn(self, mode: Mode, for_requests: int | None = None) -> None:
        """Change the mode and let go of whatever hangs. Raises ValueError below one request."""
        if for_requests is not None and for_requests < 1:
            raise ValueError(f"for_requests: wanted at least 1, got {for_requests}")
        with self._lock:
            self._setting = Setting(mode, for_requests)
            self._turned.set()
            self._turned = Event()

    def take(self) -> tuple[Mode, Event]:
        """The mode for one request, which counts as taken, and what ends its hanging."""
        with self._lock:
            setting = self._setting
            if setting.for_requests is not None:
                left = setting.for_requests - 1
                self._setting = Setting(setting.mode, left) if left else Setting()
            return setting.mode, self._turned
