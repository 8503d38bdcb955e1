"""Physical names: what is called otherwise, and what CloudFormation cannot rename."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assurance.assembly import Resource
from assurance.assembly.identity import IDENTITIES
from assurance.assembly.values import is_literal, text
from assurance.review.pair import Pair
from assurance.review.resources.change import Change, Impact
from assurance.review.sentence import Sentence, Topic
from assurance.review.words.state import STATEFUL, kind


def sentences(pair: Pair) -> Iterator[Sentence]:
    """Every physical name that changes, and every one that two resources would want at once."""
    for change in pair.changes:
        before, after = (name_of(side) for side in (change.before, change.after))
        if before and after and before != after:
            anew = ", made anew" if _anew(change) else ""
            what = f"{kind(change)} {before} is called {after}"
            yield Sentence(Topic.STATE, f"{what}{anew}")
    yield from _wanted_twice(pair)


def name_of(resource: Resource | None) -> str:
    """The physical name where the template sets one that is known, else ""."""
    if resource is None or resource.type not in IDENTITIES:
        return ""
    name = resource.properties.get(IDENTITIES[resource.type].name)
    return text(name) if isinstance(name, str) and is_literal(name) else ""


def renamed(pair: Pair) -> Mapping[tuple[str, str], str]:
    """By Region and new name the old name of what is the same resource to CloudFormation."""
    return {
        (change.region, after): before
        for change in pair.changes
        if (before := name_of(change.before)) and (after := name_of(change.after))
    }


def _anew(change: Change) -> bool:
    # a stateful one has a sentence of its own
    return change.impact is Impact.REPLACE and change.type not in STATEFUL


def _wanted_twice(pair: Pair) -> Iterator[Sentence]:
    """A name that moves to another logical id: it is created before the old one is deleted."""
    gone = {
        (change.region, change.type, name): change
        for change in pair.changes
        if change.after is None and (name := name_of(change.before))
    }
    for change in pair.changes:
        old = gone.get((change.region, change.type, name_of(change.after)))
        if change.before is None and old is not None:
            yield Sentence(
                Topic.STATE,
                f"{kind(change)} {name_of(change.after)} moves from {old.logical_id} to"
                f" {change.logical_id}: CloudFormation makes the new one first and will refuse",
            )
