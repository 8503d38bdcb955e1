"""One walk over an environment: from each alarm to the people it reaches.

The walk only looks; the rules judge what it saw.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from assurance.assembly import Resource, Stage
from assurance.proof.paging.alarms import Alarm, alarms_of
from assurance.proof.paging.publishers import CLOUDWATCH, Publisher
from assurance.proof.paging.receivers import Receiver, receivers_of
from assurance.proof.paging.sealed import TOPIC
from assurance.proof.paging.told import Told, tell
from assurance.proof.paging.topics import Topic, topic_of
from environments import Reach
from promises import Channel, Handbook, Level

_STATES = ("Alarm", "OK", "InsufficientData")


class Walk:
    """What there is between the alarms and the people of one environment.

    `reach` says who the people are; None for an environment that has no file here.
    """

    def __init__(self, stage: Stage, handbook: Handbook, reach: Reach | None = None) -> None:
        self.stage = stage
        self.handbook = handbook
        self.reach = reach
        self.alarms = alarms_of(stage)

    @cached_property
    def topics(self) -> Mapping[Resource, Topic]:
        """Every topic of the environment."""
        receivers = tuple(receivers_of(self.stage))
        told_by: dict[Resource, list[Publisher]] = {}
        for alarm in self.alarms:
            for state in _STATES:
                for count, action in enumerate(alarm.actions(state)):
                    resource = self.stage.resource(action)
                    if resource is not None and resource.type == TOPIC:
                        path = f"Properties.{state}Actions.{count}"
                        publisher = Publisher(alarm.resource, path, CLOUDWATCH)
                        told_by.setdefault(resource, []).append(publisher)
        return {
            resource: topic_of(self.stage, resource, told_by.get(resource, ()), receivers)
            for resource in self.stage.resources(TOPIC)
        }

    @cached_property
    def regions(self) -> Mapping[str, Alarm]:
        """The Regions that have alarms, each with one of them."""
        return {alarm.resource.stack.region: alarm for alarm in reversed(self.alarms)}

    @property
    def paging_regions(self) -> tuple[str, ...]:
        """The same, but none where the environment's handbook has nobody paged."""
        severities = (self.handbook.severities[level] for level in Level)
        pages = any(Channel.PAGERDUTY in severity.channels for severity in severities)
        return tuple(self.regions) if pages else ()

    @cached_property
    def told(self) -> Mapping[Alarm, tuple[Told, ...]]:
        """For each alarm its actions on ALARM, whether they run or not."""
        return {
            alarm: tuple(
                tell(
                    self.stage, alarm, self._topic(action), f"Properties.AlarmActions.{at}", action
                )
                for at, action in enumerate(alarm.actions())
            )
            for alarm in self.alarms
        }

    def ways(self, alarm: Alarm, below: tuple[Alarm, ...] = ()) -> tuple[Told, ...]:
        """Its own actions and those of the composites that speak for it."""
        if alarm in below:
            return ()
        parents = self.parents.get(alarm, ())
        of_parents = (told for one in parents for told in self.ways(one, (*below, alarm)))
        return (*self.told[alarm], *of_parents)

    def reached(self, alarm: Alarm) -> tuple[Receiver, ...]:
        """Every live receiver of an alarm."""
        open_ways = (told.topic for told in self.ways(alarm) if told.topic and not told.fault)
        return tuple(dict.fromkeys(one for topic in open_ways for one in topic.people))

    def of_severity(self, level: Level) -> Iterator[Alarm]:
        """The alarms tagged with a severity."""
        return (alarm for alarm in self.alarms if alarm.severity is level)

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

    def must_speak(self, alarm: Alarm, below: tuple[Alarm, ...] = ()) -> bool:
        """Whether somebody has to hear of the alarm: not of one that only steers or silences."""
        if alarm.severity is not None or alarm.resource.tags.get("severity"):
            return True
        actions = (*alarm.actions(), *alarm.actions("OK"))
        if actions:
            return not all(self._steers(action) for action in actions)
        above = [one for one in self.parents.get(alarm, ()) if one not in below]
        if not above:
            return not self.listened_to.get(alarm)
        return any(self.must_speak(one, (*below, alarm)) for one in above)

    def _topic(self, action: str) -> Topic | None:
        resource = self.stage.resource(action)
        return self.topics.get(resource) if resource else None

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
            for name in dict.fromkeys(named):
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
