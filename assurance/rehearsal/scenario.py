"""A scenario file: what goes wrong on which day, and who must hear of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from pydantic import Field

from assurance.rehearsal.baseline import Baseline
from assurance.rehearsal.fields import Length, Moment, Often, Share
from promises.frozen import Frozen

Severity = Literal["P1", "P2", "P3", "P4"]
_NOW = timedelta(0)


class Fault(Frozen):
    """Something that goes wrong, in words; all times from the scenario's begin."""

    fault: str
    after: Length = Field(default=timedelta(minutes=30))
    lasting: Length
    ramp: Length = Field(default=_NOW)
    """How long it takes to reach its size."""
    named: str = ""
    """A name by which a page may say that this is its cause."""


class Mute(Frozen):
    """A mute rule that is set for the scenario, as for a maintenance window."""

    schedule: str
    """As CloudWatch has it: at(2026-11-08T02:00), or cron() of five fields."""
    lasting: Length
    timezone: str = "UTC"
    alarms: tuple[str, ...] = ("*",)
    severities: tuple[Severity, ...] = ("P2", "P3", "P4")
    """Of those alarms only the ones that speak at these."""


class Spent(Frozen):
    """How much of an error budget may be gone."""

    of: str
    """A part with a flow, such as `api`; `api in time` for the budget of its times."""
    at_most: Share


class Page(Frozen):
    """One alarm that has to speak. Times from the start of the first fault, or of its cause."""

    alarm: str
    """Its name, or the end of it; `*` stands for any text."""
    severity: Severity
    cause: str | None = None
    """The fault it tells of, by its name or its words, `*` for any text: where there are others."""
    within: Length
    not_before: Length = Field(default=_NOW)
    resolves: Length | None = None
    """How long after the end of the last fault, or of its cause, it has told that it is over."""
    times: int | None = 1
    """How often it speaks: of its cause up to `resolves` after that, else in all. None where that
    does not matter."""
    spent: Spent | None = None
    """How much budget may be gone when it speaks first."""


class Expectation(Frozen):
    """Who hears of it. Whatever else speaks is unexpected, unless it is allowed."""

    pages: tuple[Page, ...] = ()
    allowed: tuple[str, ...] = ()
    """Alarms that may speak or not."""
    quiet: tuple[Severity, ...] = ()
    """Severities at which nobody may be told, although allowed alarms have them."""


class Written(Frozen):
    """The file as it is written."""

    title: str
    handbook: str
    """The words of the handbook it stands for."""
    baseline: str = "baseline.yaml"
    """The file of the calm day, beside this one."""
    begins: Moment = Field(default=datetime(2026, 11, 3, 10, tzinfo=UTC))
    lasting: Length
    seed: int = 1
    traffic: Mapping[str, Often] = Field(default_factory=dict[str, "Often"])
    """Other means for the traffic of parts, for the days before it too."""
    each: str | tuple[Mapping[str, str], ...] = ()
    """What `<name>` stands for: list items that say it are repeated for each of these. Or the name
    of a list of the baseline."""
    mutes: tuple[Mute, ...] = ()
    faults: tuple[Fault, ...] = ()
    expect: Expectation


class Scenario(Frozen):
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
