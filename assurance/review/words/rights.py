"""Rights that widen: statements of the CDK's diff that nothing covered before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from assurance.review.pair import Pair, StackDiff
from assurance.review.resources.change import plain_path
from assurance.review.resources.differ import StatementDiff, Targets
from assurance.review.sentence import Gate, Sentence, Topic
from assurance.review.words.covering import beyond
from assurance.review.words.references import LOCAL, named

_ASSUMED: Final = ("sts:AssumeRole",)
_SHOWN: Final = 12
"""Actions, resources or principals that a sentence names; the rest are folded."""


@dataclass(frozen=True, slots=True)
class _Wider:
    """What somebody may that nobody could, in short and in full."""

    owner: str
    """The construct path of the identity; for a policy of a resource, of that resource."""
    text: str
    whole: str


def sentences(pair: Pair) -> Iterator[Sentence]:
    """What an identity may do that it could not, and who may do it."""
    for stack in pair.stacks:
        yield from _widened(pair, stack)


def _widening(pair: Pair, stack: StackDiff) -> Iterator[_Wider]:
    """Each right that nothing gave before."""
    rights = stack.diff.rights
    for one in rights.added:
        new = beyond(one, rights.removed) if one.effect == "Allow" else None
        if new is not None and not _is_bare_trust(stack, one):
            yield _wider(pair, stack, new, "")
    for one in rights.removed:
        lost = beyond(one, rights.added) if one.effect == "Deny" else None
        if lost is not None and not _is_gone(stack, one):
            yield _wider(pair, stack, lost, ", which was denied")
    for one in rights.policies_added:
        identity = named(pair, stack, one.identity)
        said = f"{identity} gets {named(pair, stack, one.policy)}"
        yield _Wider(identity, said, said)


def _wider(pair: Pair, stack: StackDiff, one: StatementDiff, end: str) -> _Wider:
    said, whole = (f"{_said(pair, stack, one, shown)}{end}" for shown in (_SHOWN, None))
    return _Wider(_owner(stack, one), said, whole)


def _widened(pair: Pair, stack: StackDiff) -> Iterator[Sentence]:
    found: dict[str, list[_Wider]] = {}
    for one in _widening(pair, stack):
        found.setdefault(one.owner, []).append(one)
    if found and stack.is_new:
        count = sum(map(len, found.values()))
        text = f"the new stack {pair.short(stack.name)} grants {count} rights to {len(found)} identities"
        details = tuple(pair.short(one.whole) for ones in found.values() for one in ones)
        yield Sentence(Topic.RIGHTS, text, details, Gate.RIGHTS, stack.name)
        return
    for owner, ones in found.items():
        for one in dict.fromkeys(ones):
            text, whole = (said.replace(f"{pair.name}/", "") for said in (one.text, one.whole))
            details = (whole,) if whole != text else ()
            yield Sentence(Topic.RIGHTS, text, details, Gate.RIGHTS, owner)


def _is_bare_trust(stack: StackDiff, one: StatementDiff) -> bool:
    """A new role that a service of AWS may take: what it may do then stands beside it."""
    new = all(_new(stack, resource) for resource in one.resources.values)
    services = all(who.startswith("Service:") for who in one.principals.values)
    return new and services and set(one.actions.values) <= set(_ASSUMED)


def _new(stack: StackDiff, reference: str) -> bool:
    found = LOCAL.fullmatch(reference)
    return found is not None and found[1] not in stack.before


def _is_gone(stack: StackDiff, one: StatementDiff) -> bool:
    """Whether the resource that denied it goes as well."""
    ids = [found[1] for value in one.resources.values if (found := LOCAL.match(value))]
    return bool(ids) and all(one not in stack.after for one in ids)


def _owner(stack: StackDiff, one: StatementDiff) -> str:
    """The identity that gets the right; for a policy of a resource, that resource."""
    for value in (*one.principals.values, *one.resources.values):
        found = LOCAL.search(value)
        resource = stack.resource(found[1]) if found else None
        if resource is not None:
            return plain_path(resource)
    return stack.name


def _said(pair: Pair, stack: StackDiff, one: StatementDiff, shown: int | None = _SHOWN) -> str:
    listed = partial(_listed, pair, stack, shown)
    who = listed(one.principals).replace("AWS:", "") or "whoever holds it"
    where = f" where {one.condition}" if one.condition else ""
    return f"{who} may {listed(one.actions)} on {listed(one.resources)}{where}"


def _listed(pair: Pair, stack: StackDiff, shown: int | None, targets: Targets) -> str:
    names = ", ".join(named(pair, stack, one) for one in targets.values[:shown])
    left = len(targets.values[shown:]) if shown is not None else 0
    more = f" and {left} more" if left else ""
    return f"everything but {names}{more}" if targets.negated else f"{names}{more}"
