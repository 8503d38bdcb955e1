"""From the network an environment names, or does not, to the one its database lives in."""

from constructs import Construct

from environments import Network
from filmops.names import Names
from filmops.network import IsolatedNetwork, PrivateNetwork
from stacks.platform import name_of


def network_of(scope: Construct, network: Network | None, names: Names) -> PrivateNetwork:
    """The given network of a Region; without one, a small isolated one of its own."""
    if network is None:
        return IsolatedNetwork(scope, "Network", name=names.of("data")).network
    return PrivateNetwork(
        vpc=name_of(scope, network.vpc),
        subnets=[name_of(scope, subnet) for subnet in network.subnets],
        clients=[name_of(scope, client) for client in network.clients],
    )
