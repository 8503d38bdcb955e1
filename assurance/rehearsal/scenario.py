"""A scenario file: what goes wrong on which day, and who must hear of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, WithJsonSchema

from assurance.rehearsal.baseline import Baseline
from assurance.rehearsal.described import Described
from assurance.rehearsal.fields import Length, Moment, Often, Share
from assurance.rehearsal.words import Kind

Severity = Literal["P1", "P2", "P3", "P4"]
_NOW = timedelta(0)
_WORDS: Final = {
    "type": "string",
    "examples": [kind if kind is Kind.LOST else f"PART {kind}" for kind in Kind],
}


class Fault(Described):
    """Something that goes wrong, in words; all times from the scenario's begin."""

    fault: Annotated[str, WithJsonSchema(_WORDS)]
    """What happens to what: `api errors 7 %`, `database gone`, `region us-east-1 lost`."""
    after: Length = Field(default=timedelta(minutes=30))
    """When it sets in."""
    lasting: Length
    """How long it lasts."""
    ramp: Length = Field(default=_NOW)
    """How long it takes to reach its size."""
    named: str = ""
    """A name by which a page may say that this is its cause."""


class Mute(Described):
    """A mute rule that is set for the scenario, as for a maintenance window."""

    schedule: str
    """As CloudWatch has it: at(2026-11-08T02:00), or cron() of five fields."""
    lasting: Length
    """How long each window lasts, from one minute to 15 days."""
    timezone: str = "UTC"
    """Of the schedule."""
    alarms: tuple[str, ...] = ("*",)
    """Which alarms, by name, end or pattern."""
    severities: tuple[Severity, ...] = ("P2", "P3", "P4")
    """Of those alarms only the ones that speak at these."""


class Spent(Described):
    """How much of an error budget may be gone."""

    of: str
    """A part with a flow, such as `api`; `api in time` for the budget of its times."""
    at_most: Share
    """Of the whole budget."""


class Page(Described):
    """One alarm that has to speak. Times from the start of the first fault, or of its cause."""

    alarm: str
    """Its name, or the end of it; `*` stands for any text."""
    severity: Severity
    """At which it speaks."""
    cause: str | None = None
    """The fault it tells of, by its name or its words, `*` for any text: where there are others."""
    within: Length
    """By when it speaks at the latest."""
    not_before: Length = Field(default=_NOW)
    """When it speaks at the soonest."""
    resolves: Length | None = None
    """How long after the end of the last fault, or of its cause, it has told that it is over."""
    times: int | None = 1
    """How often it speaks: of its cause up to `resolves` after that, else in all. None where that
    does not matter."""
    spent: Spent | None = None
    """How much budget may be gone when it speaks first."""


class Expectation(Described):
    """Who hears of it. Whatever else speaks is unexpected, unless it is allowed."""

    pages: tuple[Page, ...] = ()
    """Alarms that have to speak."""
    allowed: tuple[str, ...] = ()
    """Alarms that may speak or not."""
    quiet: tuple[Severity, ...] = ()
    """Severities at which nobody may be told, although allowed alarms have them."""


class Written(Described):
    """The file as it is written."""

    title: str
    """What goes wrong, in a sentence."""
    handbook: str
    """The words of the handbook it stands for."""
    baseline: str = "baseline.yaml"
    """The file of the calm day, beside this one."""
    begins: Moment = Field(default=datetime(2026, 11, 3, 10, tzinfo=UTC))
    """UTC; a Tuesday morning unless it is said."""
    lasting: Length
    """How long it is looked at; every fault is over by then."""
    seed: int = 1
    """Another one gives other noise."""
    traffic: Mapping[str, Often] = Field(default_factory=dict[str, "Often"])
    """Other means for the traffic of parts, for the days before it too."""
    each: str | tuple[Mapping[str, str], ...] = ()
    """What `<name>` stands for: list items that say it are repeated for each of these. Or the name
    of a list of the baseline."""
    mutes: tuple[Mute, ...] = ()
    """Mute rules that are set for it."""
    faults: tuple[Fault, ...] = ()
    """What goes wrong; nothing on a calm day."""
    expect: Expectation
    """Who hears of it."""


class Scenario(Described):
    """A scenario with the calm day it departs from."""

    name: str
    file: Path
    written: Written
    baseline: Baseline
    environment: str = ""
    """Where it is played; decides how large the things of the baseline are there."""

    def played_in(self, environment: str) -> Scenario:
        """The same in an environment."""
        return self.model_copy(update={"environment": environment})

    @property
    def start(self) -> int:
        """When it begins, in seconds since 1970."""
        return int(self.written.begins.timestamp())

    @property
    def end(self) -> int:
        """When it is over."""
        return self.start + int(self.written.lasting.total_seconds())

    @property
    def first_fault(self) -> int:
        """When the first fault sets in; the begin where there is none."""
        afters = [fault.after for fault in self.written.faults]
        return self.start + int(min(afters, default=_NOW).total_seconds())

    @property
    def last_end(self) -> int:
        """When the last fault is over."""
        ends = [fault.after + fault.lasting for fault in self.written.faults]
        return self.start + int(max(ends, default=_NOW).total_seconds())
