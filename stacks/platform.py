"""What the platform's own stacks run, as an environment names it."""

from collections.abc import Iterator, Mapping
from typing import cast

from aws_cdk import aws_ssm as ssm
from constructs import Construct

from environments import Environment, Parameter
from filmops.names import Names
from promises.frozen import Frozen


def name_of(scope: Construct, named: str | Parameter) -> str:
    """The name itself, or a token that CloudFormation reads from the parameter when it deploys."""
    if isinstance(named, Parameter):
        return ssm.StringParameter.value_for_string_parameter(scope, named.parameter)
    return named


def database_name(scope: Construct, environment: Environment, names: Names) -> str:
    """The identifier of the environment's database, which both Regions must know."""
    named = environment.platform.database
    return name_of(scope, named) if named else names.of("database")


def parameters_of(environment: Environment) -> tuple[str, ...]:
    """The SSM parameters that hold names of the platform's parts, in the primary Region."""
    return tuple(dict.fromkeys(_parameters(environment.platform)))


def _parameters(named: object) -> Iterator[str]:
    if isinstance(named, Parameter):
        yield named.parameter
    elif isinstance(named, Mapping):
        for part in cast("Mapping[str, object]", named).values():
            yield from _parameters(part)
    elif isinstance(named, Frozen):
        for _, part in named:
            yield from _parameters(part)
