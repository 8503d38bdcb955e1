"""Where a call ends up that could not be made."""

from collections.abc import Sequence

from aws_cdk import Duration
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from filmops.acknowledged import NO_DEAD_LETTERS, acknowledge


class DeadLetters(sqs.Queue):
    """Calls and events nobody took, kept 14 days, the longest SQS allows.

    Under SQS's own key: what is measured must not depend on the keys whose loss it would show.
    """

    def __init__(self, scope: Construct, id: str, *, name: str) -> None:
        super().__init__(
            scope,
            id,
            queue_name=name,
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            retention_period=Duration.days(14),
        )
        acknowledge(self, NO_DEAD_LETTERS, "This is where dead letters end up")

    @property
    def may_bury(self) -> Sequence[iam.PolicyStatement]:
        """What a role needs to put a message here."""
        return [iam.PolicyStatement(actions=["sqs:SendMessage"], resources=[self.queue_arn])]
