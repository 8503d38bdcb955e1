"""Where a result rests on something AWS does not publish, or advises against in alarms."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from assurance.cloudwatch.math.grid import Grid
from assurance.cloudwatch.math.values import Mask


class Doubts:
    """Each caution that an evaluation met, with the points at which it met it."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._where: dict[str, Mask] = {}

    def add(self, caution: str, where: Mask | None = None) -> None:
        """Note a caution at some points, or at all of them; at none it is no doubt."""
        mask = np.ones(self._grid.count, dtype=np.bool_) if where is None else where
        if where is None or mask.any():
            self._where[caution] = self._where.get(caution, False) | mask

    @property
    def where(self) -> Mapping[str, Mask]:
        """The points each caution bears on, before later functions carry them further."""
        return self._where
