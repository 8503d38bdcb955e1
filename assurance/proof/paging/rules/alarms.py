"""What every alarm must do: tell somebody, in its own Region, and say when it is over."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.assembly import Resource
from assurance.proof.paging.alarms import Alarm
from assurance.proof.paging.walk import Walk
from assurance.proof.rule import Finding, at, rule

ALERTS = "On-Call Responsibilities"
_EXPORT_READER = "Custom::CrossRegionExportReader"


def _name(alarm: Alarm) -> str:
    return f"alarm {alarm.resource.logical_id}"


@rule(
    "paging.actions", ALERTS, "every alarm tells the same people that it broke and ended", "alarms"
)
def actions(walk: Walk) -> Iterator[Finding]:
    """Actions run, ALARM and OK tell the same, silence is no page."""
    for alarm in walk.alarms:
        if not walk.must_speak(alarm):
            continue
        path, fault, fix = _actions_fault(walk, alarm)
        yield Finding(at(alarm.resource, path), fault and f"{_name(alarm)} {fault}", fix)


def _actions_fault(walk: Walk, alarm: Alarm) -> tuple[str, str, str]:
    told, resolved = alarm.actions(), alarm.actions("OK")
    silent = not told and not resolved
    if silent and walk.parents.get(alarm):
        return "", "", ""
    if not alarm.enabled:
        fix = "Remove ActionsEnabled or set it to true."
        return "Properties.ActionsEnabled", "has its actions switched off", fix
    if not told:
        fix = "Set AlarmActions to the topic of the alarm's severity, and OKActions to the same."
        return "Properties.AlarmActions", "tells nobody when it breaks", fix
    if set(told) != set(resolved):
        fault = "tells others, or nobody, that it ended: its incident never resolves by itself"
        return "Properties.OKActions", fault, "Set OKActions to exactly the AlarmActions."
    for topic in _paged_by_silence(walk, alarm):
        fault = f"pages on missing data through topic {topic}"
        fix = "Remove InsufficientDataActions; let TreatMissingData decide what silence means."
        return "Properties.InsufficientDataActions", fault, fix
    return "", "", ""


def _paged_by_silence(walk: Walk, alarm: Alarm) -> Iterator[str]:
    for action in alarm.actions("InsufficientData"):
        resource = walk.stage.resource(action)
        topic = walk.topics.get(resource) if resource else None
        if topic and topic.pagerduty:
            yield topic.name


@rule("paging.regions", ALERTS, "every alarm tells topics of its own Region and account", "actions")
def regions(walk: Walk) -> Iterator[Finding]:
    """No action in another Region, none read from one."""
    fix = "Give every Region with alarms its own topics and use those as actions."
    for alarm in walk.alarms:
        for told in walk.told[alarm]:
            resource = walk.stage.resource(told.action)
            yield Finding(
                at(alarm.resource, told.path), _elsewhere(alarm, told.action, resource), fix
            )


def _elsewhere(alarm: Alarm, action: str, resource: Resource | None) -> str:
    here = alarm.resource.stack
    if resource is not None and resource.type == _EXPORT_READER:
        return f"{_name(alarm)} reads its action from another Region ({resource.logical_id})"
    if resource is not None:
        account, region = resource.stack.account, resource.stack.region
    else:
        parts = action.split(":")
        if len(parts) < 6 or "${" in action:
            return f"{_name(alarm)} has an action nobody can place: {action}"
        region, account = parts[3] or here.region, parts[4] or here.account
    if (account, region) == (here.account, here.region):
        return ""
    there = region if region != here.region else f"account {account}"
    return f"{_name(alarm)} is in {here.region} and acts in {there}"


@rule("paging.reaches", ALERTS, "every alarm reaches a person", "alarms")
def reaches(walk: Walk) -> Iterator[Finding]:
    """The whole walk: at least one live subscription that a person hears."""
    for alarm in walk.alarms:
        if not walk.must_speak(alarm):
            continue
        fault = "" if walk.reached(alarm) else _lost(walk, alarm)
        fix = "Repair the step that is named, or tell a topic that a person listens to."
        yield Finding(at(alarm.resource), fault, fix)


def _lost(walk: Walk, alarm: Alarm) -> str:
    """Where its messages get lost."""
    reasons: list[str] = []
    for told in walk.ways(alarm):
        listening = told.topic.receivers if told.topic else ()
        dead = [f"{one.resource.logical_id}: {one.fault}" for one in listening if one.fault]
        silent = f"nobody listens to topic {told.topic.name if told.topic else ''}"
        reasons.append(told.fault or "; ".join(dead) or silent)
    return "; ".join(dict.fromkeys(reasons)) or f"{_name(alarm)} has no action"


RULES = (actions, regions, reaches)
