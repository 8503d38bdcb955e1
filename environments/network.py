"""Where the database lives, when the platform's own stacks have a network for it."""

from typing import Annotated

from pydantic import AfterValidator

from environments.platform import Named
from promises.errors import WantedError
from promises.frozen import Frozen


def _two_zones(value: tuple[Named, ...]) -> tuple[Named, ...]:
    if len(value) < 2:
        raise WantedError("subnets of at least two Zones: a standby needs the second", "one")
    return value


class Network(Frozen):
    """The network of one Region: the VPC, private subnets of two Zones or more, and who connects.

    `clients` are the security groups of those who may open a connection to the database.
    """

    vpc: Named
    subnets: Annotated[tuple[Named, ...], AfterValidator(_two_zones)]
    clients: tuple[Named, ...] = ()


class Networks(Frozen):
    """The networks of both Regions: a restore must find one before the disaster."""

    primary: Network
    recovery: Network
