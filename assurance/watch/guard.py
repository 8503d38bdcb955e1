"""The alarms that take a deployment back, as an account has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assurance.assembly import Json
from assurance.assembly.values import text
from assurance.cloudwatch.composite.rule import parse_rule
from assurance.proof.monitoring.sight import Series, Sight, sight_of

ALARM, OK = "ALARM", "OK"
_NOTHING: Mapping[str, Series] = {}
NAMESPACE, BEFORE, OF = "FilmOps/Delivery", "Before", "Alarm"
"""Where the state before is written down, and the dimension that says of which alarm."""


@dataclass(frozen=True, slots=True)
class Guard:
    """One alarm; `services` are those whose deployments it takes back."""

    name: str
    services: tuple[str, ...]
    state: str
    reason: str
    threshold: float | None
    sight: Sight | None
    """What it looks at; None for a composite."""
    children: tuple[str, ...] = ()
    """The names of the alarms a composite looks at."""

    @property
    def tripped(self) -> bool:
        """Whether it takes a deployment back now."""
        return self.state == ALARM

    @property
    def series(self) -> Mapping[str, Series]:
        """What it looks at, by id; nothing for a composite."""
        return self.sight.series if self.sight else _NOTHING

    @property
    def before(self) -> str | None:
        """The id of the series that is the state before; None for one that is held against none."""
        for key, one in self.series.items():
            if (one.namespace, one.metric, one.dimensions) == (
                NAMESPACE,
                BEFORE,
                ((OF, self.name),),
            ):
                return key
        return None


def guards_of(
    published: Mapping[str, str], described: Iterable[Mapping[str, Json]]
) -> tuple[Guard, ...]:
    """The published names (by service, with commas between) as the alarms that were described."""
    services: dict[str, tuple[str, ...]] = {}
    for service, names in published.items():
        for name in filter(None, names.split(",")):
            services[name] = (*services.get(name, ()), service)
    alarms = {text(one.get("AlarmName")): one for one in described}
    return tuple(_guard(alarms[name], services[name]) for name in services if name in alarms)


def _guard(alarm: Mapping[str, Json], services: tuple[str, ...]) -> Guard:
    threshold, rule = alarm.get("Threshold"), text(alarm.get("AlarmRule", ""))
    children = parse_rule(rule).children if rule else ()
    return Guard(
        name=text(alarm.get("AlarmName")),
        services=services,
        state=text(alarm.get("StateValue")),
        reason=text(alarm.get("StateReason")),
        threshold=float(text(threshold)) if threshold is not None else None,
        sight=None if rule else sight_of(alarm),
        children=tuple(one.rpartition(":")[2] for one in children),
    )
