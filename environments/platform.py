"""What of the platform is there to be watched. Other stacks own it; kinds that are absent are None.

Every part is its name as AWS knows it, or `{parameter: /path}`: the SSM parameter that holds the
name, resolved when the stack is deployed.
"""

import re
from collections.abc import Mapping
from typing import Annotated, cast

from pydantic import BeforeValidator, Field

from promises.errors import WantedError
from promises.frozen import Frozen

_PATH = re.compile(r"(?:/[A-Za-z0-9_.-]+)+")


class Parameter(Frozen):
    """An SSM parameter that is resolved at deploy time."""

    parameter: str


def _named(value: object) -> object:
    if isinstance(value, Parameter) or (isinstance(value, str) and value.strip()):
        return value
    members = cast("dict[str, object]", value) if isinstance(value, dict) else {}
    path = members.get("parameter")
    if len(members) == 1 and isinstance(path, str) and _PATH.fullmatch(path):
        return Parameter(parameter=path)
    raise WantedError("a name, or {parameter: /path/of/an/ssm-parameter}")


Named = Annotated[str | Parameter, BeforeValidator(_named)]


class Api(Frozen):
    """The load balancer and target group by full name; the ECS cluster and service behind them."""

    load_balancer: Named
    target_group: Named
    cluster: Named
    service: Named


class Queue(Frozen):
    """A queue of film generation and, where it has one, its dead-letter queue."""

    name: Named
    dead_letters: Named | None = None


class FilmGeneration(Frozen):
    """The CloudWatch namespaces of the application's own metrics and the GPU workers' group."""

    namespace: Named
    business_namespace: Named
    workers: Named | None = None


class Platform(Frozen):
    """The platform of one environment."""

    api: Api | None = None
    queues: Mapping[str, Queue] = Field(default={})  # by kind of work
    film_generation: FilmGeneration | None = None
    dashboard: Named | None = None  # a CloudFront distribution
    database: Named | None = None  # an RDS instance identifier
    cache: Named | None = None  # an ElastiCache cluster
    certificates: Mapping[str, Named] = Field(default={})  # ACM ARNs, by what they serve
    logs: Mapping[str, Named] = Field(default={})  # CloudWatch log groups, by the part that writes
