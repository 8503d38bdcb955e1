"""The next windows and notices as promised, each with what the templates make of it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from assurance.proof.maintenance.muting import lists_of
from assurance.proof.maintenance.rules.notices import goes_out
from assurance.proof.maintenance.seen import Seen
from assurance.verdict import Announcement, Appointment, Muted, Verdict
from promises.windows import Notice, Window, notices, upcoming

NEXT = 10
_MINUTE = timedelta(minutes=1)


def coming(seen: Seen) -> tuple[Appointment, ...]:
    """The next ten windows from today on, in UTC."""
    kept = seen.handbook.maintenance
    now = datetime.combine(seen.today, time(), UTC)
    return tuple(
        Appointment(
            start=window.start,
            end=window.end,
            opens=_opens(seen, window),
            notices=tuple(_announcement(seen, one) for one in notices(kept, window)),
        )
        for window in upcoming(kept, now, NEXT)
    )


def muted(seen: Seen) -> tuple[Muted, ...]:
    """What is muted in each of them, with the objective it belongs to."""
    return tuple(
        Muted(name, reason.belongs_to, reason.because)
        for found in lists_of(seen.stage)
        for reason in found.reasons or ()
        for name in reason.alarms
    )


def _announcement(seen: Seen, notice: Notice) -> Announcement:
    said = goes_out(seen, notice.ahead, notice.at)
    return Announcement(notice.ahead, notice.at, _verdict([] if said is None else [said]))


def _opens(seen: Seen, window: Window) -> Verdict:
    """Whether everything that opens windows opens this one, at its first minute."""
    start = window.start
    return _verdict([start in one.starts(start, start + _MINUTE) for one in seen.openings])


def _verdict(kept: list[bool]) -> Verdict:
    if not kept:
        return Verdict.UNPROVEN
    return Verdict.KEPT if all(kept) else Verdict.BROKEN
