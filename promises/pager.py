"""What the on-call tool has to hold so that the handbook's promises about people are kept.

A pure value: stacks publish it beside the paging path, a rule holds it against the handbook, and
`python -m delivery.pagerduty` brings a PagerDuty account to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from promises.calendar import Weekday
from promises.handbook import Handbook
from promises.on_call import Rotation
from promises.severities import Channel, Level, Severity
from promises.units import text

EVENT_SEVERITY: Mapping[Level, str] = {
    Level.P1: "critical",
    Level.P2: "error",
    Level.P3: "warning",
    Level.P4: "info",
}
"""PagerDuty's words for how bad an event is (Events API v2, payload.severity)."""
MOST_LOOPS = 9
"""How often PagerDuty repeats an escalation policy at most (API reference, num_loops)."""
_A_MONDAY = date(2024, 1, 1)  # turns are counted from it; any Monday would do


class Urgency(StrEnum):
    """How hard PagerDuty tries to reach somebody."""

    HIGH = "high"
    LOW = "low"


class Shift(StrEnum):
    """The two engineers on call, a schedule each."""

    PRIMARY = "primary"
    SECONDARY = "secondary"


@dataclass(frozen=True, slots=True)
class Paged:
    """A service: `purpose` is the severity that pages through it, or the page test.

    `severity` is given to every event it gets, `note` is shown on every incident.
    """

    purpose: str
    name: str
    urgency: Urgency
    severity: str
    note: str


@dataclass(frozen=True, slots=True)
class Rung:
    """Who is paged, and how long it waits for an acknowledgement before the next rung."""

    shift: Shift
    waits: timedelta


@dataclass(frozen=True, slots=True)
class Turn:
    """A schedule's rotation: `length` from `begins`, a moment at which one turn began."""

    time_zone: str
    begins: datetime
    length: timedelta


@dataclass(frozen=True, slots=True)
class Pager:
    """Services, schedules and the escalation between them, of one environment.

    Who is on call is no part of it: people and their overrides belong to PagerDuty.
    """

    prefix: str
    services: tuple[Paged, ...]
    rungs: tuple[Rung, ...]
    loops: int
    turn: Turn

    @property
    def policy(self) -> str:
        """The escalation policy's name."""
        return f"{self.prefix} on-call"

    def schedule(self, shift: Shift) -> str:
        """The name of a shift's schedule."""
        return f"{self.prefix} {shift}"

    @property
    def document(self) -> Mapping[str, object]:
        """The same as JSON, durations in minutes: what a template publishes."""
        return {
            "policy": self.policy,
            "loops": self.loops,
            "rungs": [{"shift": one.shift, "waits": _minutes(one.waits)} for one in self.rungs],
            "turn": {
                "time_zone": self.turn.time_zone,
                "begins": self.turn.begins.isoformat(),
                "length": _minutes(self.turn.length),
            },
            "services": [
                {"purpose": one.purpose, "name": one.name, "urgency": one.urgency}
                for one in self.services
            ],
        }


def pager_of(handbook: Handbook, prefix: str) -> Pager:
    """What PagerDuty has to hold for an environment whose things begin with `prefix`.

    Whoever does not acknowledge in time is paged again; when the secondary's time has come, the
    secondary is, and it begins again as often as PagerDuty allows (docs/decisions/0026).
    """
    on_call = handbook.on_call
    paging = [one for one in handbook.severities.values() if Channel.PAGERDUTY in one.channels]
    return Pager(
        prefix=prefix,
        services=(*(_of_severity(one, prefix) for one in paging), _page_test(prefix)),
        rungs=_rungs(on_call.acknowledge_within, on_call.secondary_after),
        loops=MOST_LOOPS,
        turn=Turn(
            time_zone=on_call.rotation.time_zone,
            begins=_first(on_call.rotation),
            length=on_call.rotation.cadence.longest,
        ),
    )


def _of_severity(severity: Severity, prefix: str) -> Paged:
    # All alerts are to be acknowledged in minutes, so whatever pages has to wake somebody.
    note = f"{severity.level} {severity.name}: respond within {severity.response_text}"
    if severity.update_every:
        note += f", a status update every {text(severity.update_every)}"
    level = severity.level
    return Paged(level, f"{prefix} {level}", Urgency.HIGH, EVENT_SEVERITY[level], note)


def _page_test(prefix: str) -> Paged:
    return Paged(
        "page_test",
        f"{prefix} page test",
        Urgency.LOW,
        EVENT_SEVERITY[Level.P4],
        "The weekly page test: nobody has to do anything, it resolves itself within minutes",
    )


def _rungs(acknowledge: timedelta, secondary: timedelta) -> tuple[Rung, ...]:
    again = secondary - acknowledge
    primary = [Rung(Shift.PRIMARY, min(acknowledge, secondary))]
    if again > timedelta(0):
        primary.append(Rung(Shift.PRIMARY, again))
    return (*primary, Rung(Shift.SECONDARY, acknowledge))


def _first(rotation: Rotation) -> datetime:
    day = _A_MONDAY + timedelta(days=list(Weekday).index(rotation.weekday))
    return datetime.combine(day, rotation.time, ZoneInfo(rotation.time_zone))


def _minutes(duration: timedelta) -> int:
    return duration // timedelta(minutes=1)
