"""Small change of the readers."""

from collections.abc import Mapping
from typing import cast

from local.clients import Clients
from local.compare.core import Deployed


def physical_ids(clients: Clients, region: str, stack: str) -> dict[str, str]:
    """Logical id -> physical id of a deployed stack's resources, as CloudFormation lists them."""
    cloudformation = clients("cloudformation", region)
    resources = cloudformation.describe_stack_resources(StackName=stack)["StackResources"]
    return {one["LogicalResourceId"]: one.get("PhysicalResourceId", "") for one in resources}


def picked(answer: Mapping[str, object], *names: str) -> dict[str, object]:
    """These members of an API's answer, None for the ones it does not have."""
    return {name: answer.get(name) for name in names}


def pairs(tags: Mapping[str, str]) -> list[dict[str, str]]:
    """Tags as templates write them."""
    return [{"Key": name, "Value": text} for name, text in tags.items()]


def listed(resource: Deployed, name: str, start: str) -> list[str]:
    """The texts of a list property that begin like an identity, not like an open reference."""
    values = resource.properties.get(name)
    items = cast("list[object]", values) if isinstance(values, list) else []
    return [item for item in items if isinstance(item, str) and item.startswith(start)]
