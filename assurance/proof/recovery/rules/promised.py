"""The handbook's own promises on backups, under the handbook's ids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from assurance.assembly import Resource
from assurance.assembly.values import dig
from assurance.proof.paging.schedules import Scheduled, role_fault
from assurance.proof.recovery.crons import cadence_of, meets
from assurance.proof.recovery.drills import Workflow, drills_of
from assurance.proof.recovery.figures import whole
from assurance.proof.recovery.replications import ReplicationRule
from assurance.proof.recovery.seen import Seen
from assurance.proof.rule import Finding, Judge, Rule, at
from promises import Cadence, Handbook, text

DAY = timedelta(days=1)
RTC_MINUTES = 15
"""The one time S3's Replication Time Control can be set to."""


def database_retention(seen: Seen) -> Iterator[Finding]:
    """Every database keeps its automated backups as long as promised; absent means one day."""
    wanted = seen.handbook.recovery.backups.database.retention
    fix = f"Set BackupRetentionPeriod to {wanted // DAY}."
    if not seen.databases:
        yield from seen.missed("database", fix)
    for one in seen.databases:
        written = one.properties.get("BackupRetentionPeriod", 1)
        days = whole(written)
        short = days is None or days * DAY < wanted
        fault = f"{one.logical_id} keeps its backups {written} days, not {text(wanted)}"
        yield Finding(at(one, "Properties.BackupRetentionPeriod"), fault if short else "", fix)


def database_cadence(seen: Seen) -> Iterator[Finding]:
    """RDS takes its snapshot every day, and its logs every five minutes, while backups are on."""
    fix = "Set BackupRetentionPeriod above 0, which switches the daily backups on."
    if not seen.databases:
        yield from seen.missed("database", fix)
    for one in seen.databases:
        is_off = not whole(one.properties.get("BackupRetentionPeriod", 1))
        fault = f"{one.logical_id} has its automated backups switched off"
        yield Finding(at(one, "Properties.BackupRetentionPeriod"), fault if is_off else "", fix)


def media_method(seen: Seen) -> Iterator[Finding]:
    """A rule that copies into a bucket of another Region, both ends versioned."""
    fix = "Replicate the bucket into one of another Region, with versioning Enabled on both."
    if not seen.replications:
        yield from seen.missed("bucket that is replicated", fix)
    for rule in seen.replications:
        there = rule.destination
        fault = ""
        if not rule.is_on:
            fault = f"{rule.name} is {rule.said.get('Status')}"
        elif there is None:
            got = rule.at("Destination", "Bucket")
            fault = f"{rule.name} leads to {got}, which is no bucket of these templates"
        elif there.stack.region == rule.source.stack.region:
            fault = f"{rule.name} stays in {there.stack.region}"
        else:
            bare = [one.logical_id for one in (rule.source, there) if not _is_versioned(one)]
            fault = f"{rule.name}: {' and '.join(bare)} without versioning" if bare else ""
        yield Finding(at(rule.source, rule.path), fault, fix)


def media_cadence(seen: Seen) -> Iterator[Finding]:
    """Real time is what S3 agrees to: Replication Time Control with its metrics, under an id."""
    fix = "Give the rule an Id, and ReplicationTime and Metrics Enabled with 15 minutes each."
    if not seen.replications:
        yield from seen.missed("bucket that is replicated", fix)
    for rule in seen.replications:
        yield Finding(at(rule.source, rule.path), "; ".join(_unmeasured(rule)), fix)


def drill_cadence(seen: Seen) -> Iterator[Finding]:
    """A workflow in the recovery Region restores the replicated backup, on time."""
    homes = {one.stack.region for one in seen.databases}
    drills = [
        one
        for one in drills_of(seen.stage)
        if one.machine.stack.region not in homes and one.from_copies
    ]
    promised = seen.handbook.recovery.drill.cadence
    yield from _held(seen, drills, promised, "drill of the replicated backup")


def restore_test_cadence(seen: Seen) -> Iterator[Finding]:
    """A workflow beside the database restores it to a point in time, on time."""
    homes = {one.stack.region for one in seen.databases}
    drills = [one for one in drills_of(seen.stage) if one.machine.stack.region in homes]
    promised = seen.handbook.maintenance.tasks.restore_test.cadence
    yield from _held(seen, drills, promised, "point-in-time restore beside the database")


def _held(
    seen: Seen, drills: Sequence[Workflow], promised: Cadence, what: str
) -> Iterator[Finding]:
    fix = f"Schedule a {what}: {promised}, on a day that is never one of maintenance."
    if not drills:
        yield from seen.missed(what, fix)
    for drill in drills:
        runs = list(drill.starts)
        faults = [fault for one in runs for fault in _untimely(seen, one, promised)]
        if not runs:
            faults.append(f"nothing starts {drill.machine.logical_id}")
        yield Finding(at(runs[0].resource if runs else drill.machine), "; ".join(faults), fix)


def _untimely(seen: Seen, one: Scheduled, promised: Cadence) -> Iterator[str]:
    name, cadence = one.resource.logical_id, cadence_of(one.expression)
    if cadence is None or cadence.longest > promised.longest:
        yield f"{name} runs {one.expression}, not {promised}"
    if window := meets(one.expression, seen.handbook.maintenance):
        yield f"{name} can run on a {window}"
    if fault := role_fault(seen.walk, one):
        yield f"schedule {name} {fault}"


def _is_versioned(bucket: Resource) -> bool:
    return dig(dict(bucket.properties), "VersioningConfiguration", "Status") == "Enabled"


def _unmeasured(rule: ReplicationRule) -> Iterator[str]:
    if not rule.said.get("Id"):
        yield f"{rule.name} has no Id, so no alarm can name it"
    for part, minutes in (("ReplicationTime", "Time"), ("Metrics", "EventThreshold")):
        is_on = rule.at("Destination", part, "Status") == "Enabled"
        if not is_on or whole(rule.at("Destination", part, minutes, "Minutes")) != RTC_MINUTES:
            yield f"{rule.name} has no {part} of {RTC_MINUTES} minutes"


def handbook_rules(handbook: Handbook) -> tuple[Rule[Seen], ...]:
    """The rules that carry a promise's id."""
    promises = {promise.id: promise for promise in handbook.catalogue()}

    def of(promise: str, judges: str, judge: Judge[Seen]) -> Rule[Seen]:
        made = promises[promise]
        return Rule(made.id, made.section, made.promised, judges, judge)

    backups = "recovery.backups"
    return (
        of(f"{backups}.database.cadence", "databases", database_cadence),
        of(f"{backups}.database.retention", "databases", database_retention),
        of(f"{backups}.media.method", "replication rules", media_method),
        of(f"{backups}.media.cadence", "replication rules", media_cadence),
        of("recovery.drill.cadence", "drills", drill_cadence),
        of("maintenance.tasks.restore_test.cadence", "drills", restore_test_cadence),
    )
