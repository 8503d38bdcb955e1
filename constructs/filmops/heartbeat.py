"""A dead man's switch: silence is what an outside watcher alarms on."""

from datetime import timedelta

from aws_cdk import Duration, SecretValue
from aws_cdk import aws_scheduler as scheduler
from aws_cdk import aws_scheduler_targets as targets
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from filmops.delivery import STUBBORN


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
        topic: sns.ITopic,
        secret: str,
        every: timedelta,
        lost_pages: sqs.IQueue,
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
        interval = Duration.seconds(every.total_seconds())
        scheduler.Schedule(
            self,
            "Beat",
            description="Tells the outside watcher that pages can leave",
            schedule=scheduler.ScheduleExpression.rate(interval),
            time_window=scheduler.TimeWindow.off(),
            target=targets.SnsPublish(
                topic,
                input=scheduler.ScheduleTargetInput.from_text("alive"),
                dead_letter_queue=lost_pages,
                max_event_age=interval,
                retry_attempts=3,
            ),
        )
