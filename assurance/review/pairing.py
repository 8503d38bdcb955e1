"""Two assemblies, environment by environment and stack by stack."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final, cast

from assurance.assembly import Json, Resource, Stack, Stage, read_assembly
from assurance.proof import prove_stage
from assurance.review.pair import Pair, StackDiff
from assurance.review.resources.change import Change, Difference, Impact
from assurance.review.resources.differ import (
    Differing,
    ResourceDiff,
    TemplateDiff,
    differences,
)
from assurance.review.resources.interrupting import replaces
from assurance.verdict import Proof
from environments import find_environment

Proven = Mapping[str, Mapping[str, Proof]]
"""By environment and promise."""
_METADATA: Final = "AWS::CDK::Metadata"
_NOTHING: Final = "{}"


@dataclass(frozen=True, slots=True, eq=False)
class _Stacks:
    name: str
    before: Stack | None
    after: Stack | None

    @property
    def templates(self) -> tuple[str, str]:
        return _text(self.before), _text(self.after)


def pairs(
    base: Path, head: Path, proven: Proven, today: date, progress: Callable[[str], None]
) -> tuple[Pair, ...]:
    """Every environment whose templates differ, both sides proven.

    `proven` is what the base was proven to keep by its own rules; an environment that is not in it
    is held to the promises of this checkout. Raises InputErrors where a side cannot be read.
    """
    progress(f"Reading {base} and {head}")
    before, after = (
        {stage.name: stage for stage in read_assembly(side).stages} for side in (base, head)
    )
    progress("Comparing the templates")
    sides = [
        (before.get(name) or _nowhere(name), after.get(name) or _nowhere(name))
        for name in dict.fromkeys((*after, *before))
    ]
    found: list[Pair] = []
    for pair in compared(sides, head, today):
        progress(f"Proving {pair.name} on both sides")
        said = proven.get(pair.name)
        known = _proofs(pair.before, today) if said is None else said
        proofs = _proofs(pair.after, today)
        found.append(replace(pair, proven_before=known, proven_after=proofs))
    return tuple(found)


def compared(sides: Sequence[tuple[Stage, Stage]], assembly: Path, today: date) -> tuple[Pair, ...]:
    """The environments whose templates differ, by one answer of the CDK's diff; nothing proven."""
    found = [(before, after, tuple(_differing(before, after))) for before, after in sides]
    answers = iter(differences([one.templates for *_, ones in found for one in ones]))
    return tuple(
        _pair(before, after, [(one, next(answers)) for one in ones], assembly, today)
        for before, after, ones in found
        if ones
    )


def _pair(
    before: Stage,
    after: Stage,
    stacks: Sequence[tuple[_Stacks, TemplateDiff]],
    assembly: Path,
    today: date,
) -> Pair:
    return Pair(
        name=after.name,
        before=before,
        after=after,
        stacks=tuple(
            StackDiff(one.name, diff, _resources(one.before), _resources(one.after))
            for one, diff in stacks
        ),
        changes=tuple(change for one, diff in stacks for change in _changes(one, diff)),
        proven_before={},
        proven_after={},
        assembly=assembly,
        today=today,
    )


def _nowhere(name: str) -> Stage:
    return Stage(name, (), {})


def _proofs(stage: Stage, today: date) -> Mapping[str, Proof]:
    if not stage.stacks:
        return {}
    report = prove_stage(stage, find_environment(stage.name), today)
    return {proof.id: proof for proof in report.promises}


def _differing(before: Stage, after: Stage) -> Iterator[_Stacks]:
    """The stacks of an environment whose templates are not the same text."""
    sides = [{one.place.label: one for one in stage.stacks} for stage in (before, after)]
    for label in dict.fromkeys((*sides[1], *sides[0])):
        found = _Stacks(label, sides[0].get(label), sides[1].get(label))
        if len(set(found.templates)) == 2:
            yield found


def _text(stack: Stack | None) -> str:
    return stack.template.read_text(encoding="utf-8") if stack else _NOTHING


def _resources(stack: Stack | None) -> Mapping[str, Resource]:
    return stack.resources if stack else {}


def _changes(stacks: _Stacks, diff: TemplateDiff) -> Iterator[Change]:
    here = stacks.after or stacks.before
    assert here is not None
    before, after = _resources(stacks.before), _resources(stacks.after)
    for one in diff.resources:
        kind = one.type_after or one.type_before or ""
        sides = before.get(one.logical_id), after.get(one.logical_id)
        if kind != _METADATA and any(sides):
            yield _change(here, one, kind, *sides)


def _change(
    stack: Stack,
    diff: ResourceDiff,
    kind: str,
    before: Resource | None,
    after: Resource | None,
) -> Change:
    properties = tuple(_difference(kind, one) for one in diff.properties)
    may = any(one.impact is Impact.MAY_REPLACE for one in properties)
    only_restarts = diff.impact is Impact.MAY_REPLACE and not may
    return Change(
        stack=stack.place.label,
        region=stack.region,
        logical_id=diff.logical_id,
        type=kind,
        impact=Impact.UPDATE if only_restarts else diff.impact,
        properties=properties,
        others=tuple(_difference(kind, one) for one in diff.others),
        before=before,
        after=after,
    )


def _difference(kind: str, said: Differing) -> Difference:
    harmless = said.impact is Impact.MAY_REPLACE and not replaces(kind, said.name)
    impact = Impact.UPDATE if harmless else said.impact
    # both are the same JSON; only the names of the types differ
    return Difference(said.name, cast("Json", said.before), cast("Json", said.after), impact)
