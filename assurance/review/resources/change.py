"""One resource that changes, as the CDK's diff sees it, with both of its sides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from assurance.assembly import Json, Resource

_HASH: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_MASK: Final = "<hash>"
_SAYS_NOTHING: Final = ("Tags", "Description", "AlarmDescription", "Metadata", "DependsOn")


class Impact(StrEnum):
    """What the deployment does to the resource: the words of the CDK's diff."""

    UPDATE = "WILL_UPDATE"
    CREATE = "WILL_CREATE"
    REPLACE = "WILL_REPLACE"
    MAY_REPLACE = "MAY_REPLACE"
    DESTROY = "WILL_DESTROY"
    ORPHAN = "WILL_ORPHAN"
    IMPORT = "WILL_IMPORT"
    NONE = "NO_CHANGE"


@dataclass(frozen=True, slots=True)
class Difference:
    """One property, or one attribute beside the properties, before and after."""

    name: str
    before: Json
    after: Json
    impact: Impact


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """One resource that a deployment adds, changes, replaces or takes away."""

    stack: str
    """The stack it is in, as CloudFormation calls it."""
    region: str
    logical_id: str
    type: str
    impact: Impact
    properties: tuple[Difference, ...]
    others: tuple[Difference, ...]
    """DeletionPolicy, Metadata and what else stands beside the properties."""
    before: Resource | None
    after: Resource | None

    @property
    def here(self) -> Resource:
        """The resource as it will be, or as it was where it goes."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def path(self) -> str:
        """The construct path, without what every path ends in."""
        return plain_path(self.here)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """All of them."""
        return (*self.properties, *self.others)

    @property
    def only_assets(self) -> bool:
        """Whether nothing but the hash of an asset changes: new code under an old name."""
        return self.impact is Impact.UPDATE and not any(map(_beyond_hashes, self.differences))

    @property
    def only_words(self) -> bool:
        """Whether nothing changes but tags, descriptions and metadata."""
        telling = [one for one in self.differences if _beyond_hashes(one)]
        return (
            self.impact is Impact.UPDATE
            and bool(telling)
            and all(one.name in _SAYS_NOTHING for one in telling)
        )

    def leaves(self) -> Iterator[tuple[str, Json, Json]]:
        """Every value that differs, by its path in the properties, references resolved."""
        before, after = _properties(self.before), _properties(self.after)
        names = [one.name for one in self.properties]
        yield from leaves_between(
            {name: before.get(name) for name in names}, {name: after.get(name) for name in names}
        )
        for one in self.others:
            yield one.name, one.before, one.after


def plain_path(resource: Resource) -> str:
    """A construct path as people name it: `prod/Data/Database`."""
    return resource.path.removesuffix("/Resource").removesuffix("/Default")


def _properties(resource: Resource | None) -> Mapping[str, Json]:
    return resource.properties if resource else {}


def masked(value: Json) -> Json:
    """The value without the hashes of assets."""
    if isinstance(value, str):
        return _HASH.sub(_MASK, value)
    if isinstance(value, list):
        return [masked(one) for one in value]
    if isinstance(value, dict):
        return {key: masked(one) for key, one in value.items()}
    return value


def _beyond_hashes(difference: Difference) -> bool:
    return masked(difference.before) != masked(difference.after)


def leaves_between(before: Json, after: Json, path: str = "") -> Iterator[tuple[str, Json, Json]]:
    """Every value that differs between two, by its path; hashes of assets are no difference."""
    if masked(before) == masked(after):
        return
    pairs = _members(before, after)
    if pairs is None:
        yield path, before, after
        return
    for name, (one, other) in pairs.items():
        yield from leaves_between(one, other, f"{path}.{name}" if path else name)


def _members(before: Json, after: Json) -> Mapping[str, tuple[Json, Json]] | None:
    """What to compare one by one: the members of two objects, or of two lists of one length."""
    if isinstance(before, dict) and isinstance(after, dict):
        names = dict.fromkeys((*before, *after))
        return {name: (before.get(name), after.get(name)) for name in names}
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return {str(at): pair for at, pair in enumerate(zip(before, after, strict=True))}
    return None
