"""Days, hours and cadences as the handbook names them."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Self

from promises.errors import WantedError

_ORDINALS = ("1st", "2nd", "3rd", "4th")
_MOMENT = re.compile(r"(?P<weekday>\w+) (?P<at>\d\d:\d\d) (?P<time_zone>[\w/]+)")

WEEKDAY = "a weekday such as Monday"
NTH_WEEKDAY = "a day of the month such as 2nd Sunday"
CLOCK = "a time of day such as 02:00"
MOMENT = "a weekly moment such as Monday 10:00 UTC"


class Weekday(StrEnum):
    """The days in the order of `datetime.weekday()`."""

    MONDAY = "Monday"
    TUESDAY = "Tuesday"
    WEDNESDAY = "Wednesday"
    THURSDAY = "Thursday"
    FRIDAY = "Friday"
    SATURDAY = "Saturday"
    SUNDAY = "Sunday"

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read "Monday"; raises WantedError."""
        if words not in list(cls):
            raise WantedError(WEEKDAY)
        return cls(words)

    def after(self, days: int) -> "Weekday":
        """The day so many days later."""
        week = list(Weekday)
        return week[(week.index(self) + days) % len(week)]


@dataclass(frozen=True)
class WeeklyMoment:
    """A time of day on one day of every week."""

    weekday: Weekday
    at: time
    time_zone: str

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read "Monday 10:00 UTC"; raises WantedError."""
        match = _MOMENT.fullmatch(words)
        if match is None:
            raise WantedError(MOMENT)
        return cls(Weekday.parse(match["weekday"]), clock(match["at"]), match["time_zone"])

    def later(self, by: timedelta) -> Self:
        """The moment so much later on the clock, maybe on another day."""
        since_midnight = timedelta(hours=self.at.hour, minutes=self.at.minute) + by
        days, rest = divmod(since_midnight, timedelta(days=1))
        hour, minute = divmod(rest // timedelta(minutes=1), 60)
        return type(self)(self.weekday.after(days), time(hour, minute), self.time_zone)

    def __str__(self) -> str:
        return f"{self.weekday} {self.at:%H:%M} {self.time_zone}"


@dataclass(frozen=True)
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

    def of(self, year: int, month: int) -> date:
        """The day in that month."""
        first = date(year, month, 1)
        until = (list(Weekday).index(self.weekday) - first.weekday()) % 7
        return first + timedelta(days=until, weeks=self.nth - 1)

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


class Cadence(StrEnum):
    """How often something happens."""

    REAL_TIME = "real-time"
    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"
    EVERY_WINDOW = "every window"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"

    @property
    def longest(self) -> timedelta:
        """The longest time between two occasions; a test holds it against the real calendar."""
        return _LONGEST[self]


_LONGEST = {
    Cadence.REAL_TIME: timedelta(0),
    Cadence.HOURLY: timedelta(hours=1),
    Cadence.DAILY: timedelta(days=1),
    Cadence.WEEKLY: timedelta(days=7),
    Cadence.EVERY_WINDOW: timedelta(days=21),
    Cadence.MONTHLY: timedelta(days=31),
    Cadence.QUARTERLY: timedelta(days=92),
}
