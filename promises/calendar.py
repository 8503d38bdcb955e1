"""Days and hours as the handbook names them."""

from dataclasses import dataclass
from datetime import time
from enum import IntEnum
from typing import Self

from promises.errors import WantedError

_ORDINALS = ("1st", "2nd", "3rd", "4th")

WEEKDAY = "a weekday such as Monday"
NTH_WEEKDAY = "a day of the month such as 2nd Sunday"
CLOCK = "a time of day such as 02:00"


class Weekday(IntEnum):
    """Counted as `datetime.weekday()` counts."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read "Monday"; raises WantedError."""
        for day in cls:
            if words == str(day):
                return day
        raise WantedError(WEEKDAY)

    def __str__(self) -> str:
        return self.name.capitalize()


@dataclass(frozen=True, order=True)
class NthWeekday:
    """The nth weekday of every month. There is no 5th: most months have none."""

    nth: int
    weekday: Weekday

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read "2nd Sunday"; raises WantedError."""
        ordinal, _, day = words.partition(" ")
        if ordinal not in _ORDINALS:
            raise WantedError(NTH_WEEKDAY)
        return cls(_ORDINALS.index(ordinal) + 1, Weekday.parse(day))

    def __str__(self) -> str:
        return f"{_ORDINALS[self.nth - 1]} {self.weekday}"


def clock(words: str) -> time:
    """Read "02:00"; raises WantedError."""
    try:
        parsed = time.fromisoformat(words)
    except ValueError:
        raise WantedError(CLOCK) from None
    if words != parsed.strftime("%H:%M"):
        raise WantedError(CLOCK)
    return parsed
