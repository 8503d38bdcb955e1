"""Failed events among all events: what an objective counts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from filmops.metrics import Expression, Metric

_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Ratio:
    """Counts of failed and of all events, as metric math that holds over any window.

    `failed` and `all` are formulas over the names in `metrics`, in events. A missing side of a
    sum counts as 0, and a window without any event has no ratio at all (metric math, user guide).
    """

    failed: str
    all: str
    metrics: Mapping[str, Metric]

    def percent(self, window: timedelta, *, least: int = 1) -> Expression:
        """The failed share in percent (0 to 100), where there were at least so many events."""
        return self._over(window, f"IF({self.all} >= {least}, {self._share})")

    def percent_sparing_one(self, window: timedelta, *, least: int = 1) -> Expression:
        """The failed share in percent if one event less had failed."""
        spared = f"100 * ({self.failed} - 1) / {_grouped(self.all)}"
        return self._over(window, f"IF({self.all} >= {least}, {spared})")

    def good_percent(self, window: timedelta, *, least: int = 1) -> Expression:
        """The share in percent that did not fail, where there were at least so many events."""
        return self._over(window, f"IF({self.all} >= {least}, 100 - {self._share})")

    def percent_above(self, before: Metric, *, least: int) -> Expression:
        """By how many points the failed share of a period lies above `before`, where there is one.

        Nested, because a difference takes a side that is missing for 0.
        """
        points = f"IF(before >= 0, {self._share} - before)"
        now = self._over(before.period, f"IF({self.all} >= {least}, {points})")
        return Expression(now.formula, {**now.metrics, "before": before})

    def failures(self, window: timedelta, *, below: int) -> Expression:
        """How many failed, where there were fewer events than a share can be judged by."""
        return self._over(window, f"IF({self.all} < {below}, {self.failed})")

    @property
    def _share(self) -> str:
        return f"100 * {_grouped(self.failed)} / {_grouped(self.all)}"

    def metrics_of(self, formula: str) -> dict[str, Metric]:
        """The metrics a formula names."""
        words = set(_WORDS.findall(formula))
        return {name: one for name, one in self.metrics.items() if name in words}

    def _over(self, window: timedelta, formula: str) -> Expression:
        read = {name: one.over(window) for name, one in self.metrics_of(formula).items()}
        return Expression(formula, read)


def slower_than(limit: float, durations: Metric, noun: str) -> Ratio:
    """Events that took longer than `limit`, in the unit the metric is published in.

    The percentile rank PR(:limit) is the share in percent that took up to `limit`.
    """
    return Ratio(
        failed=f"{noun} * (100 - within) / 100",
        all=noun,
        metrics={
            noun: durations.read_as("SampleCount"),
            "within": durations.read_as(f"PR(:{limit:g})"),
        },
    )


def _grouped(formula: str) -> str:
    return f"({formula})" if " " in formula else formula
