"""Promises that are alarms on one number: thresholds, outages, silence, stale figures."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.proof.monitoring.monitoring import Monitoring
from assurance.proof.monitoring.rules.lacking import lacking
from assurance.proof.monitoring.telling import Answer, found_in
from assurance.proof.monitoring.wanted import Match
from assurance.proof.rule import Finding, at

_UNMEASURED = {
    "thresholds.backup_age.alert": "no metric tells the age of the newest backup yet",
}


def alarms(seen: Monitoring, promise: str) -> Answer:
    """Each alarm the promise asks for is there, and what speaks for it is as urgent."""
    found = seen.matches.get(promise, ())
    findings = found_in(seen, found)
    findings += [one for match in found for one in speaking(seen, match)]
    absent = lacking(seen, promise)
    return Answer(findings, "alarms", absent=_UNMEASURED.get(promise, absent), besides=absent)


def speaking(seen: Monitoring, match: Match) -> Iterator[Finding]:
    """Somebody speaks for the alarm, with the severity that was promised."""
    if match.watcher is None or match.fault:
        return
    alarm, severity = match.watcher.alarm, match.wanted.severity
    speakers = seen.speakers(alarm)
    fix = f"Let the alarm, or a composite over it, tell the {severity} topic."
    if not speakers:
        yield Finding(at(alarm.resource), f"nobody speaks for alarm {match.watcher.name}", fix)
    for one in speakers:
        if one.severity is not severity:
            fault = (
                f"{one.resource.logical_id} speaks as {one.severity} for alarm "
                f"{match.watcher.name}, promised {severity}"
            )
            yield Finding(at(one.resource), fault, fix)
