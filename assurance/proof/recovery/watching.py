"""Alarms on a figure of the recovery: whether they fire in time, on silence too, and reach somebody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from assurance.assembly import Json, Resource
from assurance.proof.paging.alarms import Alarm
from assurance.proof.recovery.seen import Seen
from promises import Alert, Count, Size, text

SECOND = timedelta(seconds=1)
AT_ONCE = timedelta(hours=1)
"""How long an alert "at once" may take to be seen: those of the recovery count in days."""
ABOVE = ("GreaterThanThreshold", "GreaterThanOrEqualToThreshold")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A metric of one Region, how it must be read, and what silence must mean.

    Each of `dimensions` may have any of its values: a name, or the token that stands for it.
    """

    region: str
    namespace: str
    metric: str
    dimensions: dict[str, tuple[str, ...]]
    statistic: str
    missing: str

    def __str__(self) -> str:
        return f"{self.metric} in {self.region}"


def alarms_for(seen: Seen, wanted: Wanted) -> Iterator[Alarm]:
    """The alarms of the Region on the metric, whatever dimensions they have."""
    for alarm in seen.walk.alarms:
        watched, region = alarm.watched, alarm.resource.stack.region
        seen_there = watched and (watched.namespace, watched.metric, region)
        if seen_there == (wanted.namespace, wanted.metric, wanted.region):
            yield alarm


def unwatched(seen: Seen, wanted: Wanted, alert: Alert) -> tuple[Resource | None, str]:
    """The alarm that comes closest, and why it is not enough; "" where one is."""
    judged = [
        (one, "; ".join(_faults(seen, wanted, alert, one))) for one in alarms_for(seen, wanted)
    ]
    good = next((one for one, fault in judged if not fault), None)
    if good is not None:
        return good.resource, ""
    if not judged:
        return None, f"no alarm watches {wanted}"
    # the one on the right thing, if there is one, says more than one on another
    judged.sort(key=lambda pair: not _is_of(wanted, pair[0]))
    return judged[0][0].resource, judged[0][1]


def detection(alarm: Resource) -> timedelta | None:
    """How long a breach must last until it alarms; None when the template does not say."""
    period = _number(alarm.properties.get("Period"))
    window = alarm.properties.get("EvaluationPeriods")
    count = _number(alarm.properties.get("DatapointsToAlarm", window))
    return period * count * SECOND if period is not None and count is not None else None


def threshold(alarm: Resource) -> float | None:
    """Its threshold as a number."""
    return _number(alarm.properties.get("Threshold"))


def counted(alert: Alert) -> float:
    """The alert's limit in the unit metrics are published in: seconds, bytes, or a count."""
    match alert.when.value:
        case timedelta() as age:
            return age / SECOND
        case Size() as size:
            return size.bytes
        case Count() as count:
            return count.number
        case other:
            raise ValueError(f"wanted a limit of the recovery, got: {other}")


def _faults(seen: Seen, wanted: Wanted, alert: Alert, alarm: Alarm) -> Iterator[str]:
    name, properties = f"alarm {alarm.resource.logical_id}", alarm.resource.properties
    if not _is_of(wanted, alarm):
        watched = dict(alarm.watched.dimensions) if alarm.watched else {}
        yield f"{name} watches {wanted.metric} of {watched}, which nobody publishes"
    if properties.get("Statistic") != wanted.statistic:
        yield f"{name} reads {properties.get('Statistic')} of {wanted.metric}, not {wanted.statistic}"
    if properties.get("TreatMissingData") != wanted.missing:
        got = properties.get("TreatMissingData", "missing")
        yield f"{name} takes missing data for {got}, not {wanted.missing}"
    limit, lasts = threshold(alarm.resource), detection(alarm.resource)
    if properties.get("ComparisonOperator") not in ABOVE or limit is None:
        yield f"{name} has no upper limit"
    elif limit > counted(alert):
        yield f"{name} waits for {limit:g}, promised {alert.when}"
    if lasts is None or lasts > (alert.for_ or AT_ONCE):
        yield f"{name} needs {text(lasts) if lasts else 'nobody knows how long'} to see it"
    if not seen.walk.reached(alarm):
        yield f"nobody hears of {name}"


def _is_of(wanted: Wanted, alarm: Alarm) -> bool:
    found = dict(alarm.watched.dimensions) if alarm.watched else {}
    return found.keys() == wanted.dimensions.keys() and all(
        found[name] in values for name, values in wanted.dimensions.items()
    )


def _number(value: Json) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
