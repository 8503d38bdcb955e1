"""What would have to change for an account to be as the handbook promises."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from delivery.pagerduty.parts import Kind, Part


@dataclass(frozen=True, slots=True)
class Difference:
    """One word that is another than the one wanted."""

    what: str
    found: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Change:
    """A part to create, or one in which something differs."""

    kind: Kind
    name: str
    creates: bool
    differences: tuple[Difference, ...]


def changes(parts: Iterable[Part]) -> tuple[Change, ...]:
    """A change for every part that is missing or differs, in the order to make them."""
    return tuple(_changes(parts))


def _changes(parts: Iterable[Part]) -> Iterator[Change]:
    for part in parts:
        found = part.found or {}
        differing = tuple(
            Difference(what, found.get(what, "nothing"), wanted)
            for what, wanted in part.wanted.items()
            if found.get(what) != wanted
        )
        if differing:
            yield Change(part.kind, part.name, part.found is None, differing)
