"""What the services' modules share: the objectives every service has, and its error alarms."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from filmops.alarms import AlarmSpec, MissingData, Story
from filmops.metrics import Expression, Metric
from filmops.objectives import Objective
from filmops.ratios import Ratio, slower_than
from filmops.service import Policy
from filmops.watching import Unit, Watched, alarm_on, outage_alarm, share_alarm, silence_alarm
from promises import Alert, Percentage, Slo
from promises.alerting import Silence

MINUTE, SECOND, MILLISECOND = (
    timedelta(minutes=1),
    timedelta(seconds=1),
    timedelta(milliseconds=1),
)


@dataclass(frozen=True, slots=True)
class Told:
    """How a service is spoken of: its short name, its subject, its events, who feels it."""

    service: str
    subject: str
    events: str
    felt_by: str

    def story(self, what: str, runbook: str) -> Story:
        """One sentence about the service; `runbook` is the section's part after its name."""
        return Story(f"{self.subject} {what}", self.felt_by, f"{self.service}-{runbook}")


@dataclass(frozen=True, slots=True)
class Times:
    """How long events take, in the `unit` their publisher counts in; `number` is what a formula
    calls how many there were."""

    durations: Metric
    unit: timedelta
    number: str


def objectives(
    policy: Policy, row: str, told: Told, failures: Ratio, times: Times | None = None
) -> tuple[Objective, ...]:
    """Every objective that a service's row of the table promises; raises KeyError without one."""
    slo, promise = policy.handbook.slos[row], f"slos.{row}"
    found = [*_answered(promise, slo, told, failures)]
    if slo.latency and times:
        slow = slower_than(slo.latency.below / times.unit, times.durations, times.number)
        goal = policy.handbook.alerting.goal(slo.latency.percentile)
        found.append(_in_time(promise, goal, told, slow))
    return tuple(found)


def _answered(promise: str, slo: Slo, told: Told, failures: Ratio) -> Iterator[Objective]:
    """Availability, and beside it the error limit, both on the service's failed events."""
    shares = {
        "availability": Percentage(slo.availability.percent),
        "error_rate": Percentage(100 - slo.error_rate.percent),
    }
    for name, goal in shares.items():
        yield Objective(
            promise=f"{promise}.{name}",
            name=f"{told.service}-{name.replace('_', '-')}",
            goal=goal,
            ratio=failures,
            events=told.events,
            harm=f"{told.subject} fails {told.events}",
            felt_by=told.felt_by,
            runbook=f"{told.service}-budget",
            burns=name == "availability",
        )


def _in_time(promise: str, goal: Percentage, told: Told, slow: Ratio) -> Objective:
    """The share of events that has to be fast enough."""
    return Objective(
        promise=f"{promise}.latency",
        name=f"{told.service}-latency",
        goal=goal,
        ratio=slow,
        events=told.events,
        harm=f"{told.subject} is slow with {told.events}",
        felt_by=told.felt_by,
        runbook=f"{told.service}-budget",
    )


def high_errors(policy: Policy, told: Told, failures: Ratio) -> AlarmSpec:
    """A high error rate, as the handbook's P2 calls it."""
    handbook = policy.handbook
    name = policy.names.of(f"{told.service}-errors")
    story = told.story(f"fails many {told.events}", "errors")
    return share_alarm(handbook.alerting.high_errors, name, failures, story, handbook.severities)


def all_failing(policy: Policy, told: Told, failures: Ratio) -> AlarmSpec:
    """Nearly every event fails; from so many on that it is no accident."""
    handbook = policy.handbook
    return outage_alarm(
        handbook.alerting.outage,
        policy.names.of(f"{told.service}-all-failing"),
        failures,
        handbook.alerting.few_failures.failures.number,
        told.story(f"fails nearly all {told.events}", "down"),
        handbook.severities,
    )


def unheard(policy: Policy, told: Told, silence: Silence, events: Metric) -> AlarmSpec:
    """Nothing has counted the service's events for so long: nobody would see it fail."""
    return silence_alarm(
        silence,
        policy.names.of(f"{told.service}-silent"),
        events,
        told.story(f"is unwatched: nobody counts its {told.events}", "silent"),
        policy.handbook.severities,
    )


def slow_percentile(
    policy: Policy, name: str, alert: Alert, durations: Metric, story: Story
) -> AlarmSpec:
    """A percentile of a duration in seconds over the alert's time, from enough events on.

    A percentile p of fewer than 1 / (1 - p) events is only their maximum.
    """
    percentile = alert.when.statistic or f"p{policy.handbook.alerting.latency_share.percent:f}"
    least = round(100 / (100 - float(percentile[1:])))
    window = alert.for_ or durations.period
    looks_at = Expression(
        f"IF(events >= {least}, slowest)",
        {
            "events": durations.read_as("SampleCount").over(window),
            "slowest": durations.read_as(percentile).over(window),
        },
    )
    # too few events for a percentile
    watched = Watched(name, looks_at, Unit.SECONDS, MissingData.HEALTHY)
    return alarm_on(alert, watched, story, policy.handbook.severities)
