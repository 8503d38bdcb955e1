"""Whether a guard could see anything: one without a point to look at is quiet whatever happens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assurance.policy.unreadable import UnreadableError
from assurance.proof.monitoring.formula import Point
from assurance.watch.guard import Guard


def saw(guard: Guard, points: Mapping[str, Sequence[Point]], count: int) -> bool:
    """Whether its formula came to anything in one of `count` periods, given its series' points.

    Without a state before it comes to 0, which compares nothing. A formula that this project cannot
    read saw what any of its series had.
    """
    assert guard.sight
    try:
        values = guard.sight.by_id(points, count)
    except UnreadableError:
        return any(value is not None for one in points.values() for value in one)
    held_against = points[guard.before] if guard.before else [0.0] * count
    return any(None not in pair for pair in zip(values, held_against, strict=True))
