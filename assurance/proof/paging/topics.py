"""A topic with everything around it: guards, publishers, listeners."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assurance.assembly import Resource, Stage
from assurance.proof.paging.publishers import CLOUDWATCH, Publisher, publishers_of
from assurance.proof.paging.receivers import Receiver
from assurance.proof.paging.sealed import Sealed, seal
from promises import Channel


@dataclass(frozen=True, slots=True, eq=False)
class Topic:
    """A topic with its guards, everybody who publishes to it and everybody who listens."""

    sealed: Sealed
    alarms: tuple[Publisher, ...]
    others: tuple[Publisher, ...]
    receivers: tuple[Receiver, ...]

    @property
    def resource(self) -> Resource:
        """The topic itself."""
        return self.sealed.resource

    @property
    def name(self) -> str:
        """How a person calls it."""
        name = self.resource.properties.get("TopicName")
        return name if isinstance(name, str) else self.resource.logical_id

    @property
    def publishers(self) -> tuple[Publisher, ...]:
        """Everything that publishes, alarms first."""
        return (*self.alarms, *self.others)

    @property
    def pagerduty(self) -> tuple[Receiver, ...]:
        """Its subscriptions that lead to PagerDuty, live or not."""
        return tuple(one for one in self.receivers if one.channel is Channel.PAGERDUTY)

    @property
    def people(self) -> tuple[Receiver, ...]:
        """Its live subscriptions that a person hears."""
        return tuple(one for one in self.receivers if one.is_a_person)

    def refusal(self, publisher: Publisher) -> str:
        """Why the publisher's message would not get in; empty when it does."""
        guards = (
            ("key", self.sealed.key_admits(publisher)),
            ("topic policy", self.sealed.policy_admits(publisher)),
        )
        refused = (f"{guard}: {said.because}" for guard, said in guards if not said.admitted)
        return next(refused, "")


def topic_of(
    stage: Stage, resource: Resource, alarms: Iterable[Publisher], receivers: Iterable[Receiver]
) -> Topic:
    """The topic with those of the alarms and receivers that are its own."""
    told_by, others = tuple(alarms), tuple(publishers_of(stage, resource))
    own = tuple(one for one in receivers if one.topic is resource)
    if not told_by and not others and any(one.channel for one in own):
        told_by = (_any_alarm(resource),)
    return Topic(seal(stage, resource), told_by, others, own)


def _any_alarm(topic: Resource) -> Publisher:
    """A topic that people listen to must be open to alarms even before it has one."""
    place = topic.stack.place
    alarm = f"arn:{place.partition}:cloudwatch:{place.region}:{place.account}:alarm:any"
    return Publisher(topic, "Properties", CLOUDWATCH, (alarm,))
