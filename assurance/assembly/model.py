"""What a cloud assembly deploys, as frozen values with references resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from pathlib import Path

from assurance.assembly.identity import Place, arns_of, url_of
from assurance.assembly.values import Json, items, mapping, strings, text


@dataclass(frozen=True, eq=False)
class Resource:
    """One resource of one template."""

    stack: Stack
    logical_id: str
    type: str
    properties: Mapping[str, Json]
    raw: Mapping[str, Json]
    """The resource as the template wrote it, intrinsics and all."""
    path: str
    """The construct path, or the logical id where the assembly does not tell it."""
    condition: str | None
    """A condition only the deployment can decide; None when the resource surely exists."""
    depends_on: tuple[str, ...]
    deletion_policy: str | None
    update_replace_policy: str | None

    @cached_property
    def tags(self) -> Mapping[str, str]:
        """Its tags, from the list form or the map form."""
        tags = self.properties.get("Tags")
        if isinstance(tags, dict):
            return {key: text(value) for key, value in tags.items()}
        pairs = [mapping(item) for item in items(tags)]
        return {text(pair.get("Key")): text(pair.get("Value")) for pair in pairs}

    @cached_property
    def arns(self) -> tuple[str, ...]:
        """Every spelling of its ARN that other resources may use."""
        return arns_of(self.type, self.logical_id, self.properties, self.stack.place)

    @cached_property
    def references(self) -> tuple[str, ...]:
        """Every text that means this resource and no other: its token, its ARNs, its URL."""
        urls = url_of(self.type, self.logical_id, self.properties, self.stack.place)
        return (self.stack.place.token(self.logical_id), *self.arns, *urls)

    @cached_property
    def words(self) -> str:
        """Every string of its properties, a NUL between them."""
        return "\0".join(strings(dict(self.properties)))


@dataclass(frozen=True, slots=True, eq=False)
class Stack:
    """One stack, nested ones included, with the resources it deploys."""

    id: str
    """The artifact id; a nested stack adds its logical id in the parent after a slash."""
    template: Path
    place: Place
    outputs: Mapping[str, Json] = field(repr=False)
    parameters: frozenset[str] = field(repr=False)
    assets: tuple[Path, ...] = field(repr=False)
    """Files and folders the deployment uploads."""
    resources: dict[str, Resource] = field(default_factory=dict[str, Resource], repr=False)

    @property
    def name(self) -> str:
        """The stack name CloudFormation knows."""
        return self.place.stack

    @property
    def account(self) -> str:
        """The account, or `${AWS::AccountId}` when the deployment decides."""
        return self.place.account

    @property
    def region(self) -> str:
        """The Region, or `${AWS::Region}` when the deployment decides."""
        return self.place.region


@dataclass(frozen=True, eq=False)
class Stage:
    """One environment of the assembly: the stacks deployed together."""

    name: str
    stacks: tuple[Stack, ...]
    _by_reference: Mapping[str, Resource] = field(repr=False)

    def resources(self, *types: str) -> Iterator[Resource]:
        """Every resource of the types, or every resource, stack by stack."""
        if not types:
            return (resource for stack in self.stacks for resource in stack.resources.values())
        placed = (one for kind in dict.fromkeys(types) for one in self._by_type.get(kind, ()))
        return (resource for _, resource in sorted(placed, key=itemgetter(0)))

    @cached_property
    def _by_type(self) -> Mapping[str, Sequence[tuple[int, Resource]]]:
        """The resources of each type, with their places among all: rules ask by type all the time."""
        found: dict[str, list[tuple[int, Resource]]] = {}
        for place, resource in enumerate(self.resources()):
            found.setdefault(resource.type, []).append((place, resource))
        return found

    def selector(self, stack: Stack) -> str:
        """The construct path by which the CDK CLI selects one of its stacks: `prod/Data`."""
        return f"{self.name}/{stack.name.removeprefix(f'{self.name}-')}"

    def resource(self, reference: Json) -> Resource | None:
        """The resource a Ref, GetAtt or ARN means; None when it is not of this environment."""
        if not isinstance(reference, str):
            return None
        found = self._by_reference.get(reference)
        if found is None and reference.startswith("${") and reference.endswith("}"):
            found = self._by_reference.get(f"{reference[:-1].rpartition('.')[0]}}}")
        return found


@dataclass(frozen=True, slots=True)
class Assembly:
    """A cloud assembly, read once."""

    directory: Path
    stages: tuple[Stage, ...]
