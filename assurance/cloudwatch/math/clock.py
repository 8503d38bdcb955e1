"""MINUTE, HOUR, DAY, DATE, MONTH, YEAR and EPOCH: what a UTC clock shows at each point."""

from __future__ import annotations

from typing import Final

import numpy as np

from assurance.cloudwatch.math.grid import Grid
from assurance.cloudwatch.math.values import Series

CLOCK: Final = ("MINUTE", "HOUR", "DAY", "DATE", "MONTH", "YEAR", "EPOCH")


def shown(name: str, grid: Grid) -> Series:
    """A value at every point, whether the series has one there or not."""
    epoch = grid.epoch
    days = epoch // 86_400
    match name:
        case "MINUTE":
            value = epoch // 60 % 60
        case "HOUR":
            value = epoch // 3_600 % 24
        case "DAY":
            value = (days + 3) % 7 + 1  # 1970-01-01 was a Thursday; Monday is 1
        case "DATE":
            dates = days.astype("datetime64[D]")
            value = (dates - dates.astype("datetime64[M]")).astype(np.int64) + 1
        case "MONTH":
            value = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12 + 1
        case "YEAR":
            value = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
        case _:
            value = epoch
    return value.astype(np.float64)
