"""Rights that widen: statements of the CDK's diff that nothing covered before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from typing import Final

from assurance.review.pair import Pair, StackDiff
from assurance.review.resources.change import masked, plain_path
from assurance.review.resources.differ import StatementDiff, Targets
from assurance.review.sentence import Gate, Sentence, Topic

_REFERENCE: Final = re.compile(r"\$\{([A-Za-z0-9]+)(\.[A-Za-z]+)?\}")
_ASSUMED: Final = ("sts:AssumeRole",)


def sentences(pair: Pair) -> Iterator[Sentence]:
    """What an identity may do that it could not, and who may do it."""
    for stack in pair.stacks:
        yield from _widened(pair, stack)


def widening(stack: StackDiff) -> Iterator[tuple[str, str]]:
    """The construct path, and the words, of each right that nothing gave before."""
    rights = stack.diff.rights
    for one in rights.added:
        if (
            one.effect == "Allow"
            and not _covered(one, rights.removed)
            and not _is_bare_trust(stack, one)
        ):
            yield _owner(stack, one), _said(stack, one)
    for one in rights.removed:
        if one.effect == "Deny" and not _covered(one, rights.added) and not _is_gone(stack, one):
            yield _owner(stack, one), f"{_said(stack, one)}, which was denied"
    for one in rights.policies_added:
        yield (
            _named(stack, one.identity),
            f"{_named(stack, one.identity)} gets {_named(stack, one.policy)}",
        )


def _widened(pair: Pair, stack: StackDiff) -> Iterator[Sentence]:
    found: dict[str, list[str]] = {}
    for owner, said in widening(stack):
        found.setdefault(owner, []).append(said)
    if found and stack.is_new:
        count = sum(map(len, found.values()))
        text = f"the new stack {pair.short(stack.name)} grants {count} rights to {len(found)} identities"
        details = tuple(pair.short(said) for ones in found.values() for said in ones)
        yield Sentence(Topic.RIGHTS, text, details, Gate.RIGHTS, stack.name)
        return
    for owner, ones in found.items():
        for said in dict.fromkeys(ones):
            text = said.replace(f"{pair.name}/", "")
            yield Sentence(Topic.RIGHTS, text, (), Gate.RIGHTS, owner)


def _covered(one: StatementDiff, before: Sequence[StatementDiff]) -> bool:
    return any(_covers(other, one) for other in before)


def _covers(wide: StatementDiff, narrow: StatementDiff) -> bool:
    """Whether the wide one said all that the narrow one says, and perhaps more."""
    return (
        wide.effect == narrow.effect
        and wide.condition in ("", narrow.condition)
        and all(
            _holds(one, other)
            for one, other in (
                (wide.actions, narrow.actions),
                (wide.resources, narrow.resources),
                (wide.principals, narrow.principals),
            )
        )
    )


def _holds(wide: Targets, narrow: Targets) -> bool:
    if wide.negated or narrow.negated:
        return wide == narrow
    return all(any(_fits(value, pattern) for pattern in wide.values) for value in narrow.values)


def _fits(value: str, pattern: str) -> bool:
    value, pattern = str(masked(value)), str(masked(pattern))
    # brackets mean themselves in a policy
    return fnmatchcase(value.lower(), pattern.lower().replace("[", "[[]"))


def _is_bare_trust(stack: StackDiff, one: StatementDiff) -> bool:
    """A new role that a service of AWS may take: what it may do then stands beside it."""
    new = all(_new(stack, resource) for resource in one.resources.values)
    services = all(who.startswith("Service:") for who in one.principals.values)
    return new and services and set(one.actions.values) <= set(_ASSUMED)


def _new(stack: StackDiff, reference: str) -> bool:
    found = _REFERENCE.fullmatch(reference)
    return found is not None and found[1] not in stack.before


def _is_gone(stack: StackDiff, one: StatementDiff) -> bool:
    """Whether the resource that denied it goes as well."""
    ids = [found[1] for value in one.resources.values if (found := _REFERENCE.match(value))]
    return bool(ids) and all(one not in stack.after for one in ids)


def _owner(stack: StackDiff, one: StatementDiff) -> str:
    """The identity that gets the right; for a policy of a resource, that resource."""
    for value in (*one.principals.values, *one.resources.values):
        found = _REFERENCE.search(value)
        resource = stack.resource(found[1]) if found else None
        if resource is not None:
            return plain_path(resource)
    return stack.name


def _said(stack: StackDiff, one: StatementDiff) -> str:
    who = _listed(stack, one.principals).replace("AWS:", "") or "whoever holds it"
    actions = _listed(stack, one.actions)
    what = _listed(stack, one.resources)
    where = f" where {one.condition}" if one.condition else ""
    return f"{who} may {actions} on {what}{where}"


def _listed(stack: StackDiff, targets: Targets) -> str:
    names = ", ".join(_named(stack, one) for one in targets.values)
    return f"everything but {names}" if targets.negated else names


def _named(stack: StackDiff, text: str) -> str:
    """The text with every reference as the path of what it means."""

    def path(found: re.Match[str]) -> str:
        resource = stack.resource(found[1])
        return plain_path(resource) if resource else found[0]

    return _REFERENCE.sub(path, text)
