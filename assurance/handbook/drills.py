"""The drills of a recovery: what each restores, when it runs next, and where its records are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from assurance.assembly import Resource
from assurance.assembly.values import text
from assurance.cron import SCHEDULER, Cron, Refusal, read
from assurance.handbook.source import Source
from assurance.proof.recovery.crons import cadence_of
from assurance.proof.recovery.drills import drills_of
from assurance.report.markdown import code, escaped, table

PLAN, BUCKET = "AWS::Backup::RestoreTestingPlan", "AWS::S3::Bucket"
_YEAR, _SHOWN = timedelta(days=366), 4
_HEADER = ("Drill", "Region", "Cadence", "Next, in UTC", "Records in")


def drills(source: Source) -> Iterator[str]:
    """A table of every workflow that restores a database, and of AWS Backup's own restore tests."""
    runs = [
        (one.machine, text(one.machine.properties.get("StateMachineName") or ""), start.expression)
        for one in drills_of(source.stage)
        for start in one.starts
    ]
    plans = source.stage.resources(PLAN)
    runs += [
        (
            plan,
            text(plan.properties.get("RestoreTestingPlanName") or ""),
            text(plan.properties.get("ScheduleExpression") or ""),
        )
        for plan in plans
    ]
    yield from table(_HEADER, [_row(source, *one) for one in runs])


def _row(source: Source, what: Resource, name: str, expression: str) -> tuple[str, ...]:
    region = what.stack.region
    kept = [
        text(bucket.properties.get("BucketName") or "")
        for bucket in source.stage.resources(BUCKET)
        if bucket.stack.region == region
    ]
    records = [one for one in kept if f"{source.environment.name}-drills-" in one]
    return (
        code(name),
        region,
        escaped(str(cadence_of(expression) or expression)),
        ", ".join(_next(source, expression)),
        ", ".join(map(code, records)),
    )


def _next(source: Source, expression: str) -> Iterator[str]:
    now = datetime.combine(source.day, datetime.min.time(), UTC)
    try:
        schedule = read(expression, SCHEDULER)
    except Refusal:
        return
    if isinstance(schedule, Cron):
        moments = islice(schedule.between(now, now + _YEAR), _SHOWN)
        yield from (f"{one:%Y-%m-%d %H:%M}" for one in moments)
