"""The field types of the models: each reads its words, refuses the rest and knows its direction.

`Within` and `AtLeast` are both durations. They differ in what breaks them: being later than the
one, being sooner than the other. That tells a weakened promise from a stricter one.
"""

from collections.abc import Callable
from datetime import time, timedelta
from enum import Enum, StrEnum
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from promises import calendar, units
from promises.errors import WantedError
from promises.limit import LATENCY, LIMIT, Latency, Limit


class Stricter(Enum):
    """Which way a promise gets harder to keep."""

    LESS = "less"
    MORE = "more"


def read_by(
    parse: Callable[[str], object], kind: type | tuple[type, ...], wanted: str
) -> BeforeValidator:
    """A validator that turns words into `kind` and names `wanted` when anything else comes."""

    def read(value: object) -> object:
        if isinstance(value, str) and not isinstance(value, Enum):
            return parse(value)
        if isinstance(value, kind):
            return value
        raise WantedError(wanted)

    return BeforeValidator(read)


def one_of(choices: type[StrEnum]) -> BeforeValidator:
    """A validator that takes one of the words of an enumeration."""
    wanted = "one of " + ", ".join(choices)

    def parse(words: str) -> StrEnum:
        if words not in list(choices):
            raise WantedError(wanted)
        return choices(words)

    return read_by(parse, choices, wanted)


def _not_empty(value: tuple[object, ...]) -> tuple[object, ...]:
    if not value:
        raise WantedError("at least one")
    return value


def _web_address(value: str) -> str:
    if not value.startswith("https://") or any(character.isspace() for character in value):
        raise WantedError("an https:// address")
    return value


_DURATION = read_by(units.duration, timedelta, units.DURATION)
_PERCENTAGE = read_by(units.Percentage.parse, units.Percentage, units.PERCENTAGE)
_CEILING = read_by(units.Ceiling.parse, units.Ceiling, "a limit such as below 1 %")

_COUNT = read_by(units.Count.parse, units.Count, units.COUNT)

NotEmpty = AfterValidator(_not_empty)
Duration = Annotated[timedelta, _DURATION]
Within = Annotated[timedelta, _DURATION, Stricter.LESS]
AtLeast = Annotated[timedelta, _DURATION, Stricter.MORE]
Share = Annotated[units.Percentage, _PERCENTAGE]
Number = Annotated[units.Count, _COUNT]
AtLeastShare = Annotated[units.Percentage, _PERCENTAGE, Stricter.MORE]
BelowShare = Annotated[units.Ceiling, _CEILING, Stricter.LESS]
Often = Annotated[calendar.Cadence, one_of(calendar.Cadence), Stricter.LESS]
Bound = Annotated[Limit, read_by(Limit.parse, Limit, LIMIT)]
Speed = Annotated[Latency, read_by(Latency.parse, Latency, LATENCY), Stricter.LESS]
Day = Annotated[
    calendar.Weekday, read_by(calendar.Weekday.parse, calendar.Weekday, calendar.WEEKDAY)
]
MonthDay = Annotated[
    calendar.NthWeekday,
    read_by(calendar.NthWeekday.parse, calendar.NthWeekday, calendar.NTH_WEEKDAY),
]
Moment = Annotated[
    calendar.WeeklyMoment,
    read_by(calendar.WeeklyMoment.parse, calendar.WeeklyMoment, calendar.MOMENT),
]
Clock = Annotated[time, read_by(calendar.clock, time, calendar.CLOCK)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
