"""What is known of an incident, as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from promises import Level


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when, both aware of their zone."""

    begin: datetime
    end: datetime


class Source(StrEnum):
    """Who remembers something."""

    ALARM = "alarm"
    DEPLOYMENT = "deployment"
    PAGE = "page"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the timeline."""

    at: datetime
    source: Source
    what: str


@dataclass(frozen=True, slots=True)
class Speaking:
    """An alarm that tells somebody, by its name, its Region and its severity."""

    name: str
    region: str
    level: Level


@dataclass(frozen=True, slots=True)
class Transition:
    """An alarm changed its state."""

    alarm: Speaking
    at: datetime
    to: str

    @property
    def happening(self) -> Happening:
        """As a line of the timeline."""
        alarm = self.alarm
        return Happening(
            self.at, Source.ALARM, f"{alarm.level} {alarm.name} ({alarm.region}): {self.to}"
        )


@dataclass(frozen=True, slots=True)
class Page:
    """An incident of PagerDuty's; `acknowledged` is None where nobody did."""

    id: str
    title: str
    opened: datetime
    acknowledged: datetime | None
    resolved: datetime | None

    @property
    def happenings(self) -> tuple[Happening, ...]:
        """As lines of the timeline."""
        steps = (
            ("paged", self.opened),
            ("acknowledged", self.acknowledged),
            ("resolved", self.resolved),
        )
        return tuple(
            Happening(at, Source.PAGE, f"{verb}: {self.title}") for verb, at in steps if at
        )

    @property
    def took(self) -> timedelta | None:
        """From the page to its acknowledgement."""
        return self.acknowledged - self.opened if self.acknowledged else None


@dataclass(frozen=True, slots=True)
class Said:
    """A status update."""

    level: Level
    at: datetime
    status: str
    text: str

    @property
    def happening(self) -> Happening:
        """As a line of the timeline."""
        return Happening(self.at, Source.UPDATE, f"{self.level} {self.status}: {self.text}")


@dataclass(frozen=True, slots=True)
class Budget:
    """An objective's attained share before and after, in percent; None where nobody measured."""

    objective: str
    goal: float
    before: float | None
    after: float | None

    @property
    def spent(self) -> float | None:
        """How much of the error budget went in between, in percent of the whole of it."""
        if self.before is None or self.after is None:
            return None
        return 100 * (self.before - self.after) / (100 - self.goal)


@dataclass(frozen=True, slots=True)
class Record:
    """Everything found; `unasked` says of each source that was not asked, why."""

    id: str
    environment: str
    span: Span
    transitions: tuple[Transition, ...]
    deployments: tuple[datetime, ...]
    pages: tuple[Page, ...]
    said: tuple[Said, ...]
    budgets: tuple[Budget, ...]
    unasked: Mapping[Source, str]

    @property
    def severity(self) -> Level | None:
        """The worst severity that fired; None where nothing did."""
        fired = [one.alarm.level for one in self.transitions if one.to == "ALARM"]
        return min(fired, key=list(Level).index, default=None)

    @property
    def timeline(self) -> tuple[Happening, ...]:
        """Everything, in order."""
        found = [
            *(one.happening for one in self.transitions),
            *(Happening(at, Source.DEPLOYMENT, "deployed") for at in self.deployments),
            *(step for page in self.pages for step in page.happenings),
            *(one.happening for one in self.said),
        ]
        return tuple(sorted(found, key=lambda one: one.at))
