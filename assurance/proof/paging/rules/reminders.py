"""Status updates during an incident: people give them, and are reminded before they are due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from assurance.assembly.values import text
from assurance.proof.paging import roles
from assurance.proof.paging.event_pages import event_pages
from assurance.proof.paging.reminders import Reminder, reminders_of
from assurance.proof.paging.rules.channels import services_of
from assurance.proof.paging.schedules import Scheduled, role_fault
from assurance.proof.paging.walk import Walk
from assurance.proof.rule import Finding, Judge, Rule, at
from promises import Channel, Handbook, Level
from promises import text as words

ROUTING = "Routing of the sister pages"


def reminder_rules(handbook: Handbook) -> tuple[Rule[Walk], ...]:
    """For each severity with updates the rule that they are reminded of in time."""
    return tuple(
        Rule(
            f"paging.reminders.{level}",
            ROUTING,
            f"while a {level} is open, by an alarm or an event, Slack is reminded of the update "
            f"before {words(severity.update_every)} are over",
            "functions that remind",
            _judge(level, severity.update_every),
        )
        for level, severity in handbook.severities.items()
        if severity.update_every
    )


def looked(walk: Walk) -> Iterator[Finding]:
    """Somebody looks as often as was decided."""
    limit = walk.handbook.on_call.updates.looked_every
    for reminder in reminders_of(walk.stage):
        fits = [one for one in reminder.looks if one.every and one.every <= limit]
        shown = reminder.looks[0].resource if reminder.looks else reminder.function
        fault = "" if fits else _looks(reminder) or f"no running schedule starts {_name(reminder)}"
        yield Finding(at(shown), fault, f"Have it look at least every {words(limit)}.")


def _judge(level: Level, every: timedelta) -> Judge[Walk]:
    def judge(walk: Walk) -> Iterator[Finding]:
        if not walk.alarms or Channel.SLACK not in walk.handbook.severities[level].channels:
            return
        found = list(reminders_of(walk.stage))
        faults = {one: _fault(walk, one, level, every) for one in found}
        working = [one for one, fault in faults.items() if not fault]
        shown = (working or found or [None])[0]
        unseen = [*_alarms(walk, working, level), *_events(walk, working, level)]
        fault = f"no update is reminded of for {', '.join(dict.fromkeys(unseen))}" if unseen else ""
        if not working:
            fault = next(iter(faults.values()), "nobody reminds of updates")
        yield Finding(
            at(shown.function if shown else walk.alarms[0].resource),
            fault,
            f"Schedule a function that looks which {level} is open, in every Region, at least as "
            "often as it reminds ahead, and publishes to a topic that Slack shows.",
        )

    return judge


def _fault(walk: Walk, reminder: Reminder, level: Level, every: timedelta) -> str:
    name, told = _name(reminder), reminder.every(level)
    if told is None or told > every:
        return f"{name} takes {words(told) if told else 'nothing'} for the time between two updates"
    if not reminder.looks:
        return f"no running schedule starts {name}"
    if not any(one.every and one.every <= reminder.ahead for one in reminder.looks):
        return f"{_looks(reminder)}, and reminds only {words(reminder.ahead)} ahead"
    return _start_fault(walk, reminder) or _says_fault(walk, reminder)


def _start_fault(walk: Walk, reminder: Reminder) -> str:
    faults = [_starts(walk, reminder, one) for one in reminder.looks]
    return "" if "" in faults else faults[0]


def _starts(walk: Walk, reminder: Reminder, look: Scheduled) -> str:
    if fault := role_fault(walk, look):
        return f"schedule {look.resource.logical_id} {fault}"
    starter = walk.stage.resource(look.role)
    function = reminder.function
    if starter and roles.may(walk.stage, starter, "lambda:InvokeFunction", *function.arns):
        return ""
    return f"schedule {look.resource.logical_id} may not invoke {function.logical_id}"


def _says_fault(walk: Walk, reminder: Reminder) -> str:
    """It sees what is open, and what it says is shown."""
    resource = walk.stage.resource(reminder.topic)
    topic = walk.topics.get(resource) if resource else None
    if topic is None or Channel.SLACK not in {one.channel for one in topic.people}:
        return f"{_name(reminder)} publishes to no topic that Slack shows"
    role = walk.stage.resource(reminder.function.properties.get("Role"))
    needed = {
        "sns:Publish": topic.resource.arns,
        "cloudwatch:DescribeAlarms": ("*",),
        "cloudwatch:GetMetricData": ("*",),
    }
    missing = [
        action
        for action, on in needed.items()
        if role is None or not roles.may(walk.stage, role, action, *on)
    ]
    return f"{_name(reminder)} may not {', '.join(missing)}" if missing else ""


def _alarms(walk: Walk, reminders: list[Reminder], level: Level) -> Iterator[str]:
    """The topics that alarms of a severity tell, where none of the functions counts one of them."""
    counted = {walk.stage.resource(arn) for one in reminders for arn in one.topics(level)}
    for alarm in walk.of_severity(level):
        told = [one.topic for one in walk.ways(alarm) if one.topic]
        if told and counted.isdisjoint(one.resource for one in told):
            yield from (f"alarms of {one.name}" for one in told)


def _events(walk: Walk, reminders: list[Reminder], level: Level) -> Iterator[str]:
    """The rules that page as a severity, and whose events none of the functions counts."""
    services = services_of(walk, level)
    for page in event_pages(walk.stage):
        region, name = page.rule.stack.region, text(page.rule.properties.get("Name"))
        pages = page.routing_key is not None and page.routing_key.secret in services
        if pages and level not in [one.rules(region).get(name) for one in reminders]:
            yield f"{page.rule.logical_id} of {region}"


def _looks(reminder: Reminder) -> str:
    how = ", ".join(dict.fromkeys(one.expression for one in reminder.looks))
    return f"{_name(reminder)} looks {how}" if how else ""


def _name(reminder: Reminder) -> str:
    return f"function {reminder.function.logical_id}"
