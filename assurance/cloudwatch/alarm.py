"""Alarms and mute rules as values. Names and units are those of the CloudWatch API reference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assurance.cloudwatch.measure import Metric, Query
from assurance.cloudwatch.state import State


@dataclass(frozen=True, slots=True)
class Actions:
    """What an alarm does when it goes into a state: ARNs by state."""

    ok: tuple[str, ...] = ()
    alarm: tuple[str, ...] = ()
    insufficient_data: tuple[str, ...] = ()
    enabled: bool = True

    def of(self, state: State) -> tuple[str, ...]:
        """The actions of going into a state."""
        by_state = {State.OK: self.ok, State.ALARM: self.alarm}
        return by_state.get(state, self.insufficient_data)


@dataclass(frozen=True, slots=True)
class WarmUp:
    """How long a new alarm waits in INSUFFICIENT_DATA. Source: user guide, "Alarm warm-up"."""

    minutes: int
    to_the_end: bool = False
    """Whether it waits on although the data to evaluate is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """What every kind of alarm has."""

    name: str
    arn: str = ""
    aliases: frozenset[str] = frozenset()
    """Every other text by which rules and mute targets may mean it."""
    description: str | None = None
    actions: Actions = field(default_factory=Actions)
    initial: State | None = None
    """The state it is in at the start; None for one that is created then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricAlarm(Alarm):
    """An alarm on a metric or on a metric math expression."""

    queries: tuple[Query, ...]
    is_math: bool
    """Whether it was written with Metrics; else its one query is the metric itself."""
    comparison: str
    threshold: float
    period: int
    """In seconds."""
    evaluation_periods: int
    datapoints_to_alarm: int
    missing: str = "missing"
    """missing, ignore, breaching or notBreaching."""
    low_samples: str = "evaluate"
    """Of a percentile: evaluate or ignore."""
    wall_clock: str | None = None
    """The time zone of a wall clock window; None for a sliding window."""
    warm_up: WarmUp | None = None

    @property
    def metrics(self) -> frozenset[Metric]:
        """Every metric it reads."""
        measures = (query.measure for query in self.queries)
        return frozenset(one.metric for one in measures if one is not None)


@dataclass(frozen=True, slots=True)
class Suppressor:
    """What keeps a composite alarm from acting. Periods in seconds."""

    alarm: str
    wait: int
    extension: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositeAlarm(Alarm):
    """An alarm on the states of other alarms."""

    rule: str
    suppressor: Suppressor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpaqueAlarm(Alarm):
    """An alarm that cannot be evaluated here."""

    why: str
    illegal: bool = False
    """Whether CloudWatch would refuse it; else only AWS can evaluate it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MuteRule:
    """A schedule on which alarms evaluate but do not act. Source: user guide, "Alarm mute rules"."""

    name: str
    expression: str
    """cron(minute hour day-of-month month day-of-week) or at(yyyy-MM-ddThh:mm)."""
    duration: str
    """ISO 8601, PT1M to P15D."""
    timezone: str = "UTC"
    alarms: tuple[str, ...] = ()
    starts: str | None = None
    expires: str | None = None
    """In the schedule's time zone, yyyy-MM-ddThh:mm."""


@dataclass(frozen=True, slots=True)
class Account:
    """The alarms that are evaluated together, and the rules that mute them."""

    alarms: tuple[Alarm, ...]
    mute_rules: tuple[MuteRule, ...] = ()

    def find(self, reference: str) -> Alarm | None:
        """The alarm that a name or an ARN means."""
        for alarm in self.alarms:
            if reference in (alarm.name, alarm.arn) or reference in alarm.aliases:
                return alarm
        return None

    def by_reference(self) -> Mapping[str, Alarm]:
        """Every alarm by each text that means it; the first alarm where two share one."""
        found: dict[str, Alarm] = {}
        for alarm in self.alarms:
            for reference in (alarm.name, alarm.arn, *alarm.aliases):
                found.setdefault(reference, alarm)
        return found
