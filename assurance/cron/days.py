"""The two day fields of a cron, of which one counts: `?`, `L`, `15W`, `SUN#2` and plain days."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from assurance.cron.dialects import Dialect
from assurance.cron.fields import DAYS, Field
from assurance.cron.refusal import Refusal

_NEAREST = re.compile(r"(\d+)W")
_NTH = re.compile(r"(\w+)#(\d)")
_LAST = re.compile(r"(\w+)L")
_SATURDAY = 6
ANY = "*"


@dataclass(frozen=True, slots=True)
class Days:
    """The days as the library writes them, and what it does not know.

    `nearest` is the day of the month whose nearest weekday is meant, None where none is.
    """

    of_month: str
    of_week: str
    nearest: int | None = None

    def keeps(self, day: date) -> bool:
        """Whether the day counts, of those the library lists."""
        return self.nearest is None or day == nearest_weekday(day.year, day.month, self.nearest)


def nearest_weekday(year: int, month: int, number: int) -> date | None:
    """The Monday to Friday nearest to that day in the same month; None where it has no such day."""
    last = monthrange(year, month)[1]
    if number > last:
        return None
    day = date(year, month, number)
    by = {5: 2 if number == 1 else -1, 6: -2 if number == last else 1}.get(day.weekday(), 0)
    return day + timedelta(days=by)


def read_days(month: str, week: str, dialect: Dialect) -> Days:
    """The days that the two fields mean together; raises Refusal."""
    one_of_them(month, week, dialect)
    of_month = Field("day-of-month", 1, 31, steps=dialect.steps)
    if dialect.nearest and (found := _NEAREST.fullmatch(month)):
        return Days(ANY, ANY, of_month.number(found[1]))
    if dialect.last and month == "L":
        return Days("L", ANY)
    days = ANY if month in ("?", ANY) else of_month.translate(month)
    return Days(days, _of_week(week, dialect))


def one_of_them(month: str, week: str, dialect: Dialect) -> None:
    """Refuse two ways to name a day at once: services read that in different ways, or not at all."""
    place, got = "day-of-month and day-of-week", f"{month} and {week}"
    if dialect.question_mark and (month == "?") == (week == "?"):
        raise Refusal(place, "? in exactly one of them", got)
    if not dialect.question_mark and "?" in (month, week):
        raise Refusal(place, f"no ?, which {dialect.name} does not know", got)
    if not dialect.question_mark and ANY not in (month, week):
        raise Refusal(place, "* in one of them", got)


def _of_week(written: str, dialect: Dialect) -> str:
    if written in ("?", ANY):
        return ANY
    # Sunday is 0 and 7 in some of them; 7 alone is left to the library, which knows both.
    last = 7 if dialect.sunday == 0 else 6 + dialect.sunday
    field = Field("day-of-week", dialect.sunday, last, DAYS, dialect.sunday, dialect.steps)
    if "#" in written:
        return _nth(written, field, dialect)
    if dialect.last and written == "L":
        return str(_SATURDAY)
    if dialect.last and (found := _LAST.fullmatch(written)):
        return f"{field.number(found[1]) - field.shift}L"
    return field.translate(written)


def _nth(written: str, field: Field, dialect: Dialect) -> str:
    if not dialect.nth:
        raise field.refused(written, f"no #, which {dialect.name} does not know")
    found = _NTH.fullmatch(written)
    if found is None:
        raise field.refused(written, "one weekday#n and nothing else, as in SUN#2")
    if found[1].isdigit():
        # 7#2 is the 2nd Saturday here and the 2nd Sunday elsewhere; 0#2 is nothing here.
        raise field.refused(written, f"the weekday by its name, as in SUN#{found[2]}")
    if not 1 <= int(found[2]) <= 5:
        raise field.refused(written, "the 1st to the 5th of a month")
    return f"{field.number(found[1]) - field.shift}#{found[2]}"
