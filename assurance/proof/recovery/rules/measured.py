"""What is measured of the recovery, and who hears of it; under the promises' own ids."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from assurance.assembly import Resource
from assurance.proof.paging import roles
from assurance.proof.paging.schedules import Scheduled, role_fault, schedules_of
from assurance.proof.recovery.replications import ReplicationRule
from assurance.proof.recovery.seen import Seen
from assurance.proof.recovery.watching import SECOND, Wanted, detection, threshold, unwatched
from assurance.proof.rule import Finding, Judge, Rule, at
from promises import Alert, Handbook, text

NAMESPACE, POINT, BACKUP = "FilmOps/Recovery", "RecoveryPointAge", "BackupAge"
FUNCTION = "AWS::Lambda::Function"


def _copies(one: Resource) -> Iterator[tuple[str, str]]:
    """Where restorable points of a database are, each by Region and the metric's `Copy`."""
    yield one.stack.region, "primary"
    there = one.properties.get("AutomaticBackupReplicationRegion")
    if isinstance(there, str) and there != one.stack.region:  # else other_region names it
        yield there, "replica"


def _age(region: str, metric: str, copy: str) -> Wanted:
    return Wanted(region, NAMESPACE, metric, {"Copy": (copy,)}, "Maximum", "breaching")


def point(seen: Seen) -> Iterator[Finding]:
    """In each Region: the limit, the measurement, the evaluation and the delay fit the RPO."""
    recovery = seen.handbook.recovery
    fix = (
        f"Alarm on {NAMESPACE} {POINT} (Maximum, Copy=primary or replica) {recovery.point.alert.when} "
        "in the Region of the copy, missing data breaching, and tell the topic of its severity."
    )
    for one in seen.databases:
        for region, copy in _copies(one):
            alarm, fault = unwatched(seen, _age(region, POINT, copy), recovery.point.alert)
            late = "" if fault or alarm is None else _late(seen, alarm)
            yield Finding(at(alarm or one), fault or late, fix)


def _late(seen: Seen, alarm: Resource) -> str:
    point, limit, lasts = seen.handbook.recovery.point, threshold(alarm), detection(alarm)
    if limit is None or lasts is None:
        return ""
    took = limit * SECOND + point.measured_every + lasts + seen.handbook.alerting.delay
    rpo = seen.handbook.recovery.rpo
    return f"alarm {alarm.logical_id} tells at an age of {text(took)}" if took > rpo else ""


def measured(seen: Seen) -> Iterator[Finding]:
    """A schedule in each Region calls a function that may publish the figure, often enough."""
    every = seen.handbook.recovery.point.measured_every
    fix = f"Schedule a function there at least every {text(every)} that publishes {NAMESPACE}."
    for one in seen.databases:
        for region, copy in _copies(one):
            told = (run for run in schedules_of(seen.stage, region) if _publishes(seen, run))
            runs = sorted(told, key=lambda run: run.every or timedelta.max)
            faults = [_unfit(seen, run, every) for run in runs]
            fault = "" if "" in faults else next(iter(faults), f"nothing measures the {copy}")
            shown = runs[faults.index(fault)].resource if fault in faults else one
            yield Finding(at(shown), fault and f"{region}: {fault}", fix)


def _publishes(seen: Seen, run: Scheduled) -> bool:
    function = seen.stage.resource(run.target)
    role = function and seen.stage.resource(function.properties.get("Role"))
    return (
        function is not None
        and function.type == FUNCTION
        and role is not None
        and roles.may(
            seen.stage,
            role,
            "cloudwatch:PutMetricData",
            "*",
            given={"cloudwatch:namespace": (NAMESPACE,)},
        )
    )


def _unfit(seen: Seen, run: Scheduled, every: timedelta) -> str:
    if run.every is None or run.every > every:
        return f"schedule {run.resource.logical_id} measures {run.expression}"
    fault = role_fault(seen.walk, run)
    return fault and f"schedule {run.resource.logical_id} {fault}"


def backup_age(seen: Seen) -> Iterator[Finding]:
    """Somebody hears when the daily backup did not happen."""
    alert = seen.handbook.thresholds.backup_age.alert
    fix = f"Alarm on {NAMESPACE} {BACKUP} (Maximum, Copy=primary) {alert.when}, missing breaching."
    for one in seen.databases:
        alarm, fault = unwatched(seen, _age(one.stack.region, BACKUP, "primary"), alert)
        yield Finding(at(alarm or one), fault, fix)


def _of_media(metric: str, statistic: str, alert: Alert, seen: Seen) -> Iterator[Finding]:
    """The metric of each replication rule, with all three dimensions, silence ignored."""
    fix = (
        f"Alarm on AWS/S3 {metric} ({statistic}) {alert} with SourceBucket, DestinationBucket and "
        "RuleId of the rule, missing data ignore."
    )
    for rule in seen.replications:
        if not rule.said.get("Id"):  # media_cadence names it: no alarm could
            continue
        wanted = Wanted(
            rule.source.stack.region, "AWS/S3", metric, _dimensions(rule), statistic, "ignore"
        )
        alarm, fault = unwatched(seen, wanted, alert)
        yield Finding(at(alarm or rule.source), fault, fix)


def _dimensions(rule: ReplicationRule) -> dict[str, tuple[str, ...]]:
    replica = (rule.destination,) if rule.destination else ()
    return {
        "SourceBucket": _names(rule.source),
        "DestinationBucket": tuple(name for one in replica for name in _names(one)),
        "RuleId": (str(rule.said.get("Id")),),
    }


def _names(bucket: Resource) -> tuple[str, ...]:
    return str(bucket.properties.get("BucketName")), bucket.stack.place.token(bucket.logical_id)


def measured_rules(handbook: Handbook) -> tuple[Rule[Seen], ...]:
    """The rules that carry the id of what was promised about measuring."""
    promises = {promise.id: promise for promise in handbook.catalogue()}
    media = handbook.recovery.media_copy

    def of(promise: str, judges: str, judge: Judge[Seen]) -> Rule[Seen]:
        made = promises[promise]
        return Rule(made.id, made.section, made.promised, judges, judge)

    def copied(name: str, metric: str, alert: Alert, statistic: str = "Maximum") -> Rule[Seen]:
        judge = partial(_of_media, metric, statistic, alert)
        return of(f"recovery.media_copy.{name}", "replication rules", judge)

    return (
        of("thresholds.backup_age.alert", "databases", backup_age),
        of("recovery.point.alert", "copies of a database", point),
        of("recovery.point.measured_every", "copies of a database", measured),
        copied("late", "ReplicationLatency", media.late),
        copied("failed", "OperationsFailedReplication", media.failed, "Sum"),
        copied("waiting_bytes", "BytesPendingReplication", media.waiting_bytes),
        copied("waiting_objects", "OperationsPendingReplication", media.waiting_objects),
    )
