"""AWS Backup's own restore tests: that they run, test something, and are judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assurance.assembly import Json, Resource
from assurance.assembly.values import items, mapping, text, texts
from assurance.proof.recovery.crons import cadence_of, meets
from assurance.proof.recovery.drills import TELL, workflows
from assurance.proof.recovery.figures import whole
from assurance.proof.recovery.seen import Seen
from assurance.proof.rule import Finding, at, rule

RECOVERY = "Disaster Recovery"
PLAN, SELECTION = "AWS::Backup::RestoreTestingPlan", "AWS::Backup::RestoreTestingSelection"
KINDS = ("SNAPSHOT", "CONTINUOUS")
LONGEST_START = 4
"""Hours: a test that may start later than that meets whatever else runs that day."""


@rule(
    "recovery.restore_tests.run",
    RECOVERY,
    "the third copy is restored as often as promised, away from maintenance",
    "restore testing plans",
)
def run(seen: Seen) -> Iterator[Finding]:
    """Said in so many words: AWS Backup's defaults are daily, within a day, and half the points."""
    promised = seen.handbook.maintenance.tasks.restore_test.cadence
    for plan in seen.stage.resources(PLAN):
        said, name = plan.properties, plan.logical_id
        expression = text(said.get("ScheduleExpression") or "")
        cadence, hours = cadence_of(expression), whole(said.get("StartWindowHours"))
        faults: list[str] = []
        if cadence is None or cadence.longest > promised.longest:
            faults.append(f"{name} runs {expression or 'as AWS Backup likes'}, not {promised}")
        if window := meets(expression, seen.handbook.maintenance):
            faults.append(f"{name} can run on a {window}")
        if hours is None or hours > LONGEST_START:
            faults.append(f"{name} may start {hours or 24} hours late")
        chosen = mapping(said.get("RecoveryPointSelection")).get("RecoveryPointTypes")
        faults += [f"{name} leaves out {kind}" for kind in KINDS if kind not in texts(chosen)]
        yield Finding(
            at(plan),
            "; ".join(faults),
            f"Give it a {promised} cron, StartWindowHours of at most {LONGEST_START} and "
            f"RecoveryPointTypes {' and '.join(KINDS)}.",
        )


@rule(
    "recovery.restore_tests.reach",
    RECOVERY,
    "a restore test finds the database, and a place to restore it to",
    "restore testing plans",
)
def reach(seen: Seen) -> Iterator[Finding]:
    """Without a subnet group it restores into the default VPC; a selection of nothing never fails."""
    for plan in seen.stage.resources(PLAN):
        chosen = [one for one in seen.stage.resources(SELECTION) if _is_of(seen, one, plan)]
        databases = [one for one in chosen if one.properties.get("ProtectedResourceType") == "RDS"]
        faults = [fault for one in databases for fault in _unfit(one)]
        if not databases:
            faults.append(f"{plan.logical_id} restores no database")
        yield Finding(
            at(databases[0] if databases else plan),
            "; ".join(faults),
            "Select RDS with dbSubnetGroupName overridden and ValidationWindowHours of at least 1.",
        )


def _is_of(seen: Seen, selection: Resource, plan: Resource) -> bool:
    name = selection.properties.get("RestoreTestingPlanName")
    named = plan.properties.get("RestoreTestingPlanName")
    return seen.stage.resource(name) is plan or (name is not None and name == named)


def _unfit(selection: Resource) -> Iterator[str]:
    overrides: Mapping[str, Json] = mapping(selection.properties.get("RestoreMetadataOverrides"))
    if not any(key.lower() == "dbsubnetgroupname" and overrides[key] for key in overrides):
        yield f"{selection.logical_id} leaves the subnet group to AWS Backup"
    if not whole(selection.properties.get("ValidationWindowHours")):
        yield f"{selection.logical_id} leaves no time to validate"


@rule(
    "recovery.restore_tests.judged",
    RECOVERY,
    "what a restore test restored is read and judged, not only restored",
    "restore testing plans",
)
def judged(seen: Seen) -> Iterator[Finding]:
    """An event of the finished restore starts what may tell AWS Backup a result."""
    for plan in seen.stage.resources(PLAN):
        listeners = [one for one in seen.stage.resources("AWS::Events::Rule") if _hears(one, plan)]
        judges = any(_tells(seen, listener) for listener in listeners)
        fault = "" if judges else f"nobody judges what {plan.logical_id} restored"
        yield Finding(
            at(plan),
            fault,
            "Start a validator on Restore Job State Change, COMPLETED, that may "
            "backup:PutRestoreValidationResult.",
        )


def _hears(listener: Resource, plan: Resource) -> bool:
    pattern = mapping(listener.properties.get("EventPattern"))
    return (
        listener.stack.region == plan.stack.region
        and listener.properties.get("State", "ENABLED") == "ENABLED"
        and "aws.backup" in texts(pattern.get("source"))
        and "Restore Job State Change" in texts(pattern.get("detail-type"))
        and "COMPLETED" in texts(mapping(pattern.get("detail")).get("status"))
    )


def _tells(seen: Seen, listener: Resource) -> bool:
    targets = [
        seen.stage.resource(mapping(one).get("Arn"))
        for one in items(listener.properties.get("Targets"))
    ]
    return any(
        workflow.machine in targets and any(workflow.allowing(TELL))
        for workflow in workflows(seen.stage)
    )


RULES = (run, reach, judged)
