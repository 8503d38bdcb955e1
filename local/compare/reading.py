"""Small change of the readers."""

from collections.abc import Mapping, Sequence
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


def own(tags: Sequence[Mapping[str, object]]) -> list[Mapping[str, object]]:
    """The template's tags, without those CloudFormation adds."""
    return [tag for tag in tags if not str(tag.get("Key")).startswith("aws:")]


def listed(resource: Deployed, name: str, start: str) -> list[str]:
    """The texts of a list property that begin like an identity, not like an open reference."""
    values = resource.properties.get(name)
    items = cast("list[object]", values) if isinstance(values, list) else []
    return [item for item in items if isinstance(item, str) and item.startswith(start)]
