"""The messages: to Slack as AWS Chatbot shows them, and the text for the status page."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from .environment import Environment, Level
from .logic import MINUTE, Due, Incident, Status, Update

_LONGEST = 20
"""Incidents named in one message."""
_PUBLIC = {
    Status.INVESTIGATING: "We are investigating a problem with {what}.",
    Status.IDENTIFIED: "We have found the cause of the problem with {what} and are working on it.",
    Status.MONITORING: "A fix for the problem with {what} is in place; we are watching it.",
    Status.RESOLVED: "The problem with {what} is over.",
}
"""What users read first. No alarm's name, no host, no person: what else is said is `text`."""


def card(title: str, text: str, thread: str) -> str:
    """A custom notification: AWS Chatbot shows no other free text (its user guide)."""
    content = {"textType": "client-markdown", "title": title, "description": text}
    return json.dumps(
        {
            "version": "1.0",
            "source": "custom",
            "content": content,
            "metadata": {"threadId": thread},
        }
    )


def reminder(due: Due, environment: Environment, now: datetime) -> str:
    """To the channel: an update is owed."""
    late = due.overdue(now)
    when = f"{_minutes(late)} overdue" if late >= MINUTE else f"due at {due.at:%H:%M} UTC"
    said = f"The last one was at {due.last:%H:%M} UTC." if due.last else "There was none yet."
    return card(
        f"{due.level.name} open: a status update is {when}",
        f"{said} Every {_minutes(due.level.every)} as long as it lasts.\n"
        f"{listed(due.incidents)}\n"
        f"How to give it: {environment.runbook}",
        _thread(environment, due.level.name),
    )


def announcement(
    update: Update, level: Level, incidents: Sequence[Incident], environment: Environment
) -> str:
    """To the channel: the update as it was given."""
    following = ""
    if update.status is not Status.RESOLVED:
        following = f"\nNext update by {update.at + level.every:%H:%M} UTC."
    return card(
        f"{update.level} {update.status}",
        f"{update.text}\n{listed(incidents)}\nBy {update.by}. Status page: {environment.status_page}"
        f"{following}",
        _thread(environment, update.level),
    )


def public(update: Update, what: str, level: Level) -> str:
    """For the status page: what users are told."""
    first = _PUBLIC[update.status].format(what=what)
    following = "" if update.status is Status.RESOLVED else _next(update, level)
    return f"{first} {update.text}{following}"


def handover(incidents: Sequence[Incident], environment: Environment, now: datetime) -> str:
    """To the channel, at the change of shifts."""
    is_open = f"Open now:\n{listed(incidents)}" if incidents else "Nothing that pages is open."
    return card(
        f"On-call hand-over of {environment.name}, {now:%A %d %B}",
        f"{is_open}\nWhoever leaves: what is unfinished, what is noisy, what was put off. "
        f"Whoever comes: PagerDuty on the phone, the board open.",
        f"{environment.name}-handover",
    )


def listed(incidents: Sequence[Incident]) -> str:
    """What is open, the oldest first."""
    lines = [f"- {one.name} since {one.since:%H:%M} UTC" for one in incidents[:_LONGEST]]
    if len(incidents) > _LONGEST:
        lines.append(f"- and {len(incidents) - _LONGEST} more")
    return "\n".join(lines)


def _next(update: Update, level: Level) -> str:
    return f" Next update by {update.at + level.every:%H:%M} UTC."


def _thread(environment: Environment, level: str) -> str:
    return f"{environment.name}-{level}"


def _minutes(duration: timedelta) -> str:
    return f"{duration // MINUTE} min"
