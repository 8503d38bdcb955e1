"""The weekly page test: a real alarm through the whole path, at low urgency."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.assembly import Resource
from assurance.proof.paging import roles
from assurance.proof.paging.alarms import Alarm
from assurance.proof.paging.rules.channels import services_of
from assurance.proof.paging.schedules import Scheduled, role_fault, schedules_of
from assurance.proof.paging.walk import Walk
from assurance.proof.rule import Finding, at
from promises import Channel, Level


def page_test(walk: Walk) -> Iterator[Finding]:
    """At the promised moment a function raises an alarm that pages a service of its own."""
    moment = walk.handbook.on_call.page_test.moment
    for region in walk.paging_regions:
        runs = [one for one in schedules_of(walk.stage, region) if _function(walk, one)]
        tests = [one for one in runs if one.weekly == moment]
        faults = [_fault(walk, one) for one in tests]
        fault = "" if "" in faults else next(iter(faults), _not_run(runs, str(moment)))
        shown = tests[faults.index(fault)].resource if tests else walk.regions[region].resource
        yield Finding(
            at(shown),
            fault and f"{region}: {fault}",
            f"Schedule a function for {moment} that raises an alarm by its metric, tell that "
            "alarm's topic to a PagerDuty service of its own, and alarm when no test arrived.",
        )


def _not_run(runs: list[Scheduled], moment: str) -> str:
    times = ", ".join(dict.fromkeys(str(one.weekly or one.expression) for one in runs))
    return f"no page test runs {moment}" + (f"; functions run {times}" if times else "")


def _fault(walk: Walk, test: Scheduled) -> str:
    name, function = test.resource.logical_id, _function(walk, test)
    if fault := role_fault(walk, test):
        return f"schedule {name} {fault}"
    starter = walk.stage.resource(test.role)
    role = walk.stage.resource(function.properties.get("Role")) if function else None
    if function is None or role is None or starter is None:
        return f"schedule {name} starts no function with a role"
    if not roles.may(walk.stage, starter, "lambda:InvokeFunction", *function.arns):
        return f"schedule {name} may not invoke {function.logical_id}"
    shared = _severity_services(walk)
    if not any(_is_the_test(walk, role, one, shared) for one in walk.alarms):
        return f"function {function.logical_id} raises no alarm that pages a service of its own"
    if not any(_notices_silence(walk, role, one) for one in walk.alarms):
        return "nobody hears when the page test does not arrive"
    return ""


def _is_the_test(walk: Walk, role: Resource, alarm: Alarm, shared: set[str]) -> bool:
    """Whether the role raises the alarm, and it pages a service that no severity shares."""
    reached = {one.end for one in walk.reached(alarm) if one.channel is Channel.PAGERDUTY}
    return bool(reached - shared) and _drives(walk, role, alarm)


def _notices_silence(walk: Walk, role: Resource, alarm: Alarm) -> bool:
    """Whether a person hears from the alarm when the role publishes nothing."""
    silence_alarms = alarm.resource.properties.get("TreatMissingData") == "breaching"
    return silence_alarms and bool(walk.reached(alarm)) and _drives(walk, role, alarm)


def _function(walk: Walk, test: Scheduled) -> Resource | None:
    found = walk.stage.resource(test.target)
    return found if found is not None and found.type == "AWS::Lambda::Function" else None


def _drives(walk: Walk, role: Resource, alarm: Alarm) -> bool:
    """Whether the role may change the alarm's state, or publish the metric it watches."""
    if alarm.resource.stack.region != role.stack.region:
        return False
    if roles.may(walk.stage, role, "cloudwatch:SetAlarmState", *alarm.resource.arns):
        return True
    watched = alarm.watched
    return watched is not None and roles.may(
        walk.stage,
        role,
        "cloudwatch:PutMetricData",
        "*",
        given={"cloudwatch:namespace": (watched.namespace,)},
    )


def _severity_services(walk: Walk) -> set[str]:
    """The services of the severities whose alarms must page."""
    severities = (walk.handbook.severities[level] for level in Level)
    paging = [one.level for one in severities if Channel.PAGERDUTY in one.channels]
    return {service for level in paging for service in services_of(walk, level)}
