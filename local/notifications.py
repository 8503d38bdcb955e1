"""How SNS messages leave the emulator: over HTTP as SNS sends them, or into the journal."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote
from uuid import uuid4

from local import hooks
from local.delivery import Courier, Shipment
from local.journal import Kind
from local.queueing import put
from local.recorded import Recorder
from local.retries import RetryPolicy, sns_tries_again

TIMEOUT = 15.0
"""Seconds SNS waits for an answer. docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html"""
HTTP = ("http", "https")
SLACK = "AWS::Chatbot::SlackChannelConfiguration"


@dataclass(frozen=True, slots=True)
class Notifications:
    """Replaces the emulator's own HTTP delivery, which has one try and no dead-letter queue."""

    courier: Courier
    recorder: Recorder
    endpoint: str
    """Where the emulator answers, for the URL that confirms a subscription."""

    def install(self) -> None:
        """Take over."""
        fan_out, confirm = hooks.FAN_OUT.get(), hooks.CONFIRM.get()

        def fan_out_then_deliver(
            topic_arn: str,
            message_id: str,
            message: str,
            subject: str,
            message_structure: str = "",
            message_attributes: hooks.Json | None = None,
            **fifo: str,
        ) -> None:
            said = (message_structure, message_attributes or {})
            fan_out(topic_arn, message_id, message, subject, *said, **fifo)
            self._deliver(topic_arn, message_id, message, subject, *said)

        def confirm_in_its_region(parameters: hooks.Json) -> object:
            # the confirming GET is not signed, so nothing else tells its Region
            topic_arn = str(parameters.get("TopicArn", [""])[0])
            parts = topic_arn.split(":")
            if len(parts) != len(["arn", "aws", "sns", "region", "account", "name"]):
                return confirm(parameters)
            with hooks.SCOPE.get()(parts[4], parts[3]):
                return confirm(parameters)

        hooks.FAN_OUT.put(fan_out_then_deliver)
        hooks.CONFIRM.put(confirm_in_its_region)
        hooks.DELIVER_TO_HTTP.put(_nothing)
        hooks.SEND_CONFIRMATION.put(self._ask)

    async def _ask(self, topic_arn: str, subscription: hooks.Json) -> None:
        token = str(subscription["token"])
        query = f"Action=ConfirmSubscription&TopicArn={quote(topic_arn)}&Token={token}"
        body = {
            "Type": "SubscriptionConfirmation",
            "MessageId": str(uuid4()),
            "Token": token,
            "TopicArn": topic_arn,
            "Message": f"You have chosen to subscribe to the topic {topic_arn}.\n"
            "To confirm the subscription, visit the SubscribeURL included in this message.",
            "SubscribeURL": f"{self.endpoint}/?{query}",
            "Timestamp": datetime.now(UTC).isoformat(timespec="milliseconds")[:-6] + "Z",
            "SignatureVersion": "1",
            "Signature": "FAKE",
            "SigningCertURL": "https://sns.us-east-1.amazonaws.com/"
            "SimpleNotificationService-fake.pem",
        }
        text = json.dumps(body)
        self.courier.carry(
            self._shipment(topic_arn, subscription, body["MessageId"], text, body["Type"])
        )

    def _deliver(
        self,
        topic_arn: str,
        message_id: str,
        message: str,
        subject: str,
        structure: str,
        attributes: hooks.Json,
    ) -> None:
        topic = hooks.TOPIC.get()(topic_arn)
        if topic is None:
            self.courier.journal.write(Kind.LOST, topic_arn, "no such topic in its Region")
            return
        for channel in self.recorder.every(SLACK):
            if topic_arn in channel.properties.get("SnsTopicArns", ()):
                name = channel.properties["ConfigurationName"]
                self.courier.journal.write(Kind.NOTICE, topic_arn, f"slack {name}: {subject}")
        for subscription in topic["subscriptions"]:
            protocol = str(subscription["protocol"])
            text = hooks.MESSAGE_FOR.get()(message, structure, protocol)
            if not hooks.MATCHES_FILTER.get()(subscription, attributes, text):
                continue
            if protocol in ("sms", "email", "email-json"):
                self.courier.journal.write(Kind.NOTICE, topic_arn, f"{protocol}: {subject or text}")
            elif protocol in HTTP and not subscription["confirmed"]:
                self.courier.journal.write(Kind.LOST, subscription["arn"], "not confirmed")
            elif protocol in HTTP:
                raw = subscription["attributes"].get("RawMessageDelivery") == "true"
                body = hooks.ENVELOPE.get()(topic_arn, message_id, text, subject, attributes, raw)
                shipment = self._shipment(topic_arn, subscription, message_id, body, "Notification")
                self.courier.carry(shipment)

    def _shipment(
        self,
        topic_arn: str,
        subscription: hooks.Json,
        message_id: str,
        body: str,
        message_type: str,
    ) -> Shipment:
        attributes: hooks.Json = subscription["attributes"]
        arn = str(subscription["arn"])
        headers = {
            "Content-Type": "text/plain; charset=UTF-8",
            "User-Agent": "Amazon Simple Notification Service Agent",
            "x-amz-sns-message-type": message_type,
            "x-amz-sns-message-id": message_id,
            "x-amz-sns-topic-arn": topic_arn,
            "x-amz-sns-subscription-arn": arn,
        }
        if attributes.get("RawMessageDelivery") == "true":
            headers["x-amz-sns-rawdelivery"] = "true"
        queue_arn = _json(attributes.get("RedrivePolicy")).get("deadLetterTargetArn")

        def give_up(why: str, tries: int) -> bool:
            del why, tries
            if not queue_arn or message_type != "Notification":
                return False
            return put(str(queue_arn), body, {}, topic_arn)

        return Shipment(
            sender=arn,
            method="POST",
            url=str(subscription["endpoint"]),
            headers=headers,
            body=body,
            timeout=TIMEOUT,
            delays=RetryPolicy.parse(_json(attributes.get("DeliveryPolicy"))).delays(),
            tries_again=sns_tries_again,
            give_up=give_up,
        )


async def _nothing(endpoint: str, payload: str) -> None:
    """The emulator's own delivery over HTTP, silenced: ours is the one."""
    del endpoint, payload


def _json(text: object) -> hooks.Json:
    return json.loads(text) if isinstance(text, str) and text else {}
