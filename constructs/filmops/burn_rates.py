"""Multi-window, multi-burn-rate alarming: pure arithmetic from an objective to thresholds.

The method and its numbers are those of the SRE Workbook, chapter 5, "Alerting on SLOs"
(https://sre.google/workbook/alerting-on-slos/).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from math import ceil

from promises import Handbook, Percentage, Severity, text
from promises.alerting import BurnRate


@dataclass(frozen=True, slots=True)
class Tier:
    """One burn rate: `factor` times the planned speed, over the long and still over the short."""

    name: str
    factor: Decimal
    long: timedelta
    short: timedelta
    severity: Severity

    def limit(self, goal: Percentage) -> Decimal:
        """The failed share in percent above which the budget of `goal` burns this fast."""
        return self.factor * (100 - goal.percent)

    def least(self, goal: Percentage, failures: int) -> int:
        """The fewest events to judge by: one failure alone stays within the limit.

        Where the limit is so high that this would be a handful, so many `failures` at least.
        """
        return max(enough(self.limit(goal)), failures)


def enough(limit: Decimal) -> int:
    """The fewest events of which a single one is no more than `limit` percent."""
    return ceil(100 / limit)


def tiers(handbook: Handbook, longest: timedelta) -> tuple[Tier, ...]:
    """The tiers of the handbook, the fastest first.

    `longest` is how long an alarm may look back: the slow tier has a shorter form for accounts
    that CloudWatch still holds to a day.
    """
    return tuple(_tiers(handbook, longest))


def _tiers(handbook: Handbook, longest: timedelta) -> Iterator[Tier]:
    alerting = handbook.alerting
    for name, rate in alerting.burn_rates.items():
        fits = rate.long <= longest
        yield _tier(name, rate if fits else alerting.slow_within_a_day, handbook)


def _tier(name: str, rate: BurnRate, handbook: Handbook) -> Tier:
    factor = rate.factor(handbook.error_budget.window).normalize()
    return Tier(name, factor, rate.long, rate.short, handbook.severities[rate.severity])


def brief(window: timedelta) -> str:
    """A window as part of a name: "5m", "6h", "3d"."""
    number, unit = text(window).split()
    return number + unit[0]
