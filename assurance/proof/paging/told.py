"""One action of an alarm on its way into a topic."""

from __future__ import annotations

from dataclasses import dataclass

from assurance.assembly import Stage
from assurance.proof.paging.alarms import Alarm
from assurance.proof.paging.publishers import CLOUDWATCH, Publisher
from assurance.proof.paging.topics import Topic


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """One action of an alarm, the topic it tells, and at which step the message would be lost."""

    alarm: Alarm
    path: str
    action: str
    topic: Topic | None
    """None when the action is no topic of this environment."""
    fault: str = ""
    """Empty when the message gets into the topic."""


def tell(stage: Stage, alarm: Alarm, topic: Topic | None, path: str, action: str) -> Told:
    """Follow one action: to a topic of the same Region, past its key and its policy."""
    if topic is None:
        found = stage.resource(action)
        shown = f"{found.type} {found.logical_id}" if found else action
        return Told(alarm, path, action, None, f"{shown} is no topic of these templates")
    here, there = alarm.resource.stack, topic.resource.stack
    if not alarm.enabled:
        fault = f"the actions of {alarm.resource.logical_id} are switched off"
    elif (here.account, here.region) != (there.account, there.region):
        fault = f"topic {topic.name} is in {there.region}, its alarm in {here.region}"
    else:
        refusal = topic.refusal(Publisher(alarm.resource, path, CLOUDWATCH))
        fault = refusal and f"topic {topic.name}: {refusal}"
    return Told(alarm, path, action, topic, fault)
