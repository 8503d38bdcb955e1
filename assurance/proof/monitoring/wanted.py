"""An alarm that a promise asks for, and how a watcher falls short of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from assurance.proof.monitoring.facts import fact_of
from assurance.proof.monitoring.readings import Reading
from assurance.proof.monitoring.watcher import Watcher
from promises import Level, Sense, text

AT_ONCE = timedelta(0)
_JUST = 1e-6


@dataclass(frozen=True, slots=True)
class Limit:
    """A number and the side of it that alarms; `reached` when the number itself does too."""

    sense: Sense
    number: float
    reached: bool = False

    def fault(self, watcher: Watcher) -> str:
        """Why the watcher's condition is not this limit: tried right at the number."""
        step = _JUST * max(1.0, abs(self.number)) * (1 if self.sense is Sense.ABOVE else -1)
        tries = (
            (self.number, self.reached),
            (self.number + step, True),
            (self.number - step, False),
        )
        if all(watcher.crossed(value) is wanted for value, wanted in tries):
            return ""
        return f"alarms at {watcher.condition}, promised {self}"

    def __str__(self) -> str:
        words = {Sense.ABOVE: "at least" if self.reached else "above", Sense.BELOW: "below"}
        return f"{words[self.sense]} {self.number:.10g}"


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """One alarm: what it looks at, when it fires, after how long, how urgent it is.

    `whole` when the number is taken over all of `lasting` at once, as a share is; `silence` when
    it is the metric's absence that lasts. `of` is the part of the environment it belongs to. One
    without a severity steers others and tells nobody.
    """

    promise: str
    of: str
    reading: Reading
    limit: Limit
    lasting: timedelta
    severity: Level | None
    whole: bool = False
    silence: bool = False

    def faults(self, watcher: Watcher) -> Iterator[str]:
        """How the watcher falls short, what is quickly seen first."""
        if watcher.alarm.severity is not self.severity:
            yield f"is {watcher.alarm.severity or 'of no severity'}, promised {self.severity}"
        if fault := "" if self.silence else self.limit.fault(watcher):
            yield fault
        yield from self._time_faults(watcher)
        if fault := self.reading.fault(watcher.sight):
            yield fault

    def _time_faults(self, watcher: Watcher) -> Iterator[str]:
        if watcher.datapoints != watcher.window:
            yield f"fires on {watcher.datapoints} of {watcher.window} periods, wanted all of them"
        if self.silence and not watcher.is_silence:
            yield "does not fire on silence alone"
        elif self.lasting == AT_ONCE:
            if watcher.datapoints != 1 or watcher.period > self._soonest(watcher):
                yield f"takes {text(watcher.detection)}, promised at once"
        elif watcher.detection != self.lasting:
            yield f"takes {text(watcher.detection)}, promised {text(self.lasting)}"
        elif self.whole and watcher.datapoints != 1:
            yield f"judges {text(watcher.period)} at a time, wanted {text(self.lasting)} as a whole"

    def _soonest(self, watcher: Watcher) -> timedelta:
        """The shortest period that always holds a point: up to two publications apart."""
        facts = (fact_of(namespace, metric) for namespace, metric in watcher.sight.metrics)
        every = max((fact.every for fact in facts if fact), default=timedelta(minutes=1))
        return every if every <= timedelta(minutes=1) else 2 * every


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """A wanted alarm with the watcher that is meant to be it, and where that falls short."""

    wanted: Wanted
    watcher: Watcher | None
    faults: tuple[str, ...] = ()

    @property
    def fault(self) -> str:
        """One sentence; empty when the alarm is there as promised."""
        if self.watcher is None:
            return f"{self.wanted.of}: no alarm looks at {self.wanted.reading.what}"
        told = ", ".join(self.faults)
        return told and f"{self.wanted.of}: alarm {self.watcher.name} {told}"

    @property
    def fix(self) -> str:
        """What would make it so."""
        wanted = self.wanted
        lasting = "" if wanted.lasting == AT_ONCE else f" for {text(wanted.lasting)}"
        when = "missing" if wanted.silence else str(wanted.limit)
        return f"Alarm on {wanted.reading.what}, {when}{lasting}, as {wanted.severity}."
