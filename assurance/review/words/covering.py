"""What a statement of a policy says beyond others."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase

from assurance.review.resources.change import masked
from assurance.review.resources.differ import StatementDiff, Targets

_PARTS = ("actions", "resources", "principals")


def beyond(one: StatementDiff, others: Sequence[StatementDiff]) -> StatementDiff | None:
    """The statement with those of its actions, resources and principals that no other had said
    with all the rest; None where the others said all of it.
    """
    if one.actions.negated or one.resources.negated or one.principals.negated:
        return None if _covered(one, others) else one
    left = one
    for part in _PARTS:
        values: tuple[str, ...] = getattr(left, part).values
        if not values:  # a trust has no resource, and a right of an identity no principal
            continue
        new = tuple(each for each in values if not _covered(_only(left, part, each), others))
        if not new:
            return None
        left = _only(left, part, *new)
    return left


def _only(one: StatementDiff, part: str, *values: str) -> StatementDiff:
    return one.model_copy(update={part: Targets(values=values)})


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
