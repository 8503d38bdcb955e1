"""The CloudWatch integration: which notification opens, which resolves, which is dropped."""

from datetime import datetime

from local.pagerduty.behaviours import (
    MESSAGE_NOT_JSON,
    STATES_DISAGREE,
    SUBJECT_PREFIX,
    Behaviour,
)
from local.pagerduty.events import Dropped, Event, Integration, Resolved, Triggered, Way
from local.pagerduty.sns import Notification
from local.pagerduty.strict_json import JsonObject, read_object, text

SEVERITY = {"ALARM": "critical", "INSUFFICIENT_DATA": "warning", "OK": "info"}
"""Alert severity per alarm state; the real mapping is not published."""


def interpret(integration: Integration, notification: Notification, at: datetime) -> Event:
    """What the integration makes of a notification that came in its envelope."""

    def dropped(because: Behaviour) -> Dropped:
        return Dropped(at, Way.CLOUDWATCH, because, f"{notification.subject or 'no subject'}")

    state, separator, rest = notification.subject.partition(": ")
    if not separator or state not in SEVERITY:
        return dropped(SUBJECT_PREFIX)
    alarm = read_object(notification.message)
    if alarm is None:
        return dropped(MESSAGE_NOT_JSON)
    if alarm.get("NewStateValue") != state:
        return dropped(STATES_DISAGREE)
    dedup_key = _dedup_key(alarm) or rest
    if state == "OK":
        return Resolved(at, integration, dedup_key)
    title, description = notification.subject, text(alarm, "AlarmDescription")
    return Triggered(at, integration, dedup_key, title, SEVERITY[state], description)


def _dedup_key(alarm: JsonObject) -> str:
    # The ARN, because alarms of one name in two Regions are two problems (behaviours.py: assumed).
    return text(alarm, "AlarmArn") or text(alarm, "AlarmName")
