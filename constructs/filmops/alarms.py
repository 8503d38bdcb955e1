"""Alarms as values: everything an alarm says and does, before anything of CDK exists."""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from filmops.metrics import Expression, Metric
from promises import Severity


class Comparison(StrEnum):
    """How a value is held against the threshold; CloudWatch's own words."""

    ABOVE = "GreaterThanThreshold"
    AT_LEAST = "GreaterThanOrEqualToThreshold"
    BELOW = "LessThanThreshold"


class MissingData(StrEnum):
    """What silence means, by the kind of metric.

    BREACHING for a metric that is always published, HEALTHY for a counter that is published only
    when something happens, and for a share that is not computed from too few events. IGNORE keeps
    the last state: S3 publishes nothing of a replication that has nothing to do, which is neither
    (AWS's own advice: AmazonS3/latest/userguide/metrics-dimensions.html).
    """

    BREACHING = "breaching"
    HEALTHY = "notBreaching"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Links:
    """Where the reader of a page goes next: https addresses, `runbooks` without a fragment."""

    dashboard: str
    runbooks: str


@dataclass(frozen=True, slots=True)
class Story:
    """What a person reads at 3 a.m.: what broke, who feels it, which runbook section helps."""

    broke: str
    felt_by: str
    runbook: str

    def told(self, severity: Severity, links: Links) -> str:
        """The alarm's description, at most 1024 characters (PutMetricAlarm)."""
        text = (
            f"{self.broke}. {self.felt_by}. "
            f"{severity.level}: respond within {severity.response_text}. "
            f"Dashboard: {links.dashboard} "
            f"Runbook: {links.runbooks}#{self.runbook}"
        )
        if len(text) > 1024:
            raise ValueError(f"{self.broke}: wanted at most 1024 characters, got: {len(text)}")
        return text


@dataclass(frozen=True, slots=True)
class AlarmSpec:
    """A metric alarm: of the last `window` periods, `datapoints` must breach the threshold.

    `speaks` is False for one that a composite speaks for. One that `steers` is told by nobody: it
    only decides whether others are quiet, and has no severity. `source` says where the threshold
    comes from, where no promise is proven by the alarm itself: ids of promises and pages of
    decisions, with blanks between.
    """

    name: str
    story: Story
    severity: Severity
    looks_at: Metric | Expression
    comparison: Comparison
    threshold: float
    datapoints: int
    window: int
    missing: MissingData
    speaks: bool = True
    steers: bool = False
    source: str = ""

    @property
    def detection(self) -> timedelta:
        """How long a steady breach takes to alarm, without CloudWatch's own delay."""
        return self.looks_at.period * self.datapoints

    def silent(self, name: str | None = None) -> "AlarmSpec":
        """The same alarm as part of a composite, maybe under another name."""
        return replace(self, name=name or self.name, speaks=False)


def lasting(duration: timedelta, period: timedelta) -> int:
    """How many periods a breach must last: "for 5 min" in minutes is 5.

    Raises ValueError when the duration is not a whole number of periods.
    """
    count, rest = divmod(duration, period)
    if rest or not count:
        raise ValueError(f"wanted a whole number of periods of {period}, got: {duration}")
    return count
