"""The comparison operators of alarms with a fixed threshold, with CloudWatch's words for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from assurance.cloudwatch.state import Mask, Values


@dataclass(frozen=True, slots=True)
class Comparison:
    """One operator."""

    holds: Callable[[Values, float], Mask]
    words: str


COMPARISONS: Final[Mapping[str, Comparison]] = {
    "GreaterThanThreshold": Comparison(np.greater, "greater than"),
    "GreaterThanOrEqualToThreshold": Comparison(np.greater_equal, "greater than or equal to"),
    "LessThanThreshold": Comparison(np.less, "less than"),
    "LessThanOrEqualToThreshold": Comparison(np.less_equal, "less than or equal to"),
}
BANDS: Final = (
    "LessThanLowerOrGreaterThanUpperThreshold",
    "LessThanLowerThreshold",
    "GreaterThanUpperThreshold",
)
"""Only AWS can compute the band that these compare with."""
