"""What CloudWatch's statistics make of a metric's level."""

from __future__ import annotations

import re
from math import exp
from statistics import NormalDist
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from assurance.preview.kinds import Kind

Values: TypeAlias = npt.NDArray[np.float64]

_NORMAL = NormalDist()
_RANK = re.compile(r"PR\((\d+(?:\.\d+)?)?:(\d+(?:\.\d+)?)?\)", re.IGNORECASE)
_SHORT = re.compile(r"(p|tm|wm|tc|ts)(\d+(?:\.\d+)?)", re.IGNORECASE)
_FEW = 20
_KNEE = 0.75
_SAMPLES = 60  # a minute, behind a duration
_EXTREME = 0.9995  # the quantile that stands for the largest of a period's values


def unit_of(kind: Kind, stat: str) -> str:
    """The unit of a statistic of the metric."""
    if stat.upper().startswith("PR("):
        return "Percent"
    return "Count" if stat == "SampleCount" or stat.upper().startswith("TC") else kind.unit


def statistic(kind: Kind, stat: str, period: int, level: Values, chance: Values) -> Values:
    """The statistic over periods with the given levels.

    `chance`, between 0 and 1, decides which way the fraction of an event falls.
    """
    minutes = period / 60
    if kind.family == "count":
        summed = level * minutes if stat in ("Sum", "SampleCount") else level
        return np.floor(summed + chance) if stat in ("Sum", "SampleCount") else summed
    if stat == "SampleCount":
        return np.full_like(level, _SAMPLES * minutes if kind.family == "duration" else minutes)
    if rank := _RANK.fullmatch(stat):
        return _percentile_rank(kind, level, rank[1], rank[2])
    values = _of_one_value(kind, stat, level)
    if stat == "Sum":
        values = values * (_SAMPLES * minutes if kind.family == "duration" else minutes)
    return values


def bound(kind: Kind, stat: str) -> float | None:
    """What the statistic never exceeds, such as 100 %."""
    return 100.0 if stat.upper().startswith("PR(") else kind.most


def _of_one_value(kind: Kind, stat: str, level: Values) -> Values:
    distance = level * _factor(kind, stat)
    if kind.ceiling is not None:
        # the better a value, the nearer to the ceiling: a high percentile misses less of it
        distance = level * (2 - min(_factor(kind, stat), 2))
        return np.clip(kind.ceiling - distance, 0.0, None)
    if kind.family == "whole":
        # a few hosts are as many in every statistic of a period
        return np.asarray(np.round(np.where(level < _FEW, level, distance)), dtype=np.float64)
    return distance if kind.most is None else _squeezed(distance, kind.most)


def _squeezed(values: Values, most: float) -> Values:
    """The values, the last stretch bent so that they near the most there is but do not stick."""
    knee = _KNEE * most
    room = most - knee
    return np.where(values > knee, most - room * np.exp(-(values - knee) / room), values)


def _factor(kind: Kind, stat: str) -> float:
    """How a statistic lies to the median of the period's values."""
    sigma = kind.spread
    mean = exp(sigma * sigma / 2)
    if stat in ("Average", "Sum"):
        return mean
    if stat == "Maximum":
        return exp(sigma * _NORMAL.inv_cdf(_EXTREME))
    if stat == "Minimum":
        return exp(-sigma * _NORMAL.inv_cdf(_EXTREME))
    if short := _SHORT.fullmatch(stat):
        share = min(max(float(short[2]) / 100, 1 - _EXTREME), _EXTREME)
        if short[1].lower() == "p":
            return exp(sigma * _NORMAL.inv_cdf(share))
        return 1 + (mean - 1) * share
    return mean


def _percentile_rank(kind: Kind, level: Values, low: str | None, high: str | None) -> Values:
    below = _share_below(kind, level, high) if high else np.full_like(level, 100.0)
    return below - (_share_below(kind, level, low) if low else 0.0)


def _share_below(kind: Kind, level: Values, limit: str) -> Values:
    standard = (np.log(max(float(limit), 1e-12)) - np.log(np.maximum(level, 1e-12))) / max(
        kind.spread, 0.01
    )
    # the logistic curve is the normal one within 1 %, and needs no error function
    return np.asarray(100 / (1 + np.exp(-1.702 * np.clip(standard, -30, 30))), dtype=np.float64)
