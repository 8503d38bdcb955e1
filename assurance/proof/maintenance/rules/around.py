"""What surrounds the work of a window: the backup ahead of it, updates, the watch, the summary."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from assurance.assembly import Resource
from assurance.assembly.values import dig, is_literal, text
from assurance.proof.maintenance.announced import dated_in, unwritten
from assurance.proof.maintenance.seen import Seen
from assurance.proof.maintenance.working import (
    asking,
    backup_workflows,
    lasting,
    may,
    of_windows,
    variables,
)
from assurance.proof.paging.schedules import schedules_of
from assurance.proof.recovery.figures import whole
from assurance.proof.recovery.seen import INSTANCE
from assurance.proof.recovery.ways import ways_past
from assurance.proof.rule import Finding, Judge, Rule, at
from promises import Handbook
from promises import text as said

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
        told = text([dict(one) for one in workflow.states.values()])
        is_judged = '"$.before.outcome"' in told and '"done"' in told
        fault = "" if states and is_judged else f"{workflow.machine.logical_id} verifies nothing"
        yield Finding(
            at(workflow.machine), fault, "Choose its end by what the step before answers."
        )


def updates(seen: Seen) -> Iterator[Finding]:
    """A schedule that runs day and night, so that a workflow that hangs keeps nobody waiting."""
    wanted = seen.handbook.maintenance.during.update_every
    for workflow, teller in of_windows(seen.stage, "summary"):
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
    for workflow, health in of_windows(seen.stage, "health"):
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
    for workflow, teller in of_windows(seen.stage, "summary"):
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
    (AmazonRDS/latest/UserGuide/rds-secrets-manager.html); another needs a schedule of its own.

    Of a password that stands in the template recovery.database.password speaks.
    """
    for instance in seen.stage.resources(INSTANCE):
        password = instance.properties.get("MasterUserPassword")
        if password is not None and is_literal(password):
            continue
        managed = instance.properties.get("ManageMasterUserPassword") is True
        rotated = managed or _scheduled(seen, text(password or ""))
        fault = "" if rotated else f"nothing rotates the password of {instance.logical_id}"
        yield Finding(at(instance), fault, "Set ManageMasterUserPassword to true.")


def _scheduled(seen: Seen, reference: str) -> bool:
    longest = seen.handbook.maintenance.tasks.rotate_secret.cadence.longest
    for schedule in seen.stage.resources("AWS::SecretsManager::RotationSchedule"):
        days = dig(dict(schedule.properties), "RotationRules", "AutomaticallyAfterDays")
        secret = text(schedule.properties.get("SecretId") or "")
        often = (number := whole(days)) is not None and timedelta(number) <= longest
        if secret and secret in reference and often:
            return True
    return False


def _topics(channel: Resource) -> list[str]:
    found = dig(dict(channel.properties), "SnsTopicArns")
    return [text(one) for one in found] if isinstance(found, list) else []


_JUDGES: dict[str, tuple[str, Judge[Seen]]] = {
    "maintenance.before.backup": ("backups ahead of a window", backup_ahead),
    "maintenance.before.how": ("backups ahead of a window", backup_verified),
    "maintenance.during.update_every": ("functions that tell", updates),
    "maintenance.after.watch": ("functions that watch", watch),
    "maintenance.after.summary": ("functions that tell", summary),
    "maintenance.tasks.rotate_secret.cadence": ("databases", secret_rotated),
}


def around_rules(handbook: Handbook) -> tuple[Rule[Seen], ...]:
    """The rules that carry the ids of what was promised around the work."""
    promises = {promise.id: promise for promise in handbook.catalogue()}
    made = ((promises[name], *how) for name, how in _JUDGES.items())
    return tuple(
        Rule(one.id, one.section, one.promised, judges, judge) for one, judges, judge in made
    )
