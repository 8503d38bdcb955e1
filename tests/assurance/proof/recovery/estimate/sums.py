"""The recovery written by hand, watched and measured, and what RPO and RTO add up to in it."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from assurance.assembly import read_assembly
from assurance.estimate import Estimate
from assurance.proof.paging.walk import Walk
from assurance.proof.recovery.estimate.grounds import Grounds
from assurance.proof.recovery.estimate.ways import estimates
from assurance.proof.recovery.proof import prove_rules
from assurance.proof.recovery.seen import Seen
from environments import Environment, handbook_as_written
from environments.drills import Drill, Drills, Outcome, Restored
from promises import Size, duration
from tests.assurance.lab import ELSEWHERE, Template, write_stack, write_stage
from tests.assurance.proof.changes import Change
from tests.assurance.proof.paging_path import whole as paging
from tests.assurance.proof.parts import alarm
from tests.assurance.proof.recovery.data_path import here, there

TODAY = date(2026, 12, 1)
Sums = Mapping[str, Estimate]
Adds = Callable[..., Sums]


def silent_database() -> object:
    """Three silent minutes of it page."""
    return alarm(
        "P1",
        "P1",
        AlarmName="database-silent",
        Namespace="AWS/RDS",
        MetricName="CPUUtilization",
        Dimensions=[{"Name": "DBInstanceIdentifier", "Value": "lab"}],
        Period=60,
        DatapointsToAlarm=1,
        EvaluationPeriods=1,
        TreatMissingData="breaching",
        Threshold=1,
        ComparisonOperator="LessThanThreshold",
    )


def old_copies() -> object:
    """The age of the replicated backups pages beyond 45 minutes."""
    return alarm(
        "P1",
        "P1",
        AlarmName="replica-age",
        Namespace="FilmOps/Recovery",
        MetricName="RecoveryPointAge",
        Dimensions=[{"Name": "Copy", "Value": "replica"}],
        Statistic="Maximum",
        Period=300,
        DatapointsToAlarm=1,
        EvaluationPeriods=1,
        TreatMissingData="breaching",
        Threshold=2700,
        ComparisonOperator="GreaterThanThreshold",
    )


def primary() -> Template:
    """The primary Region with the alarm that pages when its database falls silent."""
    template = here()
    template["Resources"] |= {"Silent": silent_database()}
    template["Resources"]["UncopiedAlarm"]["Properties"] |= {"Period": 60, "EvaluationPeriods": 1}
    return template


def recovery() -> Template:
    """The recovery Region, paging and measuring."""
    template = there()
    del template["Resources"]["PointAlarm"]  # here it is OldCopies that measures
    resources = {**paging()["Resources"], **template["Resources"], "OldCopies": old_copies()}
    return {**template, "Resources": resources}


def drill(
    day: str = "2026-11-20",
    took: str = "74 min",
    size: str = "100 GiB",
    restored: Restored = Restored.REPLICA,
    outcome: Outcome = Outcome.PASSED,
) -> Drill:
    """One drill; it passed eleven days ago with a database of today's size."""
    return Drill(
        day=date.fromisoformat(day),
        restored=restored,
        took=duration(took),
        size=Size.parse(size),
        outcome=outcome,
    )


def add_up(
    folder: Path,
    *changes: Change,
    far: tuple[Change, ...] = (),
    drills: tuple[Drill, ...] = (),
    environment: Environment | None = None,
) -> Sums:
    """The estimates by id after changes in either Region."""
    this, that = primary(), recovery()
    for change in changes:
        change(this["Resources"])
    for change in far:
        change(that["Resources"])
    stage = write_stage(folder, "lab")
    write_stack(stage, "paging", this)
    write_stack(stage, "recovery", that, region=ELSEWHERE)
    [read] = read_assembly(folder).stages
    seen = Seen(Walk(read, handbook_as_written()), environment, None)
    rules = {proof.id: proof for proof in prove_rules(seen)}
    grounds = Grounds(seen, rules, Drills(drills=drills), TODAY)
    return {one.id: one for one in estimates(grounds)}


def minutes_of(estimate: Estimate) -> dict[str, float | None]:
    """Its terms in minutes."""
    return {
        term.name: None if term.time is None else term.time.total_seconds() / 60
        for term in estimate.terms
    }
