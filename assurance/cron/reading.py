"""Reads a schedule as one service would, and refuses what it would not do."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

from assurance.cron.days import read_days
from assurance.cron.dialects import Dialect
from assurance.cron.fields import MONTHS, Field
from assurance.cron.moments import Cron, Once, Rate, Schedule
from assurance.cron.refusal import Refusal

_FORM = re.compile(r"(?P<form>cron|rate|at)\((?P<inside>[^()]*)\)")
_RATE = re.compile(r"(?P<number>[1-9]\d*) (?P<unit>[a-z]+?)(?P<plural>s?)")
_UTC = ("", "UTC", "Etc/UTC", "GMT", "Etc/GMT")


def read(expression: str, dialect: Dialect, zone: str = "UTC", offset_days: int = 0) -> Schedule:
    """The schedule, with its moments; raises Refusal.

    `zone` is the IANA name of the time zone it is read in. `offset_days` is the ScheduleOffset of
    Systems Manager: so many days after each moment of a cron.
    """
    found = _FORM.fullmatch(expression.strip())
    if found is None:
        raise Refusal("schedule", _forms(dialect), expression)
    inside, place = found["inside"].strip(), _zone(zone)
    if offset_days and found["form"] != "cron":
        raise Refusal("offset", "a cron, which alone can be put off", expression)
    if found["form"] == "rate":
        return _rate(inside, dialect)
    if found["form"] == "at":
        return _once(inside, dialect, place)
    return _cron(inside.split(), dialect, place, timedelta(days=offset_days))


def _cron(fields: list[str], dialect: Dialect, zone: tzinfo, later: timedelta) -> Cron:
    fields = [field.upper() for field in _without_seconds(fields, dialect)]
    if len(fields) != len(dialect.fields):
        names = " ".join(dialect.fields)
        raise Refusal("cron", f"{len(dialect.fields)} fields ({names})", " ".join(fields))
    minutes, hours, of_month, month, of_week = fields[:5]
    days = read_days(of_month, of_week, dialect)
    parts = (
        Field("minutes", 0, 59, steps=dialect.steps).translate(minutes),
        Field("hours", 0, 23, steps=dialect.steps).translate(hours),
        days.of_month,
        Field("month", 1, 12, MONTHS, steps=dialect.steps).translate(month),
        days.of_week,
    )
    years = None if fields[5:] in ([], ["*"]) else Field("year", 1970, 2199).values(fields[5])
    if not _can_happen(" ".join(parts)):
        raise Refusal("day-of-month", "a day that one of the months has", f"{of_month} of {month}")
    return Cron(" ".join(parts), days, years, zone, later)


def _can_happen(expression: str) -> bool:
    try:
        CronSim(expression, datetime(2000, 1, 1, tzinfo=UTC))
    except CronSimError:  # everything else it refuses is refused before
        return False
    return True


def _without_seconds(fields: list[str], dialect: Dialect) -> list[str]:
    if not dialect.seconds or len(fields) != len(dialect.fields) + 1:
        return fields
    if fields[0] != "0":
        raise Refusal("seconds", "0: schedules are as fine as a minute", fields[0])
    return fields[1:]


def _rate(inside: str, dialect: Dialect) -> Rate:
    found = _RATE.fullmatch(inside)
    units = " or ".join(dialect.rates)
    if found is None or found["unit"] not in dialect.rates:
        wanted = f"a number of 1 or more and {units}" if units else _forms(dialect)
        raise Refusal("rate", wanted, inside)
    number = int(found["number"])
    if (number == 1) == bool(found["plural"]):
        raise Refusal("rate", f"{number} {found['unit']}{'s' * (number > 1)}", inside)
    return Rate(number, found["unit"])


def _once(inside: str, dialect: Dialect, zone: tzinfo) -> Once:
    try:
        at = datetime.strptime(inside, dialect.once) if dialect.once else None  # noqa: DTZ007
    except ValueError:
        at = None
    if at is None:
        shown = dialect.once and datetime(2027, 1, 10, 2, tzinfo=UTC).strftime(dialect.once)
        raise Refusal("at", f"a moment such as {shown}" if shown else _forms(dialect), inside)
    return Once(at.replace(tzinfo=zone).astimezone(UTC))


def _forms(dialect: Dialect) -> str:
    forms = ["cron(...)"]
    forms += ["rate(...)"] if dialect.rates else []
    forms += ["at(...)"] if dialect.once else []
    return f"{' or '.join(forms)}, which {dialect.name} takes"


def _zone(name: str) -> tzinfo:
    if name in _UTC:  # a machine without a database of time zones still knows it
        return UTC
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise Refusal("time zone", "an IANA time zone", name) from None
