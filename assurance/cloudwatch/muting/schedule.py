"""The windows of a mute rule. Times are seconds since 1970, UTC."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from assurance.cloudwatch.alarm import MuteRule
from assurance.cloudwatch.error import AlarmError
from assurance.cloudwatch.muting.cron import cron
from assurance.cloudwatch.zones import zone

_EXPRESSION = re.compile(r"\s*(cron|at)\((.*)\)\s*", re.DOTALL)
_DURATION = re.compile(r"P(?=.)(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?)?")
_LONGEST: Final = timedelta(days=15)


@dataclass(frozen=True, slots=True)
class Window:
    """A time in which actions are kept back; its end is the first moment after it."""

    start: int
    end: int


def windows(rule: MuteRule, start: int, end: int) -> tuple[Window, ...]:
    """Every window of a rule that touches the time from start to end.

    Raises AlarmError for a schedule that CloudWatch would refuse.
    """
    local, length = zone(rule.timezone), duration(rule.duration)
    begins = [begin for begin in _begins(rule, local, start, end) if _valid(rule, local, begin)]
    found = [(int(b.timestamp()), int(b.timestamp()) + length) for b in begins]
    return tuple(Window(*w) for w in sorted(set(found)) if w[1] > start and w[0] <= end)


def duration(text: str) -> int:
    """An ISO 8601 duration in seconds, from one minute to 15 days."""
    found = _DURATION.fullmatch(text)
    days, hours, minutes = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    length = timedelta(days=days, hours=hours, minutes=minutes)
    if not timedelta(minutes=1) <= length <= _LONGEST:
        raise AlarmError("mute rule duration", "PT1M to P15D", text)
    return int(length.total_seconds())


def _begins(rule: MuteRule, local: tzinfo, start: int, end: int) -> list[datetime]:
    found = _EXPRESSION.fullmatch(rule.expression)
    if not found:
        raise AlarmError(f"mute rule {rule.name}", "cron(...) or at(...)", rule.expression)
    if found[1] == "at":
        return [moment(found[2], local)]
    first = datetime.fromtimestamp(start, UTC) - _LONGEST - timedelta(days=1)
    last = datetime.fromtimestamp(end, UTC) + timedelta(days=1)
    return list(cron(found[2]).starts(first.date(), last.date(), local))


def moment(text: str, local: tzinfo) -> datetime:
    """A moment as mute rules write it: yyyy-MM-ddThh:mm, in the schedule's time zone."""
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%dT%H:%M").replace(tzinfo=local)
    except ValueError:
        raise AlarmError("mute rule", "a time as yyyy-MM-ddThh:mm", text) from None


def _valid(rule: MuteRule, local: tzinfo, begin: datetime) -> bool:
    after = rule.starts is None or moment(rule.starts, local) <= begin
    return after and (rule.expires is None or begin < moment(rule.expires, local))
