"""What a window does: each of its activities there, able to do its work, and missed when it fails."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assurance.assembly import Resource
from assurance.proof.maintenance.seen import Seen
from assurance.proof.maintenance.working import asking, may, variables, window_workflows
from assurance.proof.paging.alarms import Watched
from assurance.proof.paging.walk import Walk
from assurance.proof.recovery.drills import Workflow
from assurance.proof.rule import Finding, Judge, Rule, at
from promises import Handbook, Promise

NAMESPACE, FAILED = "FilmOps/Maintenance", "ActivityFailed"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A step of the workflow, and the right without which its function could not do it.

    With `variable` the step has nothing to do where the function's variable is empty.
    """

    step: str
    right: str
    variable: str = ""


VACUUM, REINDEX = Delivery("vacuum", "rds-db:connect"), Delivery("reindex", "rds-db:connect")
ARCHIVE = Delivery("archive", "s3:PutObject")
WORKERS = Delivery("workers", "ssm:SendCommand", "GROUP")
WORKERS_SEEN = Delivery("workers", "ssm:DescribeInstancePatchStates", "GROUP")
APPLY = Delivery("pending", "rds:ApplyPendingMaintenanceAction")
UPGRADES = Delivery("upgrades", "rds:DescribePendingMaintenanceActions")
RUNTIMES = Delivery("runtimes", "lambda:ListFunctions")
UNUSED = Delivery("unused", "ec2:DescribeVolumes")
CERTIFICATES = Delivery("certificates", "acm:DescribeCertificate")
BACKUP = Delivery("backup", "rds:CreateDBSnapshot")

DELIVERED: Mapping[str, tuple[Delivery, ...]] = {
    "maintenance.activities.database": (VACUUM, REINDEX, ARCHIVE),
    "maintenance.activities.security_patches": (WORKERS_SEEN, APPLY),
    "maintenance.activities.upgrades": (UPGRADES, RUNTIMES, UNUSED),
    "maintenance.activities.certificates": (CERTIFICATES,),
    "maintenance.activities.backup_validation": (BACKUP,),
    "maintenance.tasks.optimise.cadence": (VACUUM,),
    # In every window, which is at least as often; the function knows the first of a month.
    "maintenance.tasks.reindex.cadence": (REINDEX,),
    "maintenance.tasks.archive.cadence": (ARCHIVE,),
    "maintenance.tasks.apply_pending.cadence": (APPLY,),
    "maintenance.tasks.apply_pending.how": (APPLY,),
    "maintenance.tasks.patch_workers.cadence": (WORKERS,),
    "maintenance.tasks.patch_workers.how": (WORKERS,),
    "maintenance.tasks.certificates.cadence": (CERTIFICATES,),
    "maintenance.tasks.certificates.how": (CERTIFICATES,),
}
"""What delivers a promise, by its id. That a step is reached in every window is maintenance.days'
business; how a function does its work is its own tests'."""


def activity_rules(handbook: Handbook) -> tuple[Rule[Seen], ...]:
    """The rules that carry the ids of what was promised to be done."""
    promises = {promise.id: promise for promise in handbook.catalogue()}
    return tuple(_rule(promises[one], wanted) for one, wanted in DELIVERED.items())


def _rule(promise: Promise, wanted: tuple[Delivery, ...]) -> Rule[Seen]:
    def judge(seen: Seen) -> Iterator[Finding]:
        for workflow in window_workflows(seen.stage):
            for one in wanted:
                yield _judged(seen, workflow, one)

    made: Judge[Seen] = judge
    return Rule(promise.id, promise.section, promise.promised, "steps of a window", made)


def _judged(seen: Seen, workflow: Workflow, wanted: Delivery) -> Finding:
    states = asking(workflow, wanted.step)
    name = workflow.machine.logical_id
    fix = f"Call a function for {wanted.step} that may {wanted.right}."
    if not states:
        return Finding(at(workflow.machine), f"{name} never does {wanted.step}", fix)
    function = workflow.functions[states[0]]
    if wanted.variable and not variables(function).get(wanted.variable):
        return Finding(at(function))
    role = workflow.roles.get(states[0])
    if role is None or not may(seen.stage, role, wanted.right):
        fault = f"{function.logical_id} may not {wanted.right}, so {wanted.step} does nothing"
        return Finding(at(function), fault, fix)
    return Finding(
        at(function),
        _unheard(seen.walk, workflow.machine, wanted.step),
        f"Alarm on {NAMESPACE} {FAILED} of Activity={wanted.step} above 0, and tell its topic.",
    )


def _unheard(walk: Walk, machine: Resource, step: str) -> str:
    """Why nobody hears when a step fails; "" where somebody does."""
    wanted = Watched(NAMESPACE, FAILED, (("Activity", step),))
    alarms = [
        one
        for one in walk.alarms
        if one.watched == wanted and one.resource.stack.region == machine.stack.region
    ]
    if not alarms:
        return f"nobody hears when {step} fails"
    if not any(one.fires_on_one for one in alarms):
        return f"alarm {alarms[0].resource.logical_id} waits for more than one failure"
    if not any(walk.reached(one) for one in alarms):
        return f"nobody hears of alarm {alarms[0].resource.logical_id}"
    return ""
