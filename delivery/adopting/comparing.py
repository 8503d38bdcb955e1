"""One existing resource held against its template, property by property."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assurance.assembly import Resource
from assurance.assembly.values import is_literal, text
from delivery.adopting.keys import Key

NOTHING = "nothing"


class Outcome(StrEnum):
    """What becomes of a difference."""

    IMPORTED = "the import changes it in place"
    REVERTED = "drift, which `cdk deploy --revert-drift` ends in place"
    SAID = "write what is there into the environment's file, then synth again"
    BY_HAND = "change it by hand first: CloudFormation would not, or would replace the resource"
    RELEASED = "take it out of that stack first, its DeletionPolicy Retain"
    SEALED = "copy it under a customer key of this account and Region first"
    FOR_GOOD = "cannot become what the template says: move the data"


AFTERWARDS = (Outcome.IMPORTED, Outcome.REVERTED)
"""What needs nothing done before the import."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A property that is one thing in the template and another in the account."""

    name: str
    template: str
    found: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Found:
    """A resource that is there already, where it is not what the template says, and what seals it.

    `owner` is the stack it belongs to, "" where it belongs to none. `key` is the one that can be
    imported with it, in the place of the template's `key_resource`.
    """

    resource: Resource
    name: str
    differences: tuple[Difference, ...] = ()
    owner: str = ""
    key: Key | None = None
    key_resource: Resource | None = None

    @property
    def adopted(self) -> bool:
        """Whether the stack has it already."""
        return self.owner == self.resource.stack.name

    @property
    def adoptable(self) -> bool:
        """Whether it can be imported as it is, or was."""
        return self.adopted or all(one.outcome in AFTERWARDS for one in self.differences)

    @property
    def then(self) -> str:
        """What to do, in three words."""
        if self.adopted:
            return "adopted already"
        if self.adoptable:
            return "adopt it"
        moved = any(one.outcome is Outcome.FOR_GOOD for one in self.differences)
        return "move its data" if moved else "prepare it first"


def compared(
    resource: Resource, live: Mapping[str, object], outcomes: Mapping[str, Outcome]
) -> Iterator[Difference]:
    """Where the template's literals say something else than `live`, by the template's names.

    What only the deployment knows cannot be compared. What `outcomes` leaves out is changed by the
    import.
    """
    for name, value in live.items():
        wanted = resource.properties.get(name)
        if wanted is None and (value is None or name not in outcomes):
            continue
        if not is_literal(wanted):
            continue
        template = NOTHING if wanted is None else text(wanted)
        there = NOTHING if value is None else str(value)
        if template.lower() != there.lower():
            yield Difference(name, template, there, outcomes.get(name, Outcome.IMPORTED))


def of_another_stack(resource: Resource, owner: str) -> Sequence[Difference]:
    """CloudFormation imports nothing that another stack has."""
    if owner in ("", resource.stack.name):
        return ()
    return (Difference("stack", resource.stack.name, owner, Outcome.RELEASED),)
