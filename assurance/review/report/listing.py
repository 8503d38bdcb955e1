"""The changed resources, as all formats list them: stack by stack, noise folded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from assurance.assembly import Json
from assurance.assembly.values import text
from assurance.report.wording import one_line
from assurance.review.resources.change import Change, Impact

SIGNS: Final[Mapping[Impact, str]] = {
    Impact.CREATE: "added",
    Impact.DESTROY: "REMOVED",
    Impact.ORPHAN: "left alone",
    Impact.REPLACE: "REPLACED",
    Impact.MAY_REPLACE: "may be replaced",
    Impact.UPDATE: "changed",
    Impact.IMPORT: "imported",
    Impact.NONE: "changed",
}
_ORDER: Final = tuple(SIGNS.values())
_LONGEST: Final = 60
"""Characters of a value that a line shows."""


def by_stack(changes: Sequence[Change]) -> Mapping[str, tuple[Change, ...]]:
    """The changes of each stack, the gravest first."""
    found: dict[str, list[Change]] = {}
    for change in sorted(changes, key=_gravity):
        found.setdefault(change.stack, []).append(change)
    return {stack: tuple(ones) for stack, ones in found.items()}


def heading(stack: str, changes: Sequence[Change]) -> str:
    """`prod-Data in us-east-1: 2 changed, 1 REPLACED`."""
    counts = {sign: sum(SIGNS[one.impact] == sign for one in changes) for sign in _ORDER}
    said = ", ".join(f"{count} {sign}" for sign, count in counts.items() if count)
    return f"{stack} in {changes[0].region}: {said}"


def lines(changes: Sequence[Change]) -> Iterator[str]:
    """One line for each resource that says something, one for all of each kind of noise."""
    code = [one for one in changes if one.only_assets]
    words = [one for one in changes if one.only_words and not one.only_assets]
    for change in changes:
        if not change.only_assets and not change.only_words:
            yield f"{SIGNS[change.impact]}: {change.type} {change.path}{_properties(change)}"
    if words:
        names = ", ".join(_plain_words(one) for one in words)
        yield f"only tags, descriptions or metadata: {names}"
    if code:
        yield f"only the hash of code or files: {', '.join(one.path for one in code)}"


def _plain_words(change: Change) -> str:
    return f"{change.path} ({', '.join(one.name for one in change.differences)})"


def _properties(change: Change) -> str:
    if change.before is None or change.after is None:
        return ""
    shown = [f"{path} {_value(old)} -> {_value(new)}" for path, old, new in change.leaves()]
    return ": " + "; ".join(shown) if shown else ""


def _value(value: Json) -> str:
    if value is None:
        return "nothing"
    shown = one_line(text(value))
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def _gravity(change: Change) -> tuple[int, str]:
    grave = (Impact.DESTROY, Impact.REPLACE, Impact.MAY_REPLACE)
    first = grave.index(change.impact) if change.impact in grave else len(grave)
    return first, change.path
