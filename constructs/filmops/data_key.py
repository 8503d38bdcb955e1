"""A key for data at rest: one for each kind of data and Region, so that none opens everything."""

from aws_cdk import CrossStackReferences, ReferenceStrength, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

from filmops.names import Names


class DataKey(kms.Key):
    """A customer key that rotates and outlives its stack: without it no copy can be read.

    Stacks of the other Region read its ARN when they are deployed (docs/decisions/0010).
    """

    def __init__(self, scope: Construct, id: str, *, names: Names, seals: str) -> None:
        super().__init__(
            scope,
            id,
            alias=f"alias/{names.of(seals)}",
            description=f"Seals the {seals}",
            enable_key_rotation=True,
        )
        CrossStackReferences.of(self).produce(ReferenceStrength.WEAK)

    def admit(self, service: str, *, on_behalf_of: str) -> None:
        """Let a service seal messages of one resource of this account; `on_behalf_of` is its ARN."""
        self.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[iam.ServicePrincipal(service)],
                actions=["kms:Decrypt", "kms:GenerateDataKey*"],
                resources=["*"],  # in a key policy this is the key itself
                conditions={
                    "StringEquals": {"aws:SourceAccount": Stack.of(self).account},
                    "ArnLike": {"aws:SourceArn": on_behalf_of},
                },
            )
        )
