"""PagerDuty's two doors: one takes CloudWatch alarms from SNS, the other takes events."""

from aws_cdk import SecretValue
from aws_cdk import aws_events as events
from aws_cdk import aws_sns as sns
from constructs import Construct

from filmops.delivery import STUBBORN, Retries
from filmops.lost_pages import LostPages

EVENTS_API = "https://events.pagerduty.com"


class AlarmIntegration(sns.Subscription):
    """A topic's alarms, opened and resolved in one PagerDuty service.

    `secret` names a Secrets Manager secret of the same Region whose field `integration_key` is the
    key of that service's CloudWatch integration. The integration reads the SNS envelope, so raw
    delivery stays off (https://support.pagerduty.com/docs/aws-cloudwatch-integration-guide).
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        topic: sns.Topic,
        secret: str,
        lost_pages: LostPages,
        retries: Retries = STUBBORN,
    ) -> None:
        key = SecretValue.secrets_manager(secret, json_field="integration_key")
        super().__init__(
            scope,
            id,
            topic=topic,
            protocol=sns.SubscriptionProtocol.HTTPS,
            endpoint=f"{EVENTS_API}/integration/{key.unsafe_unwrap()}/enqueue",
            raw_message_delivery=False,
            delivery_policy=retries.policy,
            dead_letter_queue=lost_pages,
        )


class EventsApi(events.ApiDestination):
    """PagerDuty's Events API v2, for one service.

    The routing key is a field of the request body, so it is a secret body parameter of the
    connection, read from the field `routing_key` of the same secret. The API wants no
    authorization, but a connection must have one: a header that says who is calling.
    """

    def __init__(self, scope: Construct, id: str, *, secret: str, sender: str) -> None:
        routing_key = SecretValue.secrets_manager(secret, json_field="routing_key")
        connection = events.Connection(
            scope,
            f"{id}Connection",
            authorization=events.Authorization.api_key(
                "X-Sender", SecretValue.unsafe_plain_text(sender)
            ),
            body_parameters={"routing_key": events.HttpParameter.from_secret(routing_key)},
            description="PagerDuty Events API v2",
        )
        super().__init__(
            scope,
            id,
            connection=connection,
            endpoint=f"{EVENTS_API}/v2/enqueue",
            http_method=events.HttpMethod.POST,
            description="PagerDuty Events API v2",
        )
