"""Which of two values promises less."""

from datetime import timedelta
from typing import Any, cast

from promises.calendar import Cadence
from promises.fields import Stricter
from promises.limit import Latency, Limit, Sense
from promises.severities import NextBusinessDay

_ALWAYS = 100


def weaker(value: object, than: object, stricter: Stricter | None) -> bool | None:
    """Whether `value` promises less than `than`; None where the two cannot be ranked."""
    if value == than:
        return False
    if isinstance(value, Limit) and isinstance(than, Limit):
        if (value.sense, value.statistic) != (than.sense, than.statistic):
            return None
        stricter = Stricter.LESS if than.sense is Sense.BELOW else Stricter.MORE
    if stricter is None:
        return None
    ours, theirs = _rank(than), _rank(value)
    try:
        # Not "greater": of two sets neither may contain the other, and what is missing is weaker.
        return not (theirs <= ours if stricter is Stricter.LESS else theirs >= ours)
    except TypeError:
        return None


def _rank(value: object) -> Any:  # noqa: ANN401  # whatever compares with its own kind
    match value:
        case NextBusinessDay():
            return timedelta.max
        case Cadence():
            return value.longest
        case Limit():
            return value.value
        case Latency(percentile=percentile, below=below):
            return below, -int(percentile[1:]) if percentile else -_ALWAYS
        case tuple():
            return frozenset(cast("tuple[object, ...]", value))
        case _:
            return value
