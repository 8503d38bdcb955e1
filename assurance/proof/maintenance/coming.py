"""The next windows and notices as promised, each with what the templates make of it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from assurance.proof.maintenance.rules.notices import notices_of
from assurance.proof.maintenance.seen import Seen
from assurance.verdict import Appointment, Verdict
from promises.windows import Window, notices, upcoming

NEXT = 10
_MINUTE = timedelta(minutes=1)


def coming(seen: Seen) -> tuple[Appointment, ...]:
    """The next ten windows from today on, in UTC."""
    now = datetime.combine(seen.today, time(), UTC)
    sent = [one for parts in notices_of(seen).values() for one in parts]
    found: list[Appointment] = []
    for window in upcoming(seen.handbook.maintenance, now, NEXT):
        notice = notices(seen.handbook.maintenance, window)[0].at
        goes_out = any(one.starts(notice, notice + _MINUTE) for one in sent)
        announced = _verdict([goes_out] if sent else [])
        found.append(Appointment(notice, window.start, window.end, announced, _opens(seen, window)))
    return tuple(found)


def _opens(seen: Seen, window: Window) -> Verdict:
    """Whether everything that opens windows opens this one, at its first minute."""
    start = window.start
    return _verdict([start in one.starts(start, start + _MINUTE) for one in seen.openings])


def _verdict(kept: list[bool]) -> Verdict:
    if not kept:
        return Verdict.UNPROVEN
    return Verdict.KEPT if all(kept) else Verdict.BROKEN
