"""One step of a window: what the workflow hands to a function, and what it is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Self, cast

Said = Mapping[str, object]
Figure = float | str


class Outcome(StrEnum):
    """How a step ended; AGAIN asks the workflow to call once more."""

    DONE = "done"
    AGAIN = "again"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Result:
    """What a step answers: the reason is one sentence, the figures are for the summary.

    `cursor` is the step's own memory between two calls of one run.
    """

    outcome: Outcome
    because: str
    figures: Mapping[str, Figure] = field(default_factory=dict[str, Figure])
    cursor: Said = field(default_factory=dict[str, object])

    def said(self) -> dict[str, object]:
        """As the workflow keeps it."""
        told: dict[str, object] = {
            "outcome": self.outcome,
            "because": self.because,
            "figures": dict(self.figures),
        }
        return {**told, "cursor": dict(self.cursor)} if self.cursor else told


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the workflow: which step, of which window, in which execution.

    `state` is everything the steps before have said; a run that cleans up after another that was
    ended by force speaks in its name, in `execution` as well.
    """

    step: str
    window: str
    execution: str
    began: datetime
    state: Said

    @classmethod
    def of(cls, event: Said) -> Self:
        """Read a step's event. `window` is "" until the gate has said which one it is."""
        state = said(event.get("state"))
        return cls(
            step=str(event.get("step") or ""),
            window=str(said(state.get("gate")).get("window") or state.get("window") or ""),
            execution=str(state.get("after") or event.get("execution") or ""),
            began=moment(state.get("began") or event.get("started")),
            state=state,
        )

    @property
    def cursor(self) -> Said:
        """What this step remembered when it asked to be called again."""
        return said(said(self.state.get(self.step)).get("cursor"))


def said(value: object) -> Said:
    """A JSON object, empty where there is none."""
    return cast(Said, value) if isinstance(value, dict) else {}


def moment(value: object) -> datetime:
    """A moment as AWS writes it, ISO 8601 or milliseconds since 1970; raises ValueError."""
    if isinstance(value, int | float):
        return datetime.fromtimestamp(value / 1000, UTC)
    text = str(value)
    if text.isdecimal():
        return datetime.fromtimestamp(int(text) / 1000, UTC)
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
