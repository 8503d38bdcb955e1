"""Burn rates, recomputed: from goal and budget to windows and limits.

The method is that of the SRE Workbook, chapter 5 (https://sre.google/workbook/alerting-on-slos/).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from math import ceil

from assurance.proof.monitoring.demands.kinds import Objective
from assurance.proof.monitoring.events import Few, Share
from assurance.proof.monitoring.wanted import Limit, Wanted
from promises import Handbook, Level, Sense
from promises.alerting import BurnRate

SLOW = "slow"


@dataclass(frozen=True, slots=True)
class Tier:
    """One burn rate of the promises; `promise` is its id."""

    promise: str
    name: str
    rate: BurnRate
    factor: Decimal

    def limit(self, objective: Objective) -> Decimal:
        """The failed share in percent above which the budget goes this fast."""
        return self.factor * (100 - objective.goal.percent)

    def least(self, objective: Objective, failures: int) -> tuple[int, int]:
        """How few events may be judged: a single failure must stay within the limit.

        Where the limit is so high that a handful would do, up to so many `failures`.
        """
        one_is_fine = ceil(100 / self.limit(objective))
        return one_is_fine, max(one_is_fine, failures)


def tiers(handbook: Handbook, longest: timedelta) -> tuple[Tier, ...]:
    """The tiers, the fastest first; the slow one shorter where an alarm may not look back so far."""
    return tuple(_tiers(handbook, longest))


def _tiers(handbook: Handbook, longest: timedelta) -> Iterator[Tier]:
    alerting, window = handbook.alerting, handbook.error_budget.window
    for name, rate in alerting.burn_rates.items():
        promise = f"alerting.burn_rates.{name}"
        if rate.long > longest:
            promise, rate = "alerting.slow_within_a_day", alerting.slow_within_a_day
        budget_windows = Decimal(window // timedelta(seconds=1)) / (
            rate.long // timedelta(seconds=1)
        )
        yield Tier(promise, name, rate, rate.budget.ratio * budget_windows)


def windows(objective: Objective, tier: Tier, failures: int) -> tuple[Wanted, Wanted, Wanted]:
    """The alarms of a tier: the long window, the short one that still burns, and the one that says
    whether the short one would burn with one failure less (docs/decisions/0007)."""
    limit = Limit(Sense.ABOVE, float(tier.limit(objective)))
    share = Share(objective.events, least=tier.least(objective, failures))

    def over(window: timedelta, seen: Share, severity: Level | None) -> Wanted:
        return Wanted(tier.promise, objective.of, seen, limit, window, severity, whole=True)

    long, short = (
        over(one, share, tier.rate.severity) for one in (tier.rate.long, tier.rate.short)
    )
    return long, short, over(tier.rate.short, replace(share, spared=1), None)


def few(objective: Objective, below: int, handbook: Handbook) -> Wanted:
    """The alarm on so many failures of too few events: up to where the slowest tier judges."""
    told = handbook.alerting.few_failures
    return Wanted(
        "alerting.few_failures",
        objective.of,
        Few(objective.events, below),
        Limit(Sense.ABOVE, told.failures.number, reached=True),
        told.within,
        told.severity,
        whole=True,
    )
