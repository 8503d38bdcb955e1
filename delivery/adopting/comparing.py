"""One existing resource held against its template, property by property."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assurance.assembly import Resource
from assurance.assembly.values import is_literal, text


class Outcome(StrEnum):
    """What becomes of a difference: an import changes nothing, so each is drift at first."""

    REVERTED = "drift, which `cdk deploy --revert-drift` ends in place"
    FOR_GOOD = "cannot be changed in place: move the data"


@dataclass(frozen=True, slots=True)
class Difference:
    """A property that is one thing in the template and another in the account."""

    name: str
    template: str
    found: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Found:
    """A resource that is there already, and where it is not what the template says."""

    name: str
    differences: tuple[Difference, ...]

    @property
    def adoptable(self) -> bool:
        """Whether it can become what the template says without being replaced."""
        return all(one.outcome is not Outcome.FOR_GOOD for one in self.differences)


def compared(
    resource: Resource, live: Mapping[str, object], create_only: Sequence[str]
) -> tuple[Difference, ...]:
    """Where the template's literals say something else than `live`, by the template's names.

    What only the deployment knows cannot be compared.
    """
    found: list[Difference] = []
    for name, value in live.items():
        wanted = resource.properties.get(name)
        if wanted is None or not is_literal(wanted):
            continue
        there = "nothing" if value is None else str(value)
        if text(wanted).lower() != there.lower():
            outcome = Outcome.FOR_GOOD if name in create_only else Outcome.REVERTED
            found.append(Difference(name, text(wanted), there, outcome))
    return tuple(found)
