"""A complete outage is seen in time, and explains its symptoms without hiding another cause."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from assurance.proof.monitoring.demands.services import SERVICES
from assurance.proof.monitoring.monitoring import Monitoring
from assurance.proof.monitoring.telling import Answer, missing_here
from assurance.proof.monitoring.wanted import Match
from assurance.proof.monitoring.watcher import Watcher
from assurance.proof.paging.alarms import COMPOSITE, Alarm
from assurance.proof.rule import Finding, at
from promises import Level, text

LEANS_ON = {one.row: one.leans_on for one in SERVICES}
"""Which outage explains whose symptoms: the platform's topology."""
Wait = Callable[[Alarm], timedelta]
_WITH_OUTAGES = (*LEANS_ON, "database")


def seen_within(seen: Monitoring) -> Answer:
    """Every P1 that looks at a metric: its periods and CloudWatch's own delay together."""
    alerting = seen.handbook.alerting
    findings: list[Finding] = []
    slowest = timedelta(0)
    for watcher in critical(seen):
        took = watcher.detection + alerting.delay
        slowest = max(slowest, took)
        fault = (
            f"alarm {watcher.name} takes {text(watcher.detection)} and CloudWatch "
            f"{text(alerting.delay)}, promised {text(alerting.outage_seen_within)} in all"
        )
        fix = "Take a shorter period or fewer datapoints."
        late = took > alerting.outage_seen_within
        findings.append(Finding(at(watcher.alarm.resource), fault if late else "", fix))
    proven = f"{text(slowest)} at most, {len(findings)} alarms" if findings else ""
    return Answer(findings, "P1 alarms", proven, missing_here(seen, "P1 alarm on a metric"))


def critical(seen: Monitoring) -> Iterator[Watcher]:
    """The metric alarms that are P1 themselves or make a P1 speak."""
    for watcher in seen.watchers:
        told = (watcher.alarm, *seen.speakers(watcher.alarm))
        if any(one.severity is Level.P1 for one in told):
            yield watcher


def storm_wait(seen: Monitoring) -> Answer:
    """A symptom waits for its cause to alarm first, and stays quiet while it does."""
    wait, nothing = seen.handbook.alerting.storm.wait, missing_here(seen, "symptom of an outage")
    if seen.parts is None:
        return Answer((), "symptoms", absent=nothing)
    findings = [
        *_periods(seen, "Wait", lambda _: wait),
        *(one for match in _symptoms(seen) for one in _loud(seen, match)),
    ]
    return Answer(findings, "symptoms", absent=nothing)


def storm_extension(seen: Monitoring) -> Answer:
    """It stays quiet for a while after the cause; a burn rate until its short window is past it."""
    extension = seen.handbook.alerting.storm.extension
    nothing = missing_here(seen, "symptom of an outage")
    if seen.parts is None:
        return Answer((), "symptoms", absent=nothing)
    short = {
        link.speaker: link.tier.rate.short
        for chain in seen.chains
        for link in chain.links
        if link.speaker
    }
    findings = list(
        _periods(seen, "Extension", lambda alarm: max(extension, short.get(alarm, timedelta(0))))
    )
    return Answer(findings, "symptoms", absent=nothing)


def outages(seen: Monitoring) -> dict[str, tuple[Alarm, ...]]:
    """For each service the alarms that say it is gone."""
    found: dict[str, dict[Alarm, None]] = {}
    for matches in seen.matches.values():
        for match in matches:
            if match.watcher and match.wanted.severity is Level.P1:
                speakers = seen.speakers(match.watcher.alarm)
                found.setdefault(match.wanted.of, {}).update(dict.fromkeys(speakers))
    return {name: tuple(one) for name, one in found.items()}


def _symptoms(seen: Monitoring) -> Iterator[tuple[str, Alarm]]:
    """What hurts without being an outage, with the service it hurts."""
    kinds = [match for matches in seen.matches.values() for match in matches]
    burning = [window for chain in seen.chains for link in chain.links for window in link.windows]
    told: dict[tuple[str, Alarm], None] = {}
    for match in (*kinds, *burning):
        service = _service(match)
        if match.watcher and service and match.wanted.severity is not Level.P1:
            told |= dict.fromkeys((service, one) for one in seen.speakers(match.watcher.alarm))
    return iter(told)


def _service(match: Match) -> str:
    of = "film_generation" if match.wanted.of.endswith(" queue") else match.wanted.of
    return of if of in _WITH_OUTAGES else ""


def _loud(seen: Monitoring, symptom: tuple[str, Alarm]) -> Iterator[Finding]:
    """Whether the outage of its service, and of what that leans on, keeps the symptom quiet."""
    service, alarm = symptom
    gone = outages(seen)
    for cause in (service, *LEANS_ON.get(service, ())):
        for outage in gone.get(cause, ()):
            quiet = seen.truth.is_quiet_during(alarm, outage)
            name = alarm.resource.logical_id
            fault = f"{name} is not kept quiet by {outage.resource.logical_id}"
            fix = "Suppress it by the outage, directly or through a silent composite."
            yield Finding(at(alarm.resource), "" if quiet else fault, "" if quiet else fix)


def _periods(seen: Monitoring, kind: str, wanted: Wait) -> Iterator[Finding]:
    for alarm in seen.walk.alarms:
        properties = alarm.resource.properties
        if alarm.resource.type != COMPOSITE or properties.get("ActionsSuppressor") is None:
            continue
        name = f"ActionsSuppressor{kind}Period"
        promised, got = wanted(alarm), properties.get(name)
        right = str(got) == str(promised // timedelta(seconds=1))
        fault = f"{alarm.resource.logical_id} has a {kind.lower()} of {got} s, promised {text(promised)}"
        where = at(alarm.resource, f"Properties.{name}")
        yield Finding(where, "" if right else fault, f"Set {name} to {text(promised)}.")
