"""Formulas bent to their limits.

Most formulas read right because their metrics do. Where one does not, its result is moved: well
to the good side on the calm day, over the limit in the incident.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assurance.preview.limits import Limit
from assurance.preview.statistic import Values

_KEPT = 0.6  # of the way to a limit is where the calm day's worst value goes


@dataclass(frozen=True, slots=True)
class Course:
    """A formula's results in both situations, and how far the incident has taken hold."""

    calm: Values
    incident: Values
    trouble: Values


def bend(course: Course, limits: Sequence[Limit]) -> Course:
    """The course, with every limit kept while calm and the outermost crossed in the incident."""
    for limit in limits:
        course = _calmed(course, limit)
    breaking = [limit for limit in limits if limit.must_break]
    for side in ("above", "below"):
        values = [limit.value for limit in breaking if limit.bad == side]
        if values:
            wanted = max(values) if side == "above" else min(values)
            limit = next(one for one in breaking if one.bad == side and one.value == wanted)
            return _broken(course, limit)
    return course


def _calmed(course: Course, limit: Limit) -> Course:
    calm = course.calm[np.isfinite(course.calm)]
    if not calm.size or bool(np.all(limit.clear(calm, _top(calm, limit)))):
        return course
    worst = float(calm.max() if limit.bad == "above" else calm.min())
    anchor = _anchor(calm, limit)
    if (worst - anchor) * (limit.value - anchor) <= 0:
        # no stretch of the scale brings it over, so it stands still at the anchor
        return Course(np.full_like(course.calm, anchor), course.incident, course.trouble)
    scale = _KEPT * (limit.value - anchor) / (worst - anchor)
    calm, incident = (anchor + (line - anchor) * scale for line in (course.calm, course.incident))
    return Course(calm, incident, course.trouble)


def _broken(course: Course, limit: Limit) -> Course:
    incident = course.incident
    last = incident[np.isfinite(incident)][-1:]
    if not last.size or bool(np.all(limit.broken(last))):
        return course
    beyond = 0.4 * abs(limit.value) or 1.0
    target = limit.value + beyond if limit.bad == "above" else limit.value - beyond
    top = _top(course.calm, limit)
    if top is not None:
        room = 1.5 * (top - limit.value)
        target = min(target, top) if limit.bad == "above" else max(limit.value - room, 0.0)
    moved = incident + np.clip(course.trouble, 0, 1) * (target - incident)
    return Course(course.calm, moved, course.trouble)


def _anchor(calm: Values, limit: Limit) -> float:
    """The best value there is: nothing of a bad thing, all of a good one."""
    if limit.bad == "above":
        return 0.0 if limit.value > 0 else limit.value - 1.0
    top = _top(calm, limit)
    return limit.value + (abs(limit.value) or 1.0) if top is None else top


def _top(values: Values, limit: Limit) -> float | None:
    """Where a share ends: 100 % or 1, when value and limit look like shares."""
    most = float(np.nanmax(values)) if np.isfinite(values).any() else np.inf
    for top, least in ((1.0, 0.5), (100.0, 50.0)):
        inside = limit.value < top or (limit.value == top and limit.bad == "below")
        if inside and limit.value >= least and most <= top * 1.0001:
            return top
    return None
