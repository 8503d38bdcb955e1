"""A dead man's switch: silence is what an outside watcher alarms on."""

from datetime import timedelta

from aws_cdk import SecretValue
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from constructs import Construct

from filmops import schedules
from filmops.delivery import STUBBORN
from filmops.lost_pages import LostPages, may_seal
from filmops.scheduled_call import ScheduledCall


class Heartbeat(Construct):
    """A beat every `every` through a sealed topic to a watcher that is not in this account.

    `secret` names a Secrets Manager secret whose field `url` is the watcher's address; whoever
    holds the address could keep the watcher quiet. A beat that comes late is worth nothing, so it
    is not retried for longer than one interval.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        topic: sns.Topic,
        secret: str,
        every: timedelta,
        key: kms.Key,
        lost_pages: LostPages,
    ) -> None:
        super().__init__(scope, id)
        sns.Subscription(
            self,
            "Watcher",
            topic=topic,
            protocol=sns.SubscriptionProtocol.HTTPS,
            endpoint=SecretValue.secrets_manager(secret, json_field="url").unsafe_unwrap(),
            raw_message_delivery=False,
            delivery_policy=STUBBORN.policy,
            dead_letter_queue=lost_pages,
        )
        ScheduledCall(
            self,
            "Beat",
            description="Tells the outside watcher that pages can leave",
            expression=schedules.every(every),
            target=topic.topic_arn,
            sends="alive",
            may=[
                iam.PolicyStatement(actions=["sns:Publish"], resources=[topic.topic_arn]),
                may_seal(key),
            ],
            too_late=every,
            lost_pages=lost_pages,
        )
