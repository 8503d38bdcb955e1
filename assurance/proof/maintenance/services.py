"""Where the services keep their schedules in a template, and how each of them reads one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from assurance.assembly import Json, Resource, Stage
from assurance.assembly.values import dig, is_literal, items, mapping, text
from assurance.cron import BACKUP, EVENTS, MUTE, SCHEDULER, SLO, SSM, Dialect
from assurance.proof.maintenance.written import Written
from assurance.proof.recovery.backup_plans import PLAN, rules_of
from assurance.proof.recovery.figures import whole

SCHEDULE, RULE = "AWS::Scheduler::Schedule", "AWS::Events::Rule"
RESTORE_TEST = "AWS::Backup::RestoreTestingPlan"
SSM_WINDOW = "AWS::SSM::MaintenanceWindow"
MUTE_RULE = "AWS::CloudWatch::AlarmMuteRule"
OBJECTIVE = "AWS::ApplicationSignals::ServiceLevelObjective"

# What AWS Backup does when a plan says nothing
# (https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRule.html).
_DAILY_BACKUP = "cron(0 5 ? * * *)"


def written_in(stage: Stage, *types: str) -> Iterator[Written]:
    """Every schedule of the resources of these types, or of all that have any.

    One that only the deployment knows is left out.
    """
    for resource in stage.resources(*(types or _READERS)):
        for written in _READERS[resource.type](resource):
            if is_literal(written.text) and is_literal(written.zone):
                yield written


def _scheduler(resource: Resource) -> Iterator[Written]:
    zone = text(resource.properties.get("ScheduleExpressionTimezone") or "UTC")
    yield from _plain(resource, SCHEDULER, "ScheduleExpression", zone)


def _event_rule(resource: Resource) -> Iterator[Written]:
    yield from _plain(resource, EVENTS, "ScheduleExpression")


def _restore_test(resource: Resource) -> Iterator[Written]:
    zone = text(resource.properties.get("ScheduleExpressionTimezone") or "UTC")
    yield from _plain(resource, BACKUP, "ScheduleExpression", zone)


def _ssm_window(resource: Resource) -> Iterator[Written]:
    zone = text(resource.properties.get("ScheduleTimezone") or "UTC")
    offset = whole(resource.properties.get("ScheduleOffset")) or 0
    yield from _plain(resource, SSM, "Schedule", zone, offset)


def _plan(resource: Resource) -> Iterator[Written]:
    for count, said in enumerate(rules_of(resource)):
        path = f"Properties.BackupPlan.BackupPlanRule.{count}.ScheduleExpression"
        zone = text(said.get("ScheduleExpressionTimezone") or "UTC")
        expression = text(said.get("ScheduleExpression") or _DAILY_BACKUP)
        yield Written(resource, path, expression, BACKUP, zone)


def _mute(resource: Resource) -> Iterator[Written]:
    said = mapping(dig(dict(resource.properties), "Rule", "Schedule"))
    if "Expression" in said:
        zone = text(said.get("Timezone") or "UTC")
        path = "Properties.Rule.Schedule.Expression"
        yield Written(resource, path, text(said["Expression"]), MUTE, zone)


def _objective(resource: Resource) -> Iterator[Written]:
    for count, window in enumerate(items(resource.properties.get("ExclusionWindows"))):
        if expression := dig(window, "RecurrenceRule", "Expression"):
            path = f"Properties.ExclusionWindows.{count}.RecurrenceRule.Expression"
            yield Written(resource, path, text(expression), SLO)


def _plain(
    resource: Resource, dialect: Dialect, name: str, zone: str = "UTC", offset: int = 0
) -> Iterator[Written]:
    said: Json = resource.properties.get(name)
    if said is not None:
        yield Written(resource, f"Properties.{name}", text(said), dialect, zone, offset)


_READERS: Mapping[str, Callable[[Resource], Iterator[Written]]] = {
    SCHEDULE: _scheduler,
    RULE: _event_rule,
    PLAN: _plan,
    RESTORE_TEST: _restore_test,
    SSM_WINDOW: _ssm_window,
    MUTE_RULE: _mute,
    OBJECTIVE: _objective,
}
