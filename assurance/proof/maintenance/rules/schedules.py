"""Every schedule: read as its service reads it, on time, and out of the windows of others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from assurance.assembly import Resource
from assurance.assembly.values import dig, is_literal, text
from assurance.cron import Rate, Refusal, Weekly, daily, weekly
from assurance.proof.maintenance.openings import NOTICE, WINDOW, purpose
from assurance.proof.maintenance.seen import Seen
from assurance.proof.maintenance.services import RESTORE_TEST, RULE, SCHEDULE, written_in
from assurance.proof.maintenance.written import Written
from assurance.proof.recovery.backup_plans import PLAN, rules_of
from assurance.proof.recovery.figures import whole
from assurance.proof.recovery.seen import INSTANCE
from assurance.proof.rule import Finding, at, rule

WINDOWS = "Maintenance Windows"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
_WEEKLY: dict[str, Callable[[str], Weekly]] = {
    "PreferredMaintenanceWindow": weekly,
    "PreferredBackupWindow": daily,
}


@rule(
    "maintenance.expressions",
    WINDOWS,
    "every schedule means what it says to the service that reads it",
    "schedules",
)
def expressions(seen: Seen) -> Iterator[Finding]:
    """CDK and cfn-lint take some that the service refuses, or runs on another day."""
    for one in written_in(seen.stage):
        refused = one.schedule if isinstance(one.schedule, Refusal) else None
        yield _read(one.resource, one.path, one.text, refused)
    for resource in seen.stage.resources(INSTANCE):
        for name, reader in _WEEKLY.items():
            said = resource.properties.get(name)
            if said is not None and is_literal(said):
                yield _read(
                    resource, f"Properties.{name}", text(said), _refusal(reader, text(said))
                )


def _read(resource: Resource, path: str, said: str, refused: Refusal | None) -> Finding:
    fault = f"{resource.logical_id} {said}: {refused}" if refused else ""
    return Finding(at(resource, path), fault, (refused and f"Write {refused.wanted}.") or "")


def _refusal(reader: Callable[[str], Weekly], said: str) -> Refusal | None:
    try:
        reader(said)
    except Refusal as refusal:
        return refusal
    return None


@rule(
    "maintenance.on_time",
    WINDOWS,
    "what is scheduled for a moment starts at that moment",
    "schedules",
)
def on_time(seen: Seen) -> Iterator[Finding]:
    """A flexible window starts anywhere in it, up to a day after the moment."""
    for one in written_in(seen.stage, SCHEDULE):
        if not isinstance(one.schedule, Rate | Refusal):
            minutes = _flexible(one.resource) // MINUTE
            fault = f"{one.resource.logical_id} starts up to {minutes} min late" if minutes else ""
            path = "Properties.FlexibleTimeWindow"
            yield Finding(at(one.resource, path), fault, "Set FlexibleTimeWindow Mode to OFF.")


@rule(
    "maintenance.undisturbed",
    WINDOWS,
    "no backup, restore test, drill or page test begins in a window",
    "schedules",
)
def undisturbed(seen: Seen) -> Iterator[Finding]:
    """What a window does may take any of them away; what runs every hour or more often is spared."""
    for one in written_in(seen.stage, PLAN, RESTORE_TEST, SCHEDULE, RULE):
        if one.untold or one.runs_always or purpose(one.resource) in (WINDOW, NOTICE):
            continue
        within = _begins_within(one)
        for window in seen.windows:
            begun = one.starts(window.start - within, window.end)
            meets = [
                moment
                for moment in begun
                if window.start < moment + within or moment >= window.start
            ]
            if meets:
                fault = (
                    f"{one.resource.logical_id} may begin in the window of {window.start:%Y-%m-%d}"
                )
                yield Finding(at(one.resource, one.path), fault, "Schedule it at another hour.")
                break
        else:
            yield Finding(at(one.resource, one.path))


def _begins_within(one: Written) -> timedelta:
    """How long after its moment it may begin; AWS's own defaults where nothing is said."""
    said = one.resource.properties
    if one.resource.type == PLAN:
        backed_up = rules_of(one.resource)[int(one.path.split(".")[3])]
        return (whole(backed_up.get("StartWindowMinutes")) or 480) * MINUTE
    if one.resource.type == RESTORE_TEST:
        return (whole(said.get("StartWindowHours")) or 24) * HOUR
    return _flexible(one.resource)


def _flexible(resource: Resource) -> timedelta:
    """How late a schedule may start; zero where it may not."""
    window = dig(dict(resource.properties), "FlexibleTimeWindow")
    if dig(window, "Mode") != "FLEXIBLE":
        return timedelta(0)
    return (whole(dig(window, "MaximumWindowInMinutes")) or 1) * MINUTE


RULES = (expressions, on_time, undisturbed)
