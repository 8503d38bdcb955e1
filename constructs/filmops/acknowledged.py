"""Findings of cdk-nag that are meant, each with its reason, each on one construct."""

from typing import cast

from aws_cdk import Acknowledgment, Stack, Validations
from constructs import Construct

ANY_RESOURCE = "AwsSolutions-IAM5[Resource::*]"
AWS_MANAGED = "AwsSolutions-IAM4"
NO_DEAD_LETTERS = "AwsSolutions-SQS3"
NO_FLOW_LOGS = "AwsSolutions-VPC7"
NO_STANDBY = "AwsSolutions-RDS3"
NO_EXECUTION_LOG = "AwsSolutions-SF1"


def any_of(resource: str) -> str:
    """The finding on a wildcard in a resource, as cdk-nag spells it."""
    return f"AwsSolutions-IAM5[Resource::{resource}]"


def acknowledge(construct: Construct, finding: str, reason: str) -> None:
    """Accept one finding on one construct and on nothing beside it."""
    Validations.of(construct).acknowledge(
        Acknowledgment(id=f"AwsSolutions::{finding}", reason=reason)
    )


def wildcard(construct: Construct, arn: str) -> str:
    """The finding on an ARN that ends in a wildcard, as cdk-nag writes it."""
    return f"AwsSolutions-IAM5[Resource::{_spelled(Stack.of(construct).resolve(arn))}]"


def _spelled(resolved: object) -> str:
    """A resolved text as cdk-nag writes it: what only the deployment knows stands in brackets."""
    if not isinstance(resolved, dict):
        return str(resolved)
    [(function, argument)] = cast("dict[str, object]", resolved).items()
    parts = cast("list[object]", argument) if isinstance(argument, list) else [argument]
    if function == "Fn::Join":
        return "".join(_spelled(part) for part in cast("list[object]", parts[1]))
    return f"<{'.'.join(str(part) for part in parts)}>"
