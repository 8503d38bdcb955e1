"""The notices: each exactly as long before its window as promised."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.proof.maintenance.openings import NOTICE, purpose
from assurance.proof.maintenance.said import days_said
from assurance.proof.maintenance.seen import Seen
from assurance.proof.maintenance.services import RULE, SCHEDULE, written_in
from assurance.proof.maintenance.written import Written
from assurance.proof.rule import Finding, at
from promises import text
from promises.windows import windows


def notice(seen: Seen) -> Iterator[Finding]:
    """For ten years one goes out that long before every window, and at no other time."""
    kept = seen.handbook.maintenance
    coming = windows(kept, seen.start + kept.notice, seen.end + kept.notice)
    wanted = {one.start - kept.notice for one in coming}
    fix = f"Schedule it {text(kept.notice)} before each window, to the minute."
    for stack, sent in notices_of(seen).items():
        found = {one for part in sent for one in part.starts(seen.start, seen.end)}
        faults = [f"{part.resource.logical_id}: {part.untold}" for part in sent if part.untold]
        if unsaid := wanted - found:
            faults.append(f"{stack}: no notice on {days_said(unsaid)} as promised")
        if empty := found - wanted:
            faults.append(f"{stack}: a notice on {days_said(empty)} of no window")
        yield Finding(at(sent[0].resource, sent[0].path), "; ".join(faults), fix)


def notices_of(seen: Seen) -> dict[str, list[Written]]:
    """The schedules of notices, by stack."""
    found: dict[str, list[Written]] = {}
    for written in written_in(seen.stage, SCHEDULE, RULE):
        if purpose(written.resource) == NOTICE:
            found.setdefault(written.resource.stack.name, []).append(written)
    return found
