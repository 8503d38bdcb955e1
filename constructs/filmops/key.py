"""The key that seals topics and their dead letters, and the services it is open to."""

from collections.abc import Sequence

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

PUBLISHERS = ("cloudwatch", "sns", "events")
"""Who must be able to use the key: alarms publish to sealed topics; SNS and EventBridge move what
they could not deliver to the sealed queue. Without its grant a service drops messages in silence
(https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns)."""


class PagingKey(kms.Key):
    """A customer key that each publisher may use on behalf of this account only."""

    def __init__(
        self, scope: Construct, id: str, *, alias: str, publishers: Sequence[str] = PUBLISHERS
    ) -> None:
        super().__init__(
            scope,
            id,
            alias=f"alias/{alias}",
            description="Seals the paging topics and their dead letters",
            enable_key_rotation=True,
        )
        for publisher in publishers:
            self.add_to_resource_policy(_grant(publisher, Stack.of(self).account))


def _grant(publisher: str, account: str) -> iam.PolicyStatement:
    return iam.PolicyStatement(
        sid=f"{publisher.capitalize()}Publishes",
        principals=[iam.ServicePrincipal(f"{publisher}.amazonaws.com")],
        actions=["kms:Decrypt", "kms:GenerateDataKey*"],
        resources=["*"],  # in a key policy this is the key itself
        conditions={"StringEquals": {"aws:SourceAccount": account}},
    )
