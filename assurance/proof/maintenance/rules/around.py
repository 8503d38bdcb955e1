"""What surrounds the work of a window: the backup ahead of it, updates, the watch, the summary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal

from assurance.assembly import Resource
from assurance.assembly.values import dig, text
from assurance.proof.maintenance.announced import dated_in, unwritten
from assurance.proof.maintenance.seen import Seen
from assurance.proof.maintenance.working import (
    asking,
    backup_workflows,
    lasting,
    may,
    variables,
    window_workflows,
)
from assurance.proof.paging.schedules import schedules_of
from assurance.proof.recovery.drills import Workflow
from assurance.proof.recovery.seen import INSTANCE
from assurance.proof.recovery.ways import ways_past
from assurance.proof.rule import Finding, Judge, Rule, at
from promises import Handbook
from promises import text as said
from promises.maintenance import Care

SLACK = "AWS::Chatbot::SlackChannelConfiguration"
_UPDATE = '"update"'


def backup_ahead(seen: Seen) -> Iterator[Finding]:
    """Whoever announces a window writes a schedule for the workflow that backs up ahead of it."""
    wanted = seen.handbook.maintenance.before.backup
    for workflow in backup_workflows(seen.stage):
        started = [
            one
            for one in dated_in(seen.stage)
            if seen.stage.resource(one.target) is workflow.machine and one.ahead == wanted
        ]
        faults = [fault for one in started if (fault := unwritten(seen.stage, one))]
        if not started:
            faults = [f"nobody starts {workflow.machine.logical_id} {said(wanted)} ahead"]
        fix = f"Have the function of the notices start it {said(wanted)} ahead of each window."
        yield Finding(at(workflow.machine), "; ".join(faults), fix)


def backup_verified(seen: Seen) -> Iterator[Finding]:
    """It ends well only after the step has answered that the backup is there."""
    for workflow in backup_workflows(seen.stage):
        states = asking(workflow, "before")
        told = text(list(workflow.states.values()))
        is_judged = '"$.before.outcome"' in told and '"done"' in told
        fault = "" if states and is_judged else f"{workflow.machine.logical_id} verifies nothing"
        yield Finding(
            at(workflow.machine), fault, "Choose its end by what the step before answers."
        )


def updates(seen: Seen) -> Iterator[Finding]:
    """A schedule that runs day and night, so that a workflow that hangs keeps nobody waiting."""
    wanted = seen.handbook.maintenance.during.update_every
    for workflow, teller in _of_windows(seen, "summary"):
        often = [
            one.every
            for one in schedules_of(seen.stage, workflow.machine.stack.region)
            if seen.stage.resource(one.target) is teller and _UPDATE in one.input and one.every
        ]
        stretch = lasting(teller, "UPDATE_SECONDS")
        late = not often or min(often) > wanted or stretch is None or stretch > wanted
        fault = f"{teller.logical_id} is not asked for an update every {said(wanted)}"
        fix = f"Call it for an update at least every {said(wanted)}, and set UPDATE_SECONDS to it."
        yield Finding(at(teller), fault if late else "", fix)


def watch(seen: Seen) -> Iterator[Finding]:
    """Every way from the work leads through a function that watches as long as promised."""
    wanted = seen.handbook.maintenance.after.watch
    for workflow, health in _of_windows(seen, "health"):
        watches = lasting(health, "WATCH_SECONDS")
        faults: list[str] = []
        if watches is None or watches < wanted:
            faults.append(f"{health.logical_id} watches {said(watches) if watches else 'nothing'}")
        through = frozenset(asking(workflow, "health"))
        for start in asking(workflow, "backup"):
            faults += [f"{one} unwatched" for one in ways_past(workflow.states, start, through)]
        fix = f"Watch for {said(wanted)} after the work, whatever became of it."
        yield Finding(at(health), "; ".join(faults), fix)


def summary(seen: Seen) -> Iterator[Finding]:
    """Where there is a Slack channel, the teller may publish to a topic that is shown in it."""
    shown = [arn for one in seen.stage.resources(SLACK) for arn in _topics(one)]
    for workflow, teller in _of_windows(seen, "summary"):
        topic = seen.stage.resource(variables(teller).get("TOPIC"))
        (state, *_) = asking(workflow, "summary")
        role = workflow.roles.get(state)
        is_shown = topic is not None and any(seen.stage.resource(arn) is topic for arn in shown)
        publishes = role is not None and may(seen.stage, role, "sns:Publish")
        fault = f"what {teller.logical_id} says is not shown in Slack"
        fix = "Let it publish to a topic of the Slack channel's configuration."
        yield Finding(at(teller), "" if is_shown and publishes else fault, fix)


def secret_rotated(seen: Seen) -> Iterator[Finding]:
    """A password that RDS manages is rotated by it every seven days unless somebody says otherwise
    (AmazonRDS/latest/UserGuide/rds-secrets-manager.html)."""
    for instance in seen.stage.resources(INSTANCE):
        managed = instance.properties.get("ManageMasterUserPassword") is True
        fault = "" if managed else f"nothing rotates the password of {instance.logical_id}"
        yield Finding(at(instance), fault, "Set ManageMasterUserPassword to true.")


def _variable(
    step: str, name: str, wanted: Callable[[Seen], timedelta], *, at_least: bool = True
) -> Judge[Seen]:
    """A function is told a time that keeps the promise."""

    def judge(seen: Seen) -> Iterator[Finding]:
        promised = wanted(seen)
        for _, function in _of_windows(seen, step):
            told = lasting(function, name)
            kept = told is not None and (told >= promised if at_least else told <= promised)
            got = said(told) if told is not None else "nothing"
            fault = f"{function.logical_id} goes by {got}"
            yield Finding(at(function), "" if kept else fault, f"Set {name} to {said(promised)}.")

    return judge


def _batch(seen: Seen) -> Iterator[Finding]:
    """No more workers at once than promised."""
    wanted = f"{seen.handbook.maintenance.work.batch.percent.normalize():f}%"
    for _, function in _of_windows(seen, "workers"):
        told = text(variables(function).get("BATCH") or "")
        fault = "" if told == wanted else f"{function.logical_id} patches {told or 'all'} at once"
        yield Finding(at(function), fault, f"Set BATCH to {wanted}.")


def _rebuilds(seen: Seen) -> Iterator[Finding]:
    """An index that wastes as much as was decided is rebuilt, maybe one that wastes less."""
    most = seen.handbook.maintenance.care.rebuild_above
    for _, function in _of_windows(seen, "reindex"):
        told = text(variables(function).get("REBUILD_ABOVE") or "")
        is_share = told.replace(".", "", 1).isdecimal()
        kept = is_share and Decimal(told) <= most.ratio
        fault = "" if kept else f"{function.logical_id} rebuilds above {told or 'nothing'}"
        yield Finding(at(function), fault, f"Set REBUILD_ABOVE to {most.ratio}.")


def _care(step: str, name: str, of: Callable[[Care], timedelta]) -> Judge[Seen]:
    """The database's work is told a time that is not longer than decided."""
    return _variable(step, name, lambda seen: of(seen.handbook.maintenance.care), at_least=False)


def _age(seen: Seen) -> timedelta:
    """Raises ValueError when nobody promised how old a job must be."""
    if (age := seen.handbook.maintenance.tasks.archive.older_than) is None:
        raise ValueError("maintenance.tasks.archive.older_than: wanted an age, got none")
    return age


def _of_windows(seen: Seen, step: str) -> Iterator[tuple[Workflow, Resource]]:
    for workflow in window_workflows(seen.stage):
        for state in asking(workflow, step)[:1]:
            yield workflow, workflow.functions[state]


def _topics(channel: Resource) -> list[str]:
    found = dig(dict(channel.properties), "SnsTopicArns")
    return [text(one) for one in found] if isinstance(found, list) else []


_WORK, _CARE = "maintenance.work", "maintenance.care"
_REBUILD = "functions that rebuild indexes"
_JUDGES: dict[str, tuple[str, Judge[Seen]]] = {
    "maintenance.before.backup": ("backups ahead of a window", backup_ahead),
    "maintenance.before.how": ("backups ahead of a window", backup_verified),
    "maintenance.during.update_every": ("functions that tell", updates),
    "maintenance.after.watch": ("functions that watch", watch),
    "maintenance.after.summary": ("functions that tell", summary),
    "maintenance.tasks.rotate_secret.cadence": ("databases", secret_rotated),
    "maintenance.tasks.archive.older_than": (
        "functions that archive",
        _variable("archive", "OLDER_THAN_SECONDS", _age),
    ),
    f"{_CARE}.lock": (_REBUILD, _care("reindex", "LOCK_SECONDS", lambda care: care.lock)),
    f"{_CARE}.patience": (
        _REBUILD,
        _care("reindex", "PATIENCE_SECONDS", lambda care: care.patience),
    ),
    f"{_CARE}.rebuild_above": (_REBUILD, _rebuilds),
    f"{_CARE}.vacuum_until": (
        "functions that vacuum",
        _care("vacuum", "VACUUM_UNTIL_SECONDS", lambda care: care.vacuum_until),
    ),
    f"{_CARE}.reindex_until": (
        _REBUILD,
        _care("reindex", "REINDEX_UNTIL_SECONDS", lambda care: care.reindex_until),
    ),
    f"{_CARE}.archive_until": (
        "functions that archive",
        _care("archive", "ARCHIVE_UNTIL_SECONDS", lambda care: care.archive_until),
    ),
    f"{_WORK}.batch": ("functions that patch", _batch),
    f"{_WORK}.change_needs": (
        "functions that change the database",
        _variable(
            "pending", "NEEDS_SECONDS", lambda seen: seen.handbook.maintenance.work.change_needs
        ),
    ),
    f"{_WORK}.closing": (
        "functions that watch",
        _variable("health", "CLOSING_SECONDS", lambda seen: seen.handbook.maintenance.work.closing),
    ),
    f"{_WORK}.runtime_ends_within": (
        "functions that look at runtimes",
        _variable(
            "runtimes",
            "WITHIN_SECONDS",
            lambda seen: seen.handbook.maintenance.work.runtime_ends_within,
        ),
    ),
    f"{_WORK}.imported_certificate": (
        "functions that look at certificates",
        _variable(
            "certificates",
            "IMPORTED_SECONDS",
            lambda seen: seen.handbook.maintenance.work.imported_certificate,
        ),
    ),
}


def around_rules(handbook: Handbook) -> tuple[Rule[Seen], ...]:
    """The rules that carry the ids of what was promised around the work."""
    promises = {promise.id: promise for promise in handbook.catalogue()}
    made = ((promises[name], *how) for name, how in _JUDGES.items())
    return tuple(
        Rule(one.id, one.section, one.promised, judges, judge) for one, judges, judge in made
    )
