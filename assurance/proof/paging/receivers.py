"""Who listens to a topic, by which channel, and why a subscription would stay silent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assurance.assembly import Json, Resource, Stage
from assurance.assembly.values import items, mapping, text, texts
from assurance.proof.paging.secrets import SecretField, secret_in
from promises import Channel

SUBSCRIPTION = "AWS::SNS::Subscription"
SLACK = "AWS::Chatbot::SlackChannelConfiguration"
# https://support.pagerduty.com/docs/aws-cloudwatch-integration-guide; eu is its European site
PAGERDUTY = re.compile(r"https://events(\.eu)?\.pagerduty\.com/")
_INTEGRATION = re.compile(PAGERDUTY.pattern + r"integration/\{\{[^{}]*\}\}/enqueue")
_CHANNELS = {"sms": Channel.SMS, "email": Channel.EMAIL, "email-json": Channel.EMAIL}


@dataclass(frozen=True, slots=True, eq=False)
class Receiver:
    """One subscription of one topic."""

    resource: Resource
    path: str
    topic: Resource
    channel: Channel | None
    """None when it is no person's channel: a queue, a function, any other address."""
    endpoint: str
    settings: Mapping[str, Json]
    """The subscription's own properties."""
    fault: str = ""
    """Why nothing would arrive; empty when the subscription is live."""

    @property
    def secret(self) -> SecretField | None:
        """The secret its address is read from."""
        return secret_in(self.endpoint)

    @property
    def end(self) -> str:
        """Where it ends: the secret its address is read from, else the address.

        A literal web address may hold a key, so it is not repeated.
        """
        if self.secret:
            return self.secret.secret
        return "a literal address" if "://" in self.endpoint else self.endpoint

    @property
    def is_a_person(self) -> bool:
        """Whether a person hears what the topic says."""
        return self.channel is not None and not self.fault


def receivers_of(stage: Stage) -> Iterator[Receiver]:
    """Every subscription of the environment's topics."""
    for resource in stage.resources(SUBSCRIPTION):
        topic = stage.resource(resource.properties.get("TopicArn"))
        if topic is not None:
            yield _receiver(resource, "Properties.Endpoint", topic, resource.properties)
    for topic in stage.resources("AWS::SNS::Topic"):
        for count, one in enumerate(items(topic.properties.get("Subscription"))):
            yield _receiver(topic, f"Properties.Subscription.{count}", topic, mapping(one))
    for resource in stage.resources(SLACK):
        for count, reference in enumerate(texts(resource.properties.get("SnsTopicArns"))):
            topic = stage.resource(reference)
            if topic is not None:
                yield _slack(resource, f"Properties.SnsTopicArns.{count}", topic)


def _receiver(
    resource: Resource, path: str, topic: Resource, settings: Mapping[str, Json]
) -> Receiver:
    protocol, endpoint = text(settings.get("Protocol")), text(settings.get("Endpoint") or "")
    channel = _CHANNELS.get(protocol)
    if protocol in ("https", "http") and PAGERDUTY.match(endpoint):
        channel = Channel.PAGERDUTY
    fault = _silent(resource, topic, settings, endpoint)
    if channel is Channel.PAGERDUTY:
        fault = fault or _unheard_by_pagerduty(protocol, settings, endpoint)
    return Receiver(resource, path, topic, channel, endpoint, settings, fault)


def _slack(resource: Resource, path: str, topic: Resource) -> Receiver:
    wanted = ("SlackChannelId", "SlackWorkspaceId", "IamRoleArn")
    missing = [name for name in wanted if not resource.properties.get(name)]
    fault = f"{', '.join(missing)} missing" if missing else _undecided(resource)
    endpoint = text(resource.properties.get("SlackChannelId"))
    return Receiver(resource, path, topic, Channel.SLACK, endpoint, resource.properties, fault)


def _silent(
    resource: Resource, topic: Resource, settings: Mapping[str, Json], endpoint: str
) -> str:
    if not endpoint:
        return "it has no endpoint"
    if settings.get("FilterPolicy"):
        return "its filter policy drops messages without the attributes, as an alarm's are"
    region = text(settings.get("Region") or resource.stack.region)
    if region != topic.stack.region:
        return f"it looks for the topic in {region}, which is in {topic.stack.region}"
    return _undecided(resource)


def _undecided(resource: Resource) -> str:
    if resource.condition:
        return f"only the deployment decides condition {resource.condition}"
    return ""


def _unheard_by_pagerduty(protocol: str, settings: Mapping[str, Json], endpoint: str) -> str:
    if protocol != "https":
        return f"its protocol is {protocol}"
    if text(settings.get("RawMessageDelivery", False)).lower() != "false":
        return "raw delivery is on: PagerDuty drops what comes without the SNS envelope"
    if not _INTEGRATION.fullmatch(endpoint) or secret_in(endpoint) is None:
        return "its address is not integration/<key from Secrets Manager>/enqueue"
    return ""
