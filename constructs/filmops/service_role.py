"""Roles that carry one policy AWS maintains, for a service of AWS to assume."""

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from filmops.acknowledged import AWS_MANAGED, acknowledge


class ServiceRole(iam.Role):
    """A role that one AWS service assumes, for resources of this account only.

    `policy` is the name of AWS's own policy for that service, `reason` why it is the right one.
    """

    def __init__(
        self, scope: Construct, id: str, *, service: str, policy: str, reason: str
    ) -> None:
        account = Stack.of(scope).account
        super().__init__(
            scope,
            id,
            assumed_by=iam.ServicePrincipal(
                f"{service}.amazonaws.com",
                conditions={"StringEquals": {"aws:SourceAccount": account}},
            ),
            managed_policies=[iam.ManagedPolicy.from_aws_managed_policy_name(policy)],
        )
        found = f"{AWS_MANAGED}[Policy::arn:<AWS::Partition>:iam::aws:policy/{policy}]"
        acknowledge(self, found, reason)
