"""What shows that the paging path itself is alive: the heartbeat and the weekly page test."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.assembly import Resource
from assurance.proof.paging import roles
from assurance.proof.paging.alarms import Alarm
from assurance.proof.paging.publishers import publishers_of
from assurance.proof.paging.rules.channels import services_of
from assurance.proof.paging.schedules import Scheduled, schedules_of
from assurance.proof.paging.secrets import is_one_secret
from assurance.proof.paging.topics import Topic
from assurance.proof.paging.walk import Walk
from assurance.proof.rule import Finding, at
from promises import Channel, Level


def heartbeat(walk: Walk) -> Iterator[Finding]:
    """From every Region that pages, by the same key, to a watcher that is not AWS."""
    fix = (
        "Schedule a publish to a topic under the paging topics' key at least that often, with an "
        "HTTPS subscription whose address is a Secrets Manager reference."
    )
    for region in paging_regions(walk):
        beats = list(schedules_of(walk.stage, region))
        faults = [(beat, _beat_fault(walk, region, beat)) for beat in beats]
        beating = next((beat for beat, fault in faults if not fault), None)
        if beating:
            yield Finding(at(beating.resource))
            continue
        near = [(beat, fault) for beat, fault in faults if _topic(walk, beat)]
        fault = (
            f"schedule {near[0][0].resource.logical_id} {near[0][1]}" if near else "no heartbeat"
        )
        evidence = at(near[0][0].resource if near else walk.regions[region].resource)
        yield Finding(evidence, f"{region}: {fault}", fix)


def _beat_fault(walk: Walk, region: str, beat: Scheduled) -> str:
    topic, limit = _topic(walk, beat), walk.handbook.on_call.heartbeat
    if topic is None or topic.resource.stack.region != region:
        return "publishes to no topic of the Region"
    if beat.every is None or beat.every > limit:
        return f"runs {beat.expression}, wanted at least every {limit}"
    keys = {
        other.sealed.key
        for other in walk.topics.values()
        if other.pagerduty and other.resource.stack.region == region
    }
    if topic.sealed.key not in keys:
        return "does not pass the key that the pages pass"
    sender = [
        one for one in publishers_of(walk.stage, topic.resource) if one.resource is beat.resource
    ]
    if refusal := topic.refusal(sender[0]):
        return f"is refused by topic {topic.name}: {refusal}"
    if not any(
        one.settings.get("Protocol") == "https" and is_one_secret(one.endpoint) and not one.fault
        for one in topic.receivers
    ):
        return "reaches no watcher by HTTPS at an address from Secrets Manager"
    return ""


def _topic(walk: Walk, beat: Scheduled) -> Topic | None:
    for topic in walk.topics.values():
        arns = topic.resource.arns
        if beat.target in arns or any(f'"{arn}"' in beat.input for arn in arns):
            return topic
    return None


def page_test(walk: Walk) -> Iterator[Finding]:
    """Once a week at the promised moment a function raises an alarm that pages at low urgency."""
    moment = walk.handbook.on_call.page_test.moment
    fix = (
        f"Schedule a function for {moment} that raises an alarm by its metric, tell that alarm's "
        "topic to a PagerDuty service of its own, and alarm when no test arrived."
    )
    for region in paging_regions(walk):
        tests = [one for one in schedules_of(walk.stage, region) if _function(walk, one)]
        on_time = [one for one in tests if one.weekly == moment]
        proven = [_test_fault(walk, region, one) for one in on_time]
        evidence = at(on_time[0].resource if on_time else walk.regions[region].resource)
        fault = "" if "" in proven else (proven or [_no_test(tests, str(moment))])[0]
        yield Finding(evidence, fault and f"{region}: {fault}", fix)


def _no_test(tests: list[Scheduled], moment: str) -> str:
    times = ", ".join(dict.fromkeys(str(one.weekly or one.expression) for one in tests))
    return f"no page test runs {moment}" + (f"; functions run {times}" if times else "")


def _test_fault(walk: Walk, region: str, test: Scheduled) -> str:
    function = _function(walk, test)
    role = walk.stage.resource(function.properties.get("Role")) if function else None
    if function is None or role is None:
        return "the page test has no function with a role"
    starter = walk.stage.resource(test.role)
    if starter is None or not roles.may(
        walk.stage, starter, "lambda:InvokeFunction", *function.arns
    ):
        return f"schedule {test.resource.logical_id} may not invoke {function.logical_id}"
    driven = [one for one in walk.alarms if _drives(walk, role, one, region)]
    own = [one for one in driven if _services(walk, one) - _severity_services(walk)]
    if not own:
        return f"function {function.logical_id} raises no alarm that pages a service of its own"
    if not any(_notices_silence(walk, one) for one in driven):
        return "nobody hears when the page test does not arrive"
    return ""


def _function(walk: Walk, test: Scheduled) -> Resource | None:
    found = walk.stage.resource(test.target)
    return found if found is not None and found.type == "AWS::Lambda::Function" else None


def _drives(walk: Walk, role: Resource, alarm: Alarm, region: str) -> bool:
    """Whether the role may change the alarm's state, or publish the metric it watches."""
    if alarm.resource.stack.region != region:
        return False
    if roles.may(walk.stage, role, "cloudwatch:SetAlarmState", *alarm.resource.arns):
        return True
    watched = alarm.watched
    return watched is not None and roles.may(
        walk.stage,
        role,
        "cloudwatch:PutMetricData",
        "*",
        cloudwatch__namespace=watched.namespace,
    )


def _services(walk: Walk, alarm: Alarm) -> set[str]:
    return {one.end for one in walk.reached(alarm) if one.channel is Channel.PAGERDUTY}


def _severity_services(walk: Walk) -> set[str]:
    """The services of the severities whose alarms must page."""
    severities = (walk.handbook.severities[level] for level in Level)
    paging = [one.level for one in severities if Channel.PAGERDUTY in one.channels]
    return {service for level in paging for service in services_of(walk, level)}


def _notices_silence(walk: Walk, alarm: Alarm) -> bool:
    silent_is_bad = alarm.resource.properties.get("TreatMissingData") == "breaching"
    return silent_is_bad and any(one.is_a_person for one in walk.reached(alarm))


def paging_regions(walk: Walk) -> tuple[str, ...]:
    """The Regions with alarms; none where nobody is paged by the handbook of the environment."""
    levels = [walk.handbook.severities[level] for level in Level]
    pages = any(Channel.PAGERDUTY in severity.channels for severity in levels)
    return tuple(walk.regions) if pages else ()
