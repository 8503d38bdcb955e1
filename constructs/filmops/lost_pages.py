"""The one place where an undelivered page ends up."""

from collections.abc import Sequence

from aws_cdk import Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from filmops.acknowledged import NO_DEAD_LETTERS, acknowledge


class LostPages(sqs.Queue):
    """The Region's dead letters, alarms' and events' alike: whoever looks, looks here.

    Kept 14 days, the longest SQS allows. Its depth must alarm by a way that is not the one that
    lost the page (`paging_health`).
    """

    def __init__(self, scope: Construct, id: str, *, name: str, key: kms.Key) -> None:
        super().__init__(
            scope,
            id,
            queue_name=name,
            encryption=sqs.QueueEncryption.KMS,
            encryption_master_key=key,
            enforce_ssl=True,
            retention_period=Duration.days(14),
        )
        self._key = key
        acknowledge(self, NO_DEAD_LETTERS, "This is where dead letters end up")

    def admit_rules(self, named: str) -> None:
        """Let the account's rules of that name, a wildcard maybe, leave here what they cannot send.

        By name, because a rule of another stack would make this queue's stack depend on it.
        """
        stack = Stack.of(self)
        rules = stack.format_arn(service="events", resource="rule", resource_name=named)
        self.add_to_resource_policy(
            iam.PolicyStatement(
                sid="RulesBury",
                principals=[iam.ServicePrincipal("events.amazonaws.com")],
                actions=["sqs:SendMessage"],
                resources=[self.queue_arn],
                conditions={
                    "StringEquals": {"aws:SourceAccount": stack.account},
                    "ArnLike": {"aws:SourceArn": rules},
                },
            )
        )

    @property
    def may_bury(self) -> Sequence[iam.PolicyStatement]:
        """What a role needs to put a message here: the queue alone would drop it unsealed."""
        return [
            iam.PolicyStatement(actions=["sqs:SendMessage"], resources=[self.queue_arn]),
            may_seal(self._key),
        ]


def may_seal(key: kms.Key) -> iam.PolicyStatement:
    """What a role needs to send to a topic or queue under the key."""
    return iam.PolicyStatement(
        actions=["kms:Decrypt", "kms:GenerateDataKey"], resources=[key.key_arn]
    )
