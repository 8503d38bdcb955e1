"""The notices: each exactly as long before its window as promised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from assurance.proof.maintenance.announced import Announced, announced_in, dated_in, unwritten
from assurance.proof.maintenance.said import days_said
from assurance.proof.maintenance.seen import Seen
from assurance.proof.rule import Finding, at
from promises import text
from promises.windows import windows


def notice(seen: Seen) -> Iterator[Finding]:
    """For ten years one goes out that long before every window, and at no other time."""
    promised = seen.handbook.maintenance.notice
    for stack, sent in _by_stack(seen).items():
        ours = [one for one in sent if (one.ahead or promised) == promised]
        yield _held(seen, stack, ours or sent, promised)


def reminders(seen: Seen) -> Iterator[Finding]:
    """Each has schedules of its own, or is written for its date by whoever sends the notice."""
    kept = seen.handbook.maintenance
    for stack, sent in _by_stack(seen).items():
        for ahead in kept.reminders:
            if ours := [one for one in sent if one.ahead == ahead]:
                yield _held(seen, stack, ours, ahead)
            else:
                yield _written(seen, stack, sent[0], ahead)
        promised = {kept.notice, *kept.reminders}
        for one in sent:
            if one.ahead and one.ahead not in promised:
                fault = f"{one.resource.logical_id} announces {text(one.ahead)} ahead"
                yield Finding(at(one.resource), fault, "Send what was promised, and nothing else.")


def goes_out(seen: Seen, ahead: timedelta, moment: datetime) -> bool | None:
    """Whether what is said so long ahead is said at that moment; None where nobody says it."""
    sent = [one for one in announced_in(seen.stage) if _ahead(seen, one) == ahead]
    if sent:
        within = moment + timedelta(minutes=1)
        return any(one.written.starts(moment, within) for one in sent)
    dated = [one for one in dated_in(seen.stage) if _says(seen, one.target) and one.ahead == ahead]
    return any(not unwritten(seen.stage, one) for one in dated) if dated else None


def _held(seen: Seen, stack: str, sent: list[Announced], ahead: timedelta) -> Finding:
    coming = windows(seen.handbook.maintenance, seen.start + ahead, seen.end + ahead)
    wanted = {one.start - ahead for one in coming}
    found = {moment for one in sent for moment in one.written.starts(seen.start, seen.end)}
    faults = [
        f"{one.resource.logical_id}: {one.written.untold}" for one in sent if one.written.untold
    ]
    if unsaid := wanted - found:
        faults.append(f"{stack}: no notice on {days_said(unsaid)} as promised")
    if empty := found - wanted:
        faults.append(f"{stack}: a notice on {days_said(empty)} of no window")
    fix = f"Schedule it {text(ahead)} before each window, to the minute."
    return Finding(at(sent[0].resource, sent[0].written.path), "; ".join(faults), fix)


def _written(seen: Seen, stack: str, sent: Announced, ahead: timedelta) -> Finding:
    dated = [one for one in dated_in(seen.stage) if one.ahead == ahead and _says(seen, one.target)]
    here = [one for one in dated if one.sender.stack.name == stack]
    fault = unwritten(seen.stage, here[0]) if here else f"{stack}: nothing {text(ahead)} ahead"
    fix = "Schedule it, or let whoever sends the notice write a schedule for its date (AHEAD)."
    return Finding(at(here[0].sender if here else sent.resource), fault, fix)


def _says(seen: Seen, target: str) -> bool:
    """Whether it is a notice that is written: one of the functions that send them is called."""
    called = seen.stage.resource(target)
    return any(called is seen.stage.resource(one.target) for one in announced_in(seen.stage))


def _ahead(seen: Seen, one: Announced) -> timedelta:
    return one.ahead or seen.handbook.maintenance.notice


def _by_stack(seen: Seen) -> dict[str, list[Announced]]:
    """The schedules of notices, by stack."""
    found: dict[str, list[Announced]] = {}
    for one in announced_in(seen.stage):
        found.setdefault(one.resource.stack.name, []).append(one)
    return found
