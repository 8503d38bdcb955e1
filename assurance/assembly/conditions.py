"""Template conditions in three values: true, false, or only the deployment can tell (None)."""

from __future__ import annotations

from assurance.assembly.references import References
from assurance.assembly.values import Json, is_literal, items, text


def holds(here: References, condition: Json) -> bool | None:
    """Whether a condition of the template is true, as far as the assembly tells."""
    if not isinstance(condition, dict) or len(condition) != 1:
        return None
    [(function, argument)] = condition.items()
    if function == "Condition":
        return here.condition(text(argument))
    if function == "Fn::Equals":
        return _equal([here.resolve(side) for side in items(argument)])
    parts = [holds(here, part) for part in items(argument)]
    if function == "Fn::Not" and parts:
        return None if parts[0] is None else not parts[0]
    if function == "Fn::And":
        return False if False in parts else None if None in parts else True
    if function == "Fn::Or":
        return True if True in parts else None if None in parts else False
    return None


def _equal(sides: list[Json]) -> bool | None:
    if len(sides) != 2:
        return None
    left, right = (text(side) for side in sides)
    if left == right:
        return True
    return False if is_literal(sides) else None
