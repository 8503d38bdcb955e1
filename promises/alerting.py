"""How the objectives are alarmed on: burn rates, what is too little to judge, what is an outage."""

from datetime import timedelta
from decimal import Decimal

from promises.fields import AtLeastShare, Duration, Number, Share, Within
from promises.frozen import Frozen, Group, Whole
from promises.severities import LevelName
from promises.thresholds import Alert
from promises.units import Percentage, text


class BurnRate(Whole):
    """An alarm that fires once `budget` of an error budget has gone within `long`.

    `short` is the window that must still burn, so that it clears soon after the harm has ended.
    """

    budget: Share
    long: Duration
    short: Duration
    severity: LevelName

    def factor(self, window: timedelta) -> Decimal:
        """How many times faster than planned the budget of `window` is spent: 14.4, 6, 1."""
        return self.budget.ratio * Decimal(window // self.long)

    def __str__(self) -> str:
        return (
            f"{self.budget} of the budget in {text(self.long)}, "
            f"still burning over {text(self.short)} ({self.severity})"
        )


class BurnRates(Group[BurnRate]):
    """The tiers, the fastest first."""

    fast: BurnRate
    medium: BurnRate
    slow: BurnRate


class FewFailures(Whole):
    """So many failures in so long are told where there is too little traffic for a burn rate."""

    failures: Number
    within: Duration
    severity: LevelName

    def __str__(self) -> str:
        return f"{self.failures} in {text(self.within)} ({self.severity})"


class Silence(Whole):
    """A service's own events have not been counted for so long: nobody would see it fail."""

    lasting: Duration
    severity: LevelName

    def __str__(self) -> str:
        return f"{text(self.lasting)} ({self.severity})"


class Silences(Group[Silence]):
    """How long each service may be silent."""

    api: Silence
    film_generation: Silence
    dashboard: Silence
    s3_storage: Silence
    database: Silence
    cache: Silence


class Storm(Frozen):
    """How long a symptom waits for its cause to alarm first, and stays quiet after it ended."""

    wait: Duration
    extension: Duration


class Alerting(Frozen):
    """Our decisions between the objectives and the alarms."""

    latency_share: AtLeastShare
    """Of a time objective that names no percentile: the share that has to be within it."""
    burn_rates: BurnRates
    slow_within_a_day: BurnRate
    few_failures: FewFailures
    outage: Alert
    """Which share of failures is a complete outage."""
    high_errors: Alert
    """Which share of failures is a high error rate."""
    unattended_queue: Alert
    """How long jobs may wait while no worker holds any."""
    stale_figures: Silence
    """How long a business figure may be missing, where its cadence is no longer."""
    outage_seen_within: Within
    delay: Duration
    """What CloudWatch itself needs between the end of a period and its evaluation."""
    silence: Silences
    storm: Storm

    def goal(self, percentile: str | None) -> Percentage:
        """The share that a time objective means: 95 % for p95."""
        return Percentage(Decimal(percentile[1:])) if percentile else self.latency_share
