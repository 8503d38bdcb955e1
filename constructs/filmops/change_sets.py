"""What it takes to make a change set as CDK's CLI does, to look at it, and to execute nothing.

The CLI would become the role that deploys; where it may not, it goes on with the rights it has. These
are the calls of `cdk diff --method=change-set` for stacks that are there, as they were seen with CLI
2.1148.1.
"""

from collections.abc import Iterator, Sequence

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_iam as iam

from filmops.github import QUALIFIER, bootstrap_role

_EXECUTES = "cloudformation.amazonaws.com"


def may_plan(stack: Stack, stacks: str, regions: Sequence[str]) -> list[iam.PolicyStatement]:
    """Rights on the stacks whose names begin with `stacks-`, in these Regions.

    A change set names the role that would execute it, so that role is passed, to CloudFormation
    alone. Templates are uploaded; the code of functions, which is no JSON, is not.
    """
    return [
        iam.PolicyStatement(
            actions=[
                "cloudformation:CreateChangeSet",
                "cloudformation:DeleteChangeSet",
                "cloudformation:DescribeChangeSet",
                "cloudformation:DescribeStacks",
                "cloudformation:GetTemplate",
            ],
            resources=[stacks_in(stack, stacks, region) for region in regions],
        ),
        iam.PolicyStatement(
            actions=["iam:PassRole"],
            resources=[bootstrap_role(stack, "cfn-exec", region) for region in regions],
            conditions={"StringEquals": {"iam:PassedToService": _EXECUTES}},
        ),
        *_templates(stack, regions),
        iam.PolicyStatement(
            actions=["ssm:GetParameter"], resources=[_version(stack, region) for region in regions]
        ),
    ]


def stacks_in(stack: Stack, named: str, region: str) -> str:
    """The ARN of every stack of an environment in a Region."""
    return stack.format_arn(
        service="cloudformation", region=region, resource="stack", resource_name=f"{named}-*/*"
    )


def templates_in(stack: Stack, region: str) -> str:
    """The ARN of every template among what deployments upload in a Region."""
    return f"{_bucket(stack, region)}/*.json"


def _templates(stack: Stack, regions: Sequence[str]) -> Iterator[iam.PolicyStatement]:
    yield iam.PolicyStatement(
        actions=["s3:GetBucketLocation", "s3:GetEncryptionConfiguration", "s3:ListBucket"],
        resources=[_bucket(stack, region) for region in regions],
    )
    yield iam.PolicyStatement(
        actions=["s3:GetObject", "s3:PutObject"],
        resources=[templates_in(stack, region) for region in regions],
    )


def _bucket(stack: Stack, region: str) -> str:
    return f"arn:{stack.partition}:s3:::cdk-{QUALIFIER}-assets-{stack.account}-{region}"


def _version(stack: Stack, region: str) -> str:
    return stack.format_arn(
        service="ssm",
        region=region,
        resource="parameter",
        resource_name=f"cdk-bootstrap/{QUALIFIER}/version",
        arn_format=ArnFormat.SLASH_RESOURCE_NAME,
    )
