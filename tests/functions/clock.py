"""The time of a test's whole account."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass
class Clock:
    """The time of the whole account; a wait of the workflow moves it."""

    now: datetime = datetime(2026, 12, 15, 14, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
