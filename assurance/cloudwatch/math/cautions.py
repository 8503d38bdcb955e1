"""What AWS advises against in alarms, and where it leaves a result open.

Source: CloudWatch user guide, "Using math expressions with CloudWatch metrics" and "Alarms and
missing data". Each text is a sentence for the reader of a report.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from assurance.cloudwatch.math.signatures import EACH, FILL_EACH, FILL_ONE, SORT

_FETCHED = "an alarm fetches more points than it evaluates, and how many is not published"


def _of_one(function: str) -> str:
    return f"{function} of one time series changes with the range it sees: {_FETCHED}"


def _in_alarms(function: str) -> str:
    return f"{function} is advised against in alarms: {_FETCHED}"


_DEVIATION = "STDDEV: whether of a sample or of the population (here) is not published"

ALWAYS: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    **{(function, "TS -> S"): (_of_one(function),) for function in ("AVG", "MIN", "MAX", "SUM")},
    ("STDDEV", "TS -> S"): (_of_one("STDDEV"), _DEVIATION),
    ("STDDEV", "TS[] -> TS"): (_DEVIATION,),
    ("DATAPOINT_COUNT", "TS -> S"): (_in_alarms("DATAPOINT_COUNT"),),
    ("DATAPOINT_COUNT", "TS[] -> TS"): (_in_alarms("DATAPOINT_COUNT"),),
    ("RUNNING_SUM", "TS -> TS"): (_in_alarms("RUNNING_SUM"),),
    ("RUNNING_SUM", "TS[] -> TS[]"): (_in_alarms("RUNNING_SUM"),),
    ("REMOVE_EMPTY", "TS[] -> TS[]"): (_in_alarms("REMOVE_EMPTY"),),
    ("SORT", SORT): (f"SORT ranks by the range it sees: {_FETCHED}",),
}
"""By function and published row of types: true of whatever data it meets."""

FILL_LATE: Final = (
    "FILL of the newest point: a metric that always arrives late is judged by its filler; "
    "the guide advises M of N"
)
FILL_EMPTY: Final = (
    "FILL of a series without any point in the range is not published; here it is filled"
)
FILL_REPEAT: Final = "FILL with REPEAT before the first real point is not published; here a gap"
FILL_LINEAR: Final = (
    "FILL with LINEAR beyond the first or the last real point is not published; here a gap"
)
SPARSE: Final = (
    "RATE, DIFF or DIFF_TIME across a gap: the guide calls RATE in alarms on sparse data "
    "unpredictable, as the range fetched varies"
)
AVG_MISSING: Final = (
    "AVG over missing points: the guide counts them as 0 without saying in which of its two "
    "forms; here in both"
)
ACROSS_MISSING: Final = (
    "MIN, MAX or STDDEV across series of which some miss the point: whether a missing value "
    "counts as 0 is not published; here it is left out"
)
COUNT_NOTHING: Final = "DATAPOINT_COUNT where no series has a point: whether 0 or nothing is not published; here nothing"
IF_FALSE_MISSING: Final = (
    "IF with a false condition and no value in the series to take: the guide has published both "
    "0 (here) and a dropped point"
)
NO_SCALAR: Final = "a scalar without a value, from an empty series or a division by zero"
NO_SERIES: Final = "an array without any series: what a function makes of it is not published"
SORT_EMPTY: Final = "SORT of a series without any point is not published; here it comes last"
BAND_ORDER: Final = (
    "FIRST and LAST of an ANOMALY_DETECTION_BAND: the guide has published both orders of its bounds"
)

PERHAPS: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    **{("FILL", row): (FILL_LATE, FILL_EMPTY) for row in (FILL_ONE, FILL_EACH)},
    **{(function, row): (SPARSE,) for function in ("RATE", "DIFF", "DIFF_TIME") for row in EACH},
    ("AVG", "TS -> S"): (AVG_MISSING, NO_SCALAR),
    ("AVG", "TS[] -> TS"): (AVG_MISSING,),
    **{(function, "TS -> S"): (NO_SCALAR,) for function in ("MIN", "MAX", "SUM", "STDDEV")},
    **{(function, "TS[] -> TS"): (ACROSS_MISSING,) for function in ("MIN", "MAX", "STDDEV")},
    ("DATAPOINT_COUNT", "TS[] -> TS"): (COUNT_NOTHING,),
    ("SORT", SORT): (SORT_EMPTY,),
    ("IF", "TS, TS, TS -> TS"): (IF_FALSE_MISSING,),
}
"""By function and published row: true of some data; an evaluation tells of which, and where."""
WORDS: Final[Mapping[str, tuple[str, ...]]] = {"REPEAT": (FILL_REPEAT,), "LINEAR": (FILL_LINEAR,)}
"""The same by the word that a function is given."""

MINUS_POWER: Final = "-a ^ b without brackets: assumed -(a ^ b), the precedence is not published"
POWER_POWER: Final = "a ^ b ^ c without brackets: assumed a ^ (b ^ c), the order is not published"
AND_OR: Final = (
    "AND mixed with OR without brackets: assumed AND first, the precedence is not published"
)
COMPARISONS: Final = "comparisons in a row: assumed from left to right, the order is not published"


def of_range(caution: str) -> bool:
    """Whether a caution is about the length of the range alone."""
    return _FETCHED in caution or caution == SPARSE
