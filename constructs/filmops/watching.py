"""From an alert the promises state to the alarm that raises it."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from filmops.alarms import AlarmSpec, Comparison, MissingData, Story, lasting
from filmops.metrics import Expression, Metric
from promises import Alert, Count, Percentage, Quantity, Sense, Severities


class Unit(Enum):
    """What a metric's values are counted in, as its publisher writes them."""

    PERCENT = "percent"
    SECONDS = "seconds"
    DAYS = "days"
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


def _counted(value: Quantity, unit: Unit) -> float:
    match value, unit:
        case timedelta(), Unit.SECONDS:
            return value / timedelta(seconds=1)
        case timedelta(), Unit.DAYS:
            return value / timedelta(days=1)
        case Percentage(), Unit.PERCENT:
            return float(value.percent)
        case Count(), Unit.COUNT:
            return value.number
        case _:
            raise ValueError(f"wanted a limit in {unit.value}, got: {value}")
