"""What a window has come to, from what its steps said, and the words for it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from .announcing import Words
from .health import BROKEN
from .windows import Window
from .work import Outcome, Said, said

HEALTH, UNMUTE, GATE = "health", "unmute", "gate"
_MINUTE = timedelta(minutes=1)
_CAUSE_SHOWN = 300


class Verdict(StrEnum):
    """Of a whole window. BROKEN: something does not work that did before."""

    GOOD = "good"
    SKIPPED = "skipped"
    FAILED = "failed"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One step: how it ended, why, and its figures. One that was never begun was left out."""

    step: str
    outcome: str
    because: str
    figures: Said

    @classmethod
    def of(cls, step: str, state: Said) -> Self:
        """From the workflow's state: an answer, an error, or neither."""
        answer, error = said(state.get(step)), said(state.get(f"{step}_error"))
        if error:
            why = f"{error.get('Error')}: {_message(str(error.get('Cause') or ''))}"
            return cls(step, Outcome.FAILED, why, said(answer.get("figures")))
        if not answer:
            return cls(step, "left out", "what it needs was not done", {})
        told = str(answer.get("outcome")), str(answer.get("because"))
        return cls(step, *told, said(answer.get("figures")))

    @property
    def has_failed(self) -> bool:
        """Whether somebody should look: what was left out is the fault of another step.

        One that still asks to be called again was cut off.
        """
        return self.outcome in (Outcome.FAILED, Outcome.AGAIN)

    @property
    def line(self) -> str:
        """`vacuum: done, 12 tables (dead rows 120 -> 3)`."""
        changes = ", ".join(_changes(self.figures))
        how = "not finished" if self.outcome == Outcome.AGAIN else self.outcome
        return f"{self.step}: {how}, {self.because}{f' ({changes})' if changes else ''}"


@dataclass(frozen=True, slots=True)
class Story:
    """A window's run, from `began` until `ended`; `forced` is how it was ended, "" by itself."""

    environment: str
    window: Window
    began: datetime
    ended: datetime
    gate: Said
    work: tuple[Chapter, ...]
    after: tuple[Chapter, ...]
    forced: str

    @classmethod
    def of(
        cls,
        state: Said,
        steps: Sequence[str],
        *,
        environment: str,
        window: Window,
        began: datetime,
        ended: datetime,
    ) -> Self:
        """From everything the steps have said."""
        return cls(
            environment=environment,
            window=window,
            began=began,
            ended=ended,
            gate=said(state.get(GATE)),
            work=tuple(Chapter.of(step, state) for step in steps),
            after=tuple(Chapter.of(step, state) for step in (HEALTH, UNMUTE)),
            forced=str(state.get("ended") or ""),
        )

    @property
    def verdict(self) -> Verdict:
        """The worst that can be said of it."""
        if self.gate.get("outcome") == Outcome.SKIPPED:
            return Verdict.SKIPPED
        broken = self.after[0].figures.get(BROKEN, 0)
        if broken not in (0, "0"):
            return Verdict.BROKEN
        is_open = self.gate.get("outcome") == Outcome.DONE
        failed = any(one.has_failed for one in (*self.work, *self.after))
        return Verdict.FAILED if failed or self.forced or not is_open else Verdict.GOOD

    @property
    def words(self) -> Words:
        """The summary as it is sent."""
        return Words(
            title=f"Maintenance of {self.environment}, {self.window.id}: {self._said}",
            text="\n".join(self._lines),
            thread=f"{self.environment}-{self.window.id}",
        )

    @property
    def _said(self) -> str:
        took = f"{(self.ended - self.began) // _MINUTE} min"
        return {
            Verdict.GOOD: f"done in {took}",
            Verdict.SKIPPED: f"skipped, {self.gate.get('because')}",
            Verdict.FAILED: f"incomplete after {took}",
            Verdict.BROKEN: f"ended after {took} with something broken",
        }[self.verdict]

    @property
    def _lines(self) -> Iterator[str]:
        if self.verdict is Verdict.SKIPPED:
            yield f"Nothing was touched: {self.gate.get('because')}."
            return
        if self.forced:
            yield f"The run was ended by force: {self.forced}."
        if self.gate.get("outcome") != Outcome.DONE:
            yield "The gate could not be asked, so nothing was touched."
            return
        for one in (*self.work, *self.after):
            yield f"- {one.line}"


def _changes(figures: Mapping[str, object]) -> Iterator[str]:
    """Figures that come as a pair, before and after; then the others, but for what is nothing."""
    for name, value in figures.items():
        if name.endswith("_before") and f"{name.removesuffix('_before')}_after" in figures:
            plain = name.removesuffix("_before")
            yield f"{plain.replace('_', ' ')} {value} -> {figures[f'{plain}_after']}"
    for name, value in figures.items():
        if not name.endswith(("_before", "_after")) and value not in (0, "0"):
            yield f"{name.replace('_', ' ')} {value}"


def _message(cause: str) -> str:
    """What was raised: Step Functions hands on Lambda's JSON, the stack trace included."""
    try:
        text = str(said(json.loads(cause)).get("errorMessage") or cause)
    except (ValueError, RecursionError):
        text = cause
    return text[:_CAUSE_SHOWN]
