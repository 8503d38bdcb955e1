"""What the platform's own stacks run, as an environment names it."""

from aws_cdk import aws_ssm as ssm
from constructs import Construct

from environments import Parameter


def name_of(scope: Construct, named: str | Parameter) -> str:
    """The name itself, or a token that CloudFormation reads from the parameter when it deploys."""
    if isinstance(named, Parameter):
        return ssm.StringParameter.value_for_string_parameter(scope, named.parameter)
    return named
