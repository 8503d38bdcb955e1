"""Where a page goes that could not be delivered, and who hears of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import cast

from assurance.assembly import Json, Resource
from assurance.assembly.values import dig
from assurance.proof.paging.alarms import Alarm
from assurance.proof.paging.publishers import Publisher
from assurance.proof.paging.sealed import QUEUE, seal
from assurance.proof.paging.topics import Topic
from assurance.proof.paging.walk import Walk

QUEUE_DEPTH = ("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName")
FAILED_DELIVERIES = ("AWS/SNS", "NumberOfNotificationsFailed", "TopicName")


def dead_letters(walk: Walk, redrive: Json) -> Resource | None:
    """The queue of a redrive policy, given as an object or as its JSON text."""
    if isinstance(redrive, str):
        try:
            redrive = cast("Json", json.loads(redrive))
        except json.JSONDecodeError:
            return None
    found = walk.stage.resource(dig(redrive, "deadLetterTargetArn"))
    return found if found is not None and found.type == QUEUE else None


def not_taken(walk: Walk, queue: Resource, sender: Publisher) -> str:
    """Why the queue would not take the sender's dead letters; empty when it does."""
    here, there = sender.resource.stack, queue.stack
    if (here.account, here.region) != (there.account, there.region):
        return f"queue {queue.logical_id} is in {there.region}, not in {here.region}"
    sealed = seal(walk.stage, queue)
    guards = (("key", sealed.key_admits(sender)), ("policy", sealed.policy_admits(sender)))
    for guard, said in guards:
        if not said.admitted:
            return f"the {guard} of queue {queue.logical_id}: {said.because}"
    return ""


def unwatched(walk: Walk, queue: Resource) -> str:
    """Why nobody would hear of a letter in the queue; empty when somebody does, past PagerDuty."""
    return _unheard(walk, queue, QUEUE_DEPTH)


def unwatched_failures(walk: Walk, topic: Topic) -> str:
    """Why nobody would hear that the topic failed to deliver; empty when somebody does."""
    return _unheard(walk, topic.resource, FAILED_DELIVERIES)


def _unheard(walk: Walk, resource: Resource, metric: tuple[str, str, str]) -> str:
    alarms = list(alarms_on(walk, resource, metric))
    if not alarms:
        return f"no alarm in {resource.stack.region} watches {metric[1]} of {resource.logical_id}"
    prompt = [alarm for alarm in alarms if alarm.fires_on_one]
    if not prompt:
        return f"alarm {alarms[0].resource.logical_id} waits for more than one"
    if not any(_heard_past_pagerduty(walk, alarm) for alarm in prompt):
        name = prompt[0].resource.logical_id
        return f"alarm {name} reaches nobody by a topic that does not lead to PagerDuty"
    return ""


def alarms_on(walk: Walk, resource: Resource, metric: tuple[str, str, str]) -> Iterator[Alarm]:
    """The alarms of its Region on a metric of the resource: namespace, name, dimension."""
    namespace, name, dimension = metric
    names = _names(resource, dimension)
    for alarm in walk.alarms:
        watched, place = alarm.watched, alarm.resource.stack
        if watched is None or (watched.namespace, watched.metric) != (namespace, name):
            continue
        of_resource = any(watched.dimensions == ((dimension, one),) for one in names)
        if of_resource and place.region == resource.stack.region:
            yield alarm


def _names(resource: Resource, attribute: str) -> tuple[str, str]:
    """Its physical name, as a literal or as the attribute's token."""
    literal = resource.properties.get(attribute)
    token = resource.stack.place.token(resource.logical_id, attribute)
    return (literal if isinstance(literal, str) else token, token)


def _heard_past_pagerduty(walk: Walk, alarm: Alarm, below: tuple[Alarm, ...] = ()) -> bool:
    """Whether a person hears it from a topic without PagerDuty, its own or a parent's."""
    if alarm in below:
        return False
    for told in walk.told[alarm]:
        topic = told.topic
        if alarm.enabled and topic and not told.fault and topic.people and not topic.pagerduty:
            return True
    parents = walk.parents.get(alarm, ())
    return any(_heard_past_pagerduty(walk, parent, (*below, alarm)) for parent in parents)
