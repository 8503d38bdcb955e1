"""Asking a service the type stubs do not cover."""

from collections.abc import Callable
from typing import Any

from local.clients import Clients

Ask = Callable[..., dict[str, Any]]


def ask(clients: Clients, service: str, region: str) -> Ask:
    """A function that calls an operation of the service: `ask(...)("describe_vpcs", VpcIds=[...])`."""
    client = clients(service, region)

    def operation(name: str, **request: object) -> dict[str, Any]:
        return getattr(client, name)(**request)

    return operation
