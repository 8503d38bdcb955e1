"""AWS::SNS::Subscription, through Subscribe: an HTTP endpoint is really asked to confirm."""

import json

from local import hooks
from local.inside import call
from local.resource import BuiltIn, Made, Wanted

IDENTITY = ("TopicArn", "Protocol", "Endpoint")
ATTRIBUTES = (
    "DeliveryPolicy",
    "FilterPolicy",
    "FilterPolicyScope",
    "RawMessageDelivery",
    "RedrivePolicy",
    "SubscriptionRoleArn",
)


class Subscription:
    """Real, but for SMS, email and Firehose: those are journalled, never sent."""

    type = "AWS::SNS::Subscription"

    def __init__(self) -> None:
        self._own = BuiltIn.of(self.type)

    def create(self, wanted: Wanted) -> Made:
        """Subscribe."""
        identity = {name: str(wanted.properties.get(name, "")) for name in IDENTITY}
        attributes = {
            name: _text(wanted.properties[name]) for name in ATTRIBUTES if name in wanted.properties
        }
        call("sns", "subscribe", {**identity, "Attributes": attributes})
        arn = _arn(*identity.values())
        return Made(arn, {"Arn": arn})

    def update(self, physical_id: str, before: hooks.Json, wanted: Wanted) -> Made:
        """Set its attributes; another topic, protocol or endpoint is another subscription."""
        if any(before.get(name) != wanted.properties.get(name) for name in IDENTITY):
            return self.create(wanted)
        return self._own.update(physical_id, before, wanted)

    def delete(self, physical_id: str, properties: hooks.Json) -> None:
        """Unsubscribe."""
        self._own.delete(physical_id, properties)


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _arn(topic_arn: str, protocol: str, endpoint: str) -> str:
    # the API hides the ARN until the endpoint confirms; CloudFormation knows it at once
    topic = hooks.TOPIC.get()(topic_arn) or {}
    for subscription in topic["subscriptions"]:
        if (subscription["protocol"], subscription["endpoint"]) == (protocol, endpoint):
            return str(subscription["arn"])
    raise LookupError(f"{topic_arn}: wanted the new {protocol} subscription, got none")
