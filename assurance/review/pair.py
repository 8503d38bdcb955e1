"""One environment on both sides of a change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from assurance.assembly import Resource, Stage
from assurance.review.resources.change import Change
from assurance.review.resources.differ import TemplateDiff
from assurance.verdict import Proof


@dataclass(frozen=True, slots=True, eq=False)
class StackDiff:
    """One stack that differs."""

    name: str
    diff: TemplateDiff
    before: Mapping[str, Resource]
    after: Mapping[str, Resource]

    @property
    def is_new(self) -> bool:
        """Whether the stack comes with this change."""
        return not self.before

    @property
    def is_gone(self) -> bool:
        """Whether the stack goes with this change."""
        return not self.after

    def resource(self, logical_id: str) -> Resource | None:
        """The resource as it will be, else as it was."""
        return self.after.get(logical_id) or self.before.get(logical_id)


@dataclass(frozen=True, eq=False)
class Pair:
    """One environment before and after; a side it is not on is a stage without stacks."""

    name: str
    before: Stage
    after: Stage
    stacks: tuple[StackDiff, ...]
    changes: tuple[Change, ...]
    proven_before: Mapping[str, Proof]
    proven_after: Mapping[str, Proof]
    assembly: Path
    """The one that is reviewed, for the words of errors."""
    today: date

    def changed(self, *types: str) -> Iterator[Change]:
        """The changes of resources of these types."""
        return (one for one in self.changes if one.type in types)

    def short(self, name: str) -> str:
        """A name, or a construct path, without the environment in front."""
        _, found, rest = name.partition(f"-{self.name}-")
        return rest if found else name.removeprefix(f"{self.name}/").removeprefix(f"{self.name}-")

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """Every Region of either side."""
        stacks = (*self.before.stacks, *self.after.stacks)
        return tuple(sorted({stack.region for stack in stacks}))
