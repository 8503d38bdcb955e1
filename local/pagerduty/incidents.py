"""What a PagerDuty account remembers: events in, incidents out. No clock, no network."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import reduce

from local.pagerduty.account import Service, Urgency
from local.pagerduty.behaviours import NOTHING_OPEN, OTHER_KEY
from local.pagerduty.events import (
    Acknowledged,
    Confirmed,
    Dropped,
    Event,
    Integration,
    Link,
    Resolved,
    Triggered,
)

REMEMBERED = 1_000
"""Resolved incidents, dropped messages and timeline steps kept; older ones are forgotten."""


class Status(StrEnum):
    """An incident's status, in PagerDuty's words."""

    TRIGGERED = "triggered"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Step:
    """A moment in an incident's life."""

    at: datetime
    status: Status


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident with its single alert. A new trigger of an open one adds a step."""

    number: int
    integration: Integration
    dedup_key: str
    title: str
    severity: str
    description: str
    steps: tuple[Step, ...]
    links: tuple[Link, ...] = ()

    @property
    def id(self) -> str:
        """PagerDuty's kind of id, drawn from the number."""
        return f"Q{self.number:013d}"

    @property
    def service(self) -> Service:
        """The service that was paged."""
        return self.integration.service

    @property
    def urgency(self) -> Urgency:
        """The service's urgency."""
        return self.service.urgency

    @property
    def status(self) -> Status:
        """Resolved is final; a new trigger does not undo an acknowledgement."""
        reached = {step.status for step in self.steps}
        later = (Status.RESOLVED, Status.ACKNOWLEDGED)
        return next((status for status in later if status in reached), Status.TRIGGERED)

    @property
    def opened_at(self) -> datetime:
        """When the first trigger came."""
        return self.steps[0].at

    @property
    def resolved_at(self) -> datetime | None:
        """When it was resolved, if it was."""
        return self.steps[-1].at if self.status is Status.RESOLVED else None

    @property
    def is_open(self) -> bool:
        """Whether it still waits for somebody."""
        return self.status is not Status.RESOLVED


@dataclass(frozen=True, slots=True)
class State:
    """Everything remembered, oldest first."""

    incidents: tuple[Incident, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    confirmed: tuple[Confirmed, ...] = ()
    numbered: int = 0

    @property
    def open(self) -> tuple[Incident, ...]:
        """Incidents that still wait for somebody."""
        return tuple(incident for incident in self.incidents if incident.is_open)

    @property
    def resolved(self) -> tuple[Incident, ...]:
        """Incidents that are over."""
        return tuple(incident for incident in self.incidents if not incident.is_open)


def fold(events: Iterable[Event]) -> State:
    """The state after these events."""
    return reduce(apply, events, State())


def apply(state: State, event: Event) -> State:
    """The state after one more event."""
    match event:
        case Triggered():
            return _trigger(state, event)
        case Acknowledged():
            return _follow_up(state, event, Status.ACKNOWLEDGED)
        case Resolved():
            return _follow_up(state, event, Status.RESOLVED)
        case Dropped():
            return replace(state, dropped=(*state.dropped, event)[-REMEMBERED:])
        case Confirmed():
            return replace(state, confirmed=(*state.confirmed, event)[-REMEMBERED:])


def _trigger(state: State, event: Triggered) -> State:
    opened = _open(state, event.integration, event.dedup_key)
    if opened:
        return _with_step(state, opened, Step(event.at, Status.TRIGGERED))
    number = state.numbered + 1
    incident = Incident(
        number,
        event.integration,
        event.dedup_key,
        event.title,
        event.severity,
        event.description,
        (Step(event.at, Status.TRIGGERED),),
        event.links,
    )
    return replace(state, incidents=(*state.incidents, incident), numbered=number)


def _follow_up(state: State, event: Acknowledged | Resolved, status: Status) -> State:
    opened = _open(state, event.integration, event.dedup_key)
    if opened:
        return _with_step(state, opened, Step(event.at, status))
    elsewhere = any(incident.dedup_key == event.dedup_key for incident in state.open)
    because = OTHER_KEY if elsewhere else NOTHING_OPEN
    what = f"{status} for {event.dedup_key} on {event.integration.service.name}"
    return apply(state, Dropped(event.at, event.integration.way, because, what))


def _open(state: State, integration: Integration, dedup_key: str) -> Incident | None:
    matching = (i for i in state.open if (i.integration, i.dedup_key) == (integration, dedup_key))
    return next(matching, None)


def _with_step(state: State, incident: Incident, step: Step) -> State:
    first, *later = incident.steps
    changed = replace(incident, steps=(first, *later[1 - REMEMBERED :], step))
    incidents = tuple(changed if i is incident else i for i in state.incidents)
    surplus = {i.number for i in replace(state, incidents=incidents).resolved[:-REMEMBERED]}
    return replace(state, incidents=tuple(i for i in incidents if i.number not in surplus))
