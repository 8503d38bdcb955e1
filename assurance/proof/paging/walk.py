"""One walk over an environment: from each alarm to the people it reaches.

The walk only looks; the rules judge what it saw.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from assurance.assembly import Resource, Stage
from assurance.proof.paging.alarms import Alarm, alarms_of
from assurance.proof.paging.publishers import CLOUDWATCH, Publisher
from assurance.proof.paging.receivers import Receiver, receivers_of
from assurance.proof.paging.sealed import TOPIC
from assurance.proof.paging.topics import Topic, topic_of
from promises import Handbook, Level

_STATES = ("Alarm", "OK", "InsufficientData")


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


class Walk:
    """What there is between the alarms and the people of one environment."""

    def __init__(self, stage: Stage, handbook: Handbook) -> None:
        self.stage = stage
        self.handbook = handbook
        self.alarms = alarms_of(stage)

    @cached_property
    def receivers(self) -> tuple[Receiver, ...]:
        """Every subscription."""
        return tuple(receivers_of(self.stage))

    @cached_property
    def topics(self) -> Mapping[Resource, Topic]:
        """Every topic of the environment."""
        told_by: dict[Resource, list[Publisher]] = {}
        for alarm in self.alarms:
            for state in _STATES:
                for count, action in enumerate(alarm.actions(state)):
                    path = f"Properties.{state}Actions.{count}"
                    resource = self.stage.resource(action)
                    if resource is not None and resource.type == TOPIC:
                        publisher = Publisher(alarm.resource, path, CLOUDWATCH)
                        told_by.setdefault(resource, []).append(publisher)
        return {
            resource: topic_of(self.stage, resource, told_by.get(resource, ()), self.receivers)
            for resource in self.stage.resources(TOPIC)
        }

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """The Regions that have alarms."""
        return tuple(dict.fromkeys(alarm.resource.stack.region for alarm in self.alarms))

    def in_region(self, region: str) -> tuple[Topic, ...]:
        """The topics of a Region."""
        found = self.topics.items()
        return tuple(topic for resource, topic in found if resource.stack.region == region)

    @cached_property
    def told(self) -> Mapping[Alarm, tuple[Told, ...]]:
        """For each alarm its actions on ALARM, whether they run or not."""
        return {
            alarm: tuple(
                self._told(alarm, f"Properties.AlarmActions.{count}", action)
                for count, action in enumerate(alarm.actions())
            )
            for alarm in self.alarms
        }

    def find(self, reference: str, near: Alarm) -> Alarm | None:
        """The alarm that a composite's rule names, by name or ARN, beside the composite."""
        resource = self.stage.resource(reference)
        place = near.resource.stack
        found = self._by_resource.get(resource) if resource else None
        return found or self._by_name.get((place.account, place.region, reference))

    @cached_property
    def parents(self) -> Mapping[Alarm, tuple[Alarm, ...]]:
        """The composites that go into ALARM because an alarm does."""
        return self._named_by(speaking=True)

    @cached_property
    def listened_to(self) -> Mapping[Alarm, tuple[Alarm, ...]]:
        """The composites that an alarm only holds back: under NOT, or as a suppressor."""
        return self._named_by(speaking=False)

    def must_speak(self, alarm: Alarm) -> bool:
        """Whether somebody has to hear of the alarm: not of one that only steers or silences."""
        if alarm.severity is not None or alarm.resource.tags.get("severity"):
            return True
        actions = (*alarm.actions(), *alarm.actions("OK"))
        if actions:
            return not all(self._steers(action) for action in actions)
        return bool(self.parents.get(alarm)) or not self.listened_to.get(alarm)

    def reached(self, alarm: Alarm, below: tuple[Alarm, ...] = ()) -> tuple[Receiver, ...]:
        """Every live receiver of an alarm, its own and those of the composites that speak for it."""
        if alarm in below:
            return ()
        own = [
            receiver
            for told in self.told[alarm]
            if alarm.enabled and told.topic and not told.fault
            for receiver in told.topic.people
        ]
        for parent in self.parents.get(alarm, ()):
            own += self.reached(parent, (*below, alarm))
        return tuple(dict.fromkeys(own))

    def of_severity(self, level: Level) -> Iterator[Alarm]:
        """The alarms tagged with a severity."""
        return (alarm for alarm in self.alarms if alarm.severity is level)

    def _told(self, alarm: Alarm, path: str, action: str) -> Told:
        resource = self.stage.resource(action)
        topic = self.topics.get(resource) if resource else None
        if resource is None or topic is None:
            return Told(alarm, path, action, None, f"{action} is no topic of these templates")
        here, there = alarm.resource.stack, resource.stack
        if (here.account, here.region) != (there.account, there.region):
            fault = f"topic {topic.name} is in {there.region}, the alarm in {here.region}"
            return Told(alarm, path, action, topic, fault)
        refusal = topic.refusal(Publisher(alarm.resource, path, CLOUDWATCH))
        return Told(alarm, path, action, topic, refusal and f"topic {topic.name}: {refusal}")

    def _steers(self, action: str) -> bool:
        resource = self.stage.resource(action)
        kind = resource.type if resource else action
        return kind.endswith("::ScalingPolicy") or ":autoscaling:" in kind or ":automate:" in kind

    def _named_by(self, *, speaking: bool) -> Mapping[Alarm, tuple[Alarm, ...]]:
        found: dict[Alarm, tuple[Alarm, ...]] = {}
        for composite in self.alarms:
            named = [one.alarm for one in composite.mentions if one.speaks is speaking]
            suppressor = composite.resource.properties.get("ActionsSuppressor")
            if not speaking and isinstance(suppressor, str):
                named.append(suppressor)
            for name in named:
                if child := self.find(name, composite):
                    found[child] = (*found.get(child, ()), composite)
        return found

    @cached_property
    def _by_resource(self) -> Mapping[Resource, Alarm]:
        return {alarm.resource: alarm for alarm in self.alarms}

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str, str], Alarm]:
        named: dict[tuple[str, str, str], Alarm] = {}
        for alarm in self.alarms:
            stack, name = alarm.resource.stack, alarm.resource.properties.get("AlarmName")
            if isinstance(name, str):
                named[stack.account, stack.region, name] = alarm
        return named
