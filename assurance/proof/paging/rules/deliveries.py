"""What every subscription that pages must do: keep its key secret, try long, lose nothing."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.proof.paging.delivery import DEFAULT_RETRIES, LONGEST, retries
from assurance.proof.paging.lost_pages import (
    dead_letters,
    not_taken,
    unwatched,
    unwatched_failures,
)
from assurance.proof.paging.publishers import SNS, Publisher
from assurance.proof.paging.receivers import Receiver
from assurance.proof.paging.walk import Walk
from assurance.proof.rule import Finding, at, rule
from promises import Channel

ALERTS = "On-Call Responsibilities"


def _to_pagerduty(walk: Walk) -> Iterator[Receiver]:
    for topic in walk.topics.values():
        yield from topic.pagerduty


@rule(
    "paging.integration",
    ALERTS,
    "PagerDuty understands what the topics send",
    "PagerDuty subscriptions",
)
def integration(walk: Walk) -> Iterator[Finding]:
    """HTTPS, key from Secrets Manager, the SNS envelope kept."""
    for receiver in _to_pagerduty(walk):
        fault = receiver.fault and f"subscription {receiver.resource.logical_id}: {receiver.fault}"
        yield Finding(
            at(receiver.resource, receiver.path),
            fault,
            "Subscribe https://events.pagerduty.com/integration/{{resolve:secretsmanager:...}}"
            "/enqueue by https, RawMessageDelivery false, without a filter.",
        )


@rule(
    "paging.delivery",
    ALERTS,
    "SNS does not give up a page within a minute",
    "PagerDuty subscriptions",
)
def delivery(walk: Walk) -> Iterator[Finding]:
    """An explicit policy, more retries than the default, within SNS's hour."""
    for receiver in _to_pagerduty(walk):
        tries = retries(receiver.settings.get("DeliveryPolicy"))
        fault = ""
        if tries is None:
            fault = "has no delivery policy that can be read"
        elif tries.count <= DEFAULT_RETRIES:
            fault = f"gives up after {tries.count} retries"
        elif tries.at_most > LONGEST:
            fault = f"may retry for {tries.at_most}, SNS allows {LONGEST}"
        yield Finding(
            at(receiver.resource, "Properties.DeliveryPolicy"),
            fault and f"subscription {receiver.resource.logical_id} {fault}",
            f"Set DeliveryPolicy.healthyRetryPolicy with more than {DEFAULT_RETRIES} retries "
            f"and at most {LONGEST.total_seconds():.0f} s in all.",
        )


@rule("paging.dead_letters", ALERTS, "a page that cannot be delivered is kept", "subscriptions")
def redrive(walk: Walk) -> Iterator[Finding]:
    """A queue of the same Region that takes what SNS could not deliver."""
    for topic in walk.topics.values():
        for receiver in topic.receivers:
            policy = receiver.settings.get("RedrivePolicy")
            if policy is None and receiver.channel is not Channel.PAGERDUTY:
                continue
            queue = dead_letters(walk, policy)
            sender = Publisher(topic.resource, receiver.path, SNS)
            missing = f"subscription {receiver.resource.logical_id} has no dead-letter queue"
            yield Finding(
                at(receiver.resource, "Properties.RedrivePolicy"),
                missing if queue is None else not_taken(walk, queue, sender),
                "Set RedrivePolicy.deadLetterTargetArn to a queue of the same Region whose policy "
                "and key admit sns.amazonaws.com for this topic.",
            )


@rule(
    "paging.second_path", ALERTS, "a lost page is heard of without PagerDuty", "dead-letter queues"
)
def second_path(walk: Walk) -> Iterator[Finding]:
    """The queue's depth alarms by another way than the one that lost the page."""
    queues = (
        dead_letters(walk, receiver.settings.get("RedrivePolicy"))
        for receiver in _to_pagerduty(walk)
    )
    for queue in dict.fromkeys(queue for queue in queues if queue is not None):
        yield Finding(
            at(queue),
            unwatched(walk, queue),
            "Alarm on ApproximateNumberOfMessagesVisible > 0 of the queue and tell a topic that "
            "people hear by SMS, Slack or email, with no PagerDuty subscription.",
        )


@rule(
    "paging.failed_deliveries",
    ALERTS,
    "a failed delivery is heard of without PagerDuty",
    "topics that page",
)
def failed_deliveries(walk: Walk) -> Iterator[Finding]:
    """SNS counts what it failed to deliver; somebody hears of the first one."""
    for topic in walk.topics.values():
        if topic.pagerduty:
            yield Finding(
                at(topic.resource),
                unwatched_failures(walk, topic),
                "Alarm on NumberOfNotificationsFailed > 0 of the topic and tell a topic without "
                "PagerDuty.",
            )


RULES = (integration, delivery, redrive, second_path, failed_deliveries)
