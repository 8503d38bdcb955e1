"""What the platform's own stacks run, as an environment names it."""

from aws_cdk import aws_ssm as ssm
from constructs import Construct

from environments import Environment, Parameter
from filmops.names import Names


def name_of(scope: Construct, named: str | Parameter) -> str:
    """The name itself, or a token that CloudFormation reads from the parameter when it deploys."""
    if isinstance(named, Parameter):
        return ssm.StringParameter.value_for_string_parameter(scope, named.parameter)
    return named


def database_name(scope: Construct, environment: Environment, names: Names) -> str:
    """The identifier of the environment's database, which both Regions must know."""
    named = environment.platform.database
    return name_of(scope, named) if named else names.of("database")
