"""Typed units: a duration, a share, a size and a count never travel as bare numbers.

Each is read from the words people write ("15 min", "99.9 %", "100 GiB", "200 jobs") and `text`
gives the same words back. Numbers are exact: no float touches them.
"""

import re
from dataclasses import dataclass
from datetime import time, timedelta
from decimal import Decimal
from typing import NamedTuple, Self, cast

from promises.errors import WantedError

_QUANTITY = re.compile(r"(?P<number>\d+(?:\.\d+)?) (?P<unit>\S+)")
_TIMES = {
    "day": timedelta(days=1),
    "h": timedelta(hours=1),
    "min": timedelta(minutes=1),
    "s": timedelta(seconds=1),
    "ms": timedelta(milliseconds=1),
}
_SIZES = {"TiB": 2**40, "GiB": 2**30, "MiB": 2**20, "KiB": 2**10, "B": 1}
# People say "48 h" and "7 days": hours name a deadline, days name a period.
_DAYS_FROM = timedelta(days=3)

DURATION = "a duration such as 15 min"
PERCENTAGE = "a percentage such as 99.9 %"
SIZE = "a size such as 100 GiB"
COUNT = "a count such as 100 jobs"


@dataclass(frozen=True, order=True)
class Percentage:
    """A share between 0 % and 100 %, exact."""

    percent: Decimal

    @property
    def ratio(self) -> Decimal:
        """The share as a number between 0 and 1."""
        return self.percent / 100

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read "99.9 %"; raises WantedError."""
        number, unit = _split(words, PERCENTAGE)
        if unit != "%" or number > 100:
            raise WantedError(PERCENTAGE)
        return cls(number)

    def __str__(self) -> str:
        return f"{_plain(self.percent)} %"


@dataclass(frozen=True, order=True)
class Ceiling(Percentage):
    """A share that must stay below the number."""

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read "below 1 %"; raises WantedError."""
        sense, _, share = words.partition(" ")
        if sense != "below":
            raise WantedError("a limit such as below 1 %")
        return super().parse(share)

    def __str__(self) -> str:
        return f"below {super().__str__()}"


@dataclass(frozen=True, order=True)
class Size:
    """An amount of data in bytes."""

    bytes: int

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read "100 GiB"; raises WantedError."""
        number, unit = _split(words, SIZE)
        in_bytes = number * _SIZES.get(unit, 0)
        if not in_bytes or in_bytes % 1:
            raise WantedError(SIZE)
        return cls(int(in_bytes))

    @property
    def gib(self) -> Decimal:
        """The size in GiB, the unit AWS counts storage in."""
        return Decimal(self.bytes) / 2**30

    def __str__(self) -> str:
        unit = next(unit for unit, size in _SIZES.items() if self.bytes % size == 0)
        return f"{self.bytes // _SIZES[unit]} {unit}"


@dataclass(frozen=True, order=True)
class Count:
    """So many of something."""

    noun: str
    number: int

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read "100 jobs"; raises WantedError."""
        number, noun = _split(words, COUNT)
        if number % 1 or not noun.isalpha():
            raise WantedError(COUNT)
        return cls(noun.removesuffix("s"), int(number))

    def __str__(self) -> str:
        return f"{self.number} {self.noun}{'' if self.number == 1 else 's'}"


Quantity = timedelta | Percentage | Size | Count


def duration(words: str) -> timedelta:
    """Read "15 min", "4 h", "35 days", "200 ms"; raises WantedError."""
    number, unit = _split(words, DURATION)
    step = _TIMES.get("day" if unit == "days" else unit)
    if step is None:
        raise WantedError(DURATION)
    microseconds = number * (step // timedelta(microseconds=1))
    if microseconds % 1:
        raise WantedError(DURATION)
    return timedelta(microseconds=int(microseconds))


def quantity(words: str) -> Quantity:
    """Read whichever unit the words name; raises WantedError."""
    unit = words.rpartition(" ")[2]
    if unit == "%":
        return Percentage.parse(words)
    if unit in _SIZES:
        return Size.parse(words)
    if unit == "days" or unit in _TIMES:
        return duration(words)
    return Count.parse(words)


class Measure(NamedTuple):
    """A quantity as a bare number of its unit, to compare it with others of the same unit."""

    unit: str
    number: Decimal


def measure(value: Quantity) -> Measure:
    """The quantity in seconds, percent, bytes, or the noun that is counted."""
    match value:
        case timedelta():
            return Measure("s", Decimal(value // timedelta(microseconds=1)) / 10**6)
        case Percentage():
            return Measure("%", value.percent)
        case Size():
            return Measure("B", Decimal(value.bytes))
        case Count():
            return Measure(value.noun, Decimal(value.number))


def text(value: object) -> str:
    """The value in the words a person would write; a duration in its largest whole unit."""
    if isinstance(value, timedelta):
        return _duration_text(value)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, Decimal):
        return _plain(value)
    if isinstance(value, tuple):
        return ", ".join(text(item) for item in cast("tuple[object, ...]", value))
    return str(value)


def _duration_text(value: timedelta) -> str:
    if value and value >= _DAYS_FROM and not value % _TIMES["day"]:
        return f"{value // _TIMES['day']} days"
    units = [unit for unit in ("h", "min", "s", "ms") if not value % _TIMES[unit]]
    if not value or not units:
        return f"{_plain(Decimal(value // timedelta(microseconds=1)) / 1000)} ms"
    return f"{value // _TIMES[units[0]]} {units[0]}"


def _split(words: str, wanted: str) -> tuple[Decimal, str]:
    match = _QUANTITY.fullmatch(words)
    if match is None:
        raise WantedError(wanted)
    return Decimal(match["number"]), match["unit"]


def _plain(number: Decimal) -> str:
    digits = f"{number:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
