"""The judgement: what is open, when its next update is due, and what to say about that."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from .environment import Level

OPEN = "OpenIncidents"
"""How much of a severity is open; the dimension `Severity` says of which."""
MINUTE = timedelta(minutes=1)


class Status(StrEnum):
    """How far an incident is, in the words status pages use."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Incident:
    """What is open: a firing alarm that is told, or an event that paged; since when."""

    name: str
    level: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Update:
    """What was said about the incidents of a severity, when and by whom."""

    level: str
    at: datetime
    status: Status
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Due:
    """An update that is owed: at what moment, about what."""

    level: Level
    at: datetime
    incidents: tuple[Incident, ...]
    last: datetime | None

    def overdue(self, now: datetime) -> timedelta:
        """How late it is; negative while there is time."""
        return now - self.at


def owed(
    level: Level, incidents: Iterable[Incident], last: Update | None, now: datetime, look: timedelta
) -> Due | None:
    """The update of a severity that must be given before the next look; None when there is time.

    Due so long after the first of its incidents, or after the last update since then. What was said
    before the incident counts for nothing.
    """
    own = tuple(
        sorted((one for one in incidents if one.level == level.name), key=lambda one: one.since)
    )
    if not own:
        return None
    began = own[0].since
    said = last.at if last and last.at >= began and last.status is not Status.RESOLVED else None
    due = Due(level, (said or began) + level.every, own, said)
    return due if due.at - now <= look else None


def level_of(actions: Iterable[str], levels: Sequence[Level]) -> str | None:
    """The severity of an alarm: the worst one whose topic it tells."""
    told = set(actions)
    return next((level.name for level in levels if told.intersection(level.topics)), None)


def unresolved(moments: Iterable[datetime], resolved: datetime | None) -> list[datetime]:
    """The minutes in which an event came and after which nobody has said that it is over.

    A minute is named by its beginning: what was said within it does not count.
    """
    return sorted(at for at in moments if resolved is None or at + MINUTE > resolved)


def told(counts: dict[str, int], dues: Sequence[Due], silent: Sequence[str], now: datetime) -> str:
    """A look as one structured log line."""
    return json.dumps(
        {
            "incident_updates": "look",
            "open": counts,
            "due": {due.level.name: round(due.overdue(now) / MINUTE) for due in dues},
            "silent": list(silent),
        }
    )
