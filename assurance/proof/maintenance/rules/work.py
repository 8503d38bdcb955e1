"""The workflow of a window: gated, ended in time, closed however it ends; and the patch windows beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from assurance.assembly import Resource
from assurance.assembly.values import dig, text
from assurance.proof.maintenance.rules.activities import DELIVERED
from assurance.proof.maintenance.seen import Seen
from assurance.proof.maintenance.services import SSM_WINDOW
from assurance.proof.maintenance.working import (
    asking,
    window_workflows,
)
from assurance.proof.recovery.drills import cleaned_after
from assurance.proof.recovery.figures import whole
from assurance.proof.recovery.ways import reached_without, ways_past
from assurance.proof.rule import Finding, at, rule
from promises import text as said

_WINDOWS = "Maintenance Windows"
_SECOND = timedelta(seconds=1)
_DATABASE = ("roles", "vacuum", "reindex", "archive", "pending", "upgrades")


@rule(
    "maintenance.run_ends",
    _WINDOWS,
    "a run that starts as late as it may still ends with its window",
    "workflows of a window",
)
def run_ends(seen: Seen) -> Iterator[Finding]:
    """TimeoutSeconds ends it by force; without one Step Functions waits for a year."""
    most = seen.handbook.maintenance.duration
    for workflow in window_workflows(seen.stage):
        lasts = whole(workflow.definition.get("TimeoutSeconds"))
        late = max((_latest(one.resource) for one in workflow.starts), default=0)
        over = lasts is None or (lasts + late) * _SECOND > most
        told = "for ever" if lasts is None else said((lasts + late) * _SECOND)
        fault = f"{workflow.machine.logical_id} may run {told} after the window opened"
        fix = f"Set TimeoutSeconds so that it and the delay of its start are {said(most)} at most."
        yield Finding(at(workflow.machine), fault if over else "", fix)


@rule(
    "maintenance.closed",
    _WINDOWS,
    "however a run ends, also by force, mutes are undone and a summary is sent",
    "workflows of a window",
)
def closed(seen: Seen) -> Iterator[Finding]:
    """Every way from the first piece of work leads through both; another run follows a dead one."""
    for workflow in window_workflows(seen.stage):
        faults: list[str] = []
        begins = asking(workflow, "backup")
        for step in ("unmute", "summary"):
            through = frozenset(asking(workflow, step))
            if not through:
                faults.append(f"{workflow.machine.logical_id} never asks for {step}")
            for start in begins if through else ():
                faults += [
                    f"{one} without {step}" for one in ways_past(workflow.states, start, through)
                ]
        if not cleaned_after(workflow):
            faults.append(f"nothing follows when {workflow.machine.logical_id} is ended by force")
        yield Finding(
            at(workflow.machine),
            "; ".join(dict.fromkeys(faults)),
            "Catch States.ALL in every state with unmute and summary behind it, and start a run "
            "that closes when one is TIMED_OUT or ABORTED.",
        )


@rule(
    "maintenance.gated",
    _WINDOWS,
    "no work is begun past the gate, and none on the database before its backup",
    "workflows of a window",
)
def gated(seen: Seen) -> Iterator[Finding]:
    """Whatever starts a run, the steps that work are reached through those that look first."""
    work = {one.step for wanted in DELIVERED.values() for one in wanted}
    for workflow in window_workflows(seen.stage):
        faults = [
            f"{name} is reached past the {guard}"
            for guard, steps in (("gate", work), ("backup", set(_DATABASE)))
            for name in reached_without(
                workflow.states,
                text(workflow.definition.get("StartAt") or ""),
                frozenset(asking(workflow, guard)),
            )
            if dig(workflow.states[name].get("Parameters"), "step") in steps
        ]
        fix = "Lead every way to that state through the one that asks for it."
        yield Finding(at(workflow.machine), "; ".join(faults), fix)


@rule(
    "maintenance.patch_windows",
    _WINDOWS,
    "patch windows of Systems Manager close with the promised one and begin nothing in its last hour",
    "patch windows",
)
def patch_windows(seen: Seen) -> Iterator[Finding]:
    """Their days and hours are maintenance.days' business."""
    most = seen.handbook.maintenance.duration
    for window in seen.stage.resources(SSM_WINDOW):
        name, properties = window.logical_id, window.properties
        hours, cutoff = whole(properties.get("Duration")), whole(properties.get("Cutoff"))
        faults: list[str] = []
        if hours is None or hours * timedelta(hours=1) > most:
            faults.append(f"{name} stays open for {hours} h")
        if cutoff is None or cutoff < 1:
            faults.append(f"{name} begins tasks until it closes")
        if properties.get("ScheduleOffset"):
            faults.append(f"{name} opens days after its schedule")
        fix = f"Set Duration to {said(most)} at most, Cutoff to 1 and no ScheduleOffset."
        yield Finding(at(window), "; ".join(faults), fix)


def _latest(schedule: Resource) -> int:
    """Seconds after its moment; a day where nothing is said (API_RetryPolicy)."""
    path = ("Target", "RetryPolicy", "MaximumEventAgeInSeconds")
    return whole(dig(dict(schedule.properties), *path)) or 86400


RULES = (run_ends, closed, gated, patch_windows)
