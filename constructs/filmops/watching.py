"""From an alert the promises state to the alarm that raises it."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from filmops.alarms import AlarmSpec, Comparison, MissingData, Story, lasting
from filmops.burn_rates import enough
from filmops.metrics import Expression, Metric
from filmops.ratios import Ratio
from promises import Alert, Count, Percentage, Quantity, Sense, Severities, Size
from promises.alerting import Silence

EVALUATED = 3
"""Periods that must be empty before an alarm over one period takes silence for a breach.

CloudWatch looks at more periods than the alarm asks for and publishes no formula; two more is
what every known case fits (docs/decisions/0006).
"""


class Unit(Enum):
    """What a metric's values are counted in, as its publisher writes them."""

    PERCENT = "percent"
    SECONDS = "seconds"
    DAYS = "days"
    BYTES = "bytes"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Watched:
    """A metric under a name, in its unit, with what its silence means."""

    name: str
    looks_at: Metric | Expression
    unit: Unit
    missing: MissingData


def alarm_on(alert: Alert, watched: Watched, story: Story, severities: Severities) -> AlarmSpec:
    """The alarm that fires once the alert's limit has been crossed for all of its duration.

    Raises ValueError when the limit is not a quantity of the metric's unit.
    """
    period = watched.looks_at.period
    datapoints = lasting(alert.for_ or period, period)
    return AlarmSpec(
        name=watched.name,
        story=story,
        severity=severities[alert.severity],
        looks_at=watched.looks_at,
        comparison=Comparison.BELOW if alert.when.sense is Sense.BELOW else Comparison.ABOVE,
        threshold=_counted(alert.when.value, watched.unit),
        datapoints=datapoints,
        window=datapoints,
        missing=watched.missing,
    )


def share_alarm(
    alert: Alert, name: str, ratio: Ratio, story: Story, severities: Severities
) -> AlarmSpec:
    """The alarm on a failed share ("above 5 %") or on a good one ("below 90 %").

    The share is taken over the alert's whole duration, from so many events on that one failure
    alone does not alarm. Raises ValueError when the alert is no share or lasts no time.
    """
    limit = alert.when.value
    if not isinstance(limit, Percentage) or alert.for_ is None:
        raise ValueError(f"{name}: wanted a share for a time, got: {alert}")
    if alert.when.sense is Sense.BELOW:
        least = enough(100 - limit.percent)
        looks_at = ratio.good_percent(alert.for_, least=least)
    else:
        looks_at = ratio.percent(alert.for_, least=enough(limit.percent))
    # too few events for a share
    watched = Watched(name, looks_at, Unit.PERCENT, MissingData.HEALTHY)
    return alarm_on(alert, watched, story, severities)


def outage_alarm(
    alert: Alert, name: str, ratio: Ratio, least: int, story: Story, severities: Severities
) -> AlarmSpec:
    """The alarm on nearly everything failing, from `least` events on."""
    limit = alert.when.value
    if not isinstance(limit, Percentage) or alert.for_ is None:
        raise ValueError(f"{name}: wanted a share for a time, got: {alert}")
    looks_at = ratio.percent(alert.for_, least=least)
    watched = Watched(name, looks_at, Unit.PERCENT, MissingData.HEALTHY)
    return alarm_on(alert, watched, story, severities)


def silence_alarm(
    silence: Silence, name: str, events: Metric, story: Story, severities: Severities
) -> AlarmSpec:
    """The alarm on a metric of which nothing has been heard for so long."""
    return AlarmSpec(
        name=name,
        story=story,
        severity=severities[silence.severity],
        looks_at=events.read_as("SampleCount").over(silence.lasting / EVALUATED),
        comparison=Comparison.BELOW,
        threshold=1,
        datapoints=1,
        window=1,
        missing=MissingData.BREACHING,
    )


def _counted(value: Quantity, unit: Unit) -> float:
    match value, unit:
        case timedelta(), Unit.SECONDS:
            return value / timedelta(seconds=1)
        case timedelta(), Unit.DAYS:
            return value / timedelta(days=1)
        case Size(), Unit.BYTES:
            return value.bytes
        case Percentage(), Unit.PERCENT:
            return float(value.percent)
        case Count(), Unit.COUNT:
            return value.number
        case _:
            raise ValueError(f"wanted a limit in {unit.value}, got: {value}")
