"""The statistics of CloudWatch over samples.

Source: user guide, "CloudWatch statistics definitions". How CloudWatch interpolates percentiles is
not published: `bounds` gives the lowest and the highest plausible value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import numpy as np

from assurance.cloudwatch.data.series import Samples
from assurance.cloudwatch.error import AlarmError
from assurance.cloudwatch.state import Values

SIMPLE: Final = ("SampleCount", "Sum", "Average", "Minimum", "Maximum")
_SHORT = re.compile(r"(p|tm|wm|tc|ts)(\d{1,3}(?:\.\d{1,10})?)")
_LONG = re.compile(r"(TM|WM|TC|TS|PR)\((\d*\.?\d*%?):(\d*\.?\d*%?)\)")


@dataclass(frozen=True, slots=True)
class Statistic:
    """A parsed extended statistic; the bounds are percents where `percent`, else values."""

    kind: str
    """p, tm, wm, tc, ts or pr."""
    low: float | None
    high: float | None
    percent: bool


def parsed(text: str) -> Statistic | None:
    """The extended statistic a text means; None for a simple one.

    Raises AlarmError when CloudWatch has no such statistic.
    """
    if text in SIMPLE:
        return None
    if text == "IQM":
        return Statistic("tm", 25, 75, percent=True)
    if (short := _SHORT.fullmatch(text)) and 0 <= float(short[2]) <= 100:
        return Statistic(short[1], None, float(short[2]), percent=True)
    if (long := _LONG.fullmatch(text)) and (long[2] or long[3]):
        percent = "%" in text
        if percent and any(bound and not bound.endswith("%") for bound in (long[2], long[3])):
            raise AlarmError("statistic", "two percents or two values", text)
        low, high = (float(b.rstrip("%")) if b else None for b in (long[2], long[3]))
        return Statistic(long[1].lower(), low, high, percent)
    raise AlarmError("statistic", f"{', '.join(SIMPLE)} or an extended statistic", text)


def canonical(text: str) -> str:
    """One spelling for each statistic: p99.0 is p99."""
    short = _SHORT.fullmatch(text)
    return f"{short[1]}{float(short[2]):g}" if short else text


def percentile(text: str) -> float | None:
    """The p of a percentile, from 0 to 1; None for any other statistic."""
    statistic = parsed(text)
    if statistic is None or statistic.kind != "p" or statistic.high is None:
        return None
    return statistic.high / 100


def few(percent: float) -> float:
    """Below how many samples a percentile is not significant.

    Source: user guide, "Percentile-based alarms and low data samples".
    """
    share = 1 - percent if percent >= 0.5 else percent
    return np.inf if share <= 0 else round(10 / share, 6)


def of_samples(text: str, samples: Samples) -> float:
    """The statistic of samples; NaN when there is none."""
    return bounds(text, samples)[0]


def bounds(text: str, samples: Samples) -> tuple[float, float, float]:
    """The statistic (nearest rank for percentiles), and its lowest and highest plausible value."""
    kept = samples.counts > 0
    order = np.argsort(samples.values[kept], kind="stable")
    values, counts = samples.values[kept][order], samples.counts[kept][order]
    if not len(values):
        return np.nan, np.nan, np.nan
    statistic = parsed(text)
    if statistic is None:
        one = _simple(text, values, counts)
        return one, one, one
    if statistic.kind == "p":
        return _percentile(statistic.high or 0.0, values, counts)
    one = _trimmed(statistic, values, counts)
    return one, one, one


def _simple(text: str, values: Values, counts: Values) -> float:
    total, number = float(np.sum(values * counts)), float(np.sum(counts))
    return {
        "SampleCount": number,
        "Sum": total,
        "Average": total / number,
        "Minimum": float(values[0]),
        "Maximum": float(values[-1]),
    }[text]


def _percentile(percent: float, values: Values, counts: Values) -> tuple[float, float, float]:
    upto = np.cumsum(counts)
    number = float(upto[-1])

    def at(rank: float) -> float:
        place = int(np.searchsorted(upto, rank, side="left"))
        return float(values[min(place, len(values) - 1)])

    exact = round(percent / 100 * number, 9)
    position = percent / 100 * (number - 1) + 1
    nearest = at(max(1.0, np.ceil(exact)))
    low = min(nearest, at(max(1.0, np.floor(min(exact, position)))))
    high = max(nearest, at(min(number, np.ceil(max(exact, position)))))
    return nearest, low, high


def _trimmed(statistic: Statistic, values: Values, counts: Values) -> float:
    if statistic.percent:
        kept, low, high = _between_percents(statistic, values, counts)
    else:
        low = -np.inf if statistic.low is None else statistic.low
        high = np.inf if statistic.high is None else statistic.high
        kept = np.where((values > low) & (values <= high), counts, 0.0)
    number, total = float(np.sum(kept)), float(np.sum(kept * values))
    if statistic.kind == "pr":
        return 100 * number / float(np.sum(counts))
    if statistic.kind == "tc":
        return number
    if statistic.kind == "ts":
        return total
    if statistic.kind == "wm":
        return float(np.sum(np.clip(values, low, high) * counts) / np.sum(counts))
    return total / number if number else np.nan


def _between_percents(
    statistic: Statistic, values: Values, counts: Values
) -> tuple[Values, float, float]:
    """How much of each value lies between two percents of the samples, and the outermost kept."""
    upto = np.cumsum(counts)
    low = upto[-1] * (statistic.low or 0) / 100
    high = upto[-1] * (100 if statistic.high is None else statistic.high) / 100
    kept = np.clip(np.minimum(upto, high) - np.maximum(upto - counts, low), 0, None)
    inside = values[kept > 0]
    if not len(inside):
        return kept, -np.inf, np.inf
    return kept, float(inside[0]), float(inside[-1])
