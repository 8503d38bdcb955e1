"""One run of a drill, as Step Functions hands it to every step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Self, cast

Said = Mapping[str, object]


class Drill(StrEnum):
    """What is restored: the replicated backup, the database's own backup, AWS Backup's copy."""

    REGION = "region"
    POINT_IN_TIME = "point-in-time"
    THIRD_COPY = "third-copy"


class Step(StrEnum):
    """What a step of the workflow asks for."""

    RESTORE = "restore"
    LOOK = "look"
    VALIDATE = "validate"
    CLEAN = "clean"
    TELL = "tell"
    RECORD = "record"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class Run:
    """Which drill, who runs it, since when, and the name of the instance it restores.

    `execution` is the ARN of the run that made the instance; a run that cleans up after another
    takes its place. `state` is everything the steps before have said.
    """

    drill: Drill
    execution: str
    began: datetime
    instance: str
    state: Said

    @classmethod
    def of(cls, event: Said, owner: str) -> Self:
        """Read a step's event; raises ValueError. `owner` begins the names of its instances."""
        state = said(event.get("state"))
        drill = _drill(state)
        began = moment(state.get("began") or event.get("started"))
        return cls(
            drill=drill,
            execution=str(state.get("after") or event.get("execution") or ""),
            began=began,
            instance=_restored(state) or f"{owner}-{drill}-{began:%Y%m%d}",
            state=state,
        )


def step_of(event: Said, *known: Step) -> Step:
    """The step an event asks for, one of those known; raises ValueError."""
    asked = event.get("step")
    for step in known:
        if asked == step:
            return step
    raise ValueError(f"step: wanted one of {', '.join(known)}, got {asked!r}")


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


def _drill(state: Said) -> Drill:
    asked = state.get("drill")
    if asked not in list(Drill):
        raise ValueError(f"drill: wanted one of {', '.join(Drill)}, got {asked!r}")
    return Drill(str(asked))


def _restored(state: Said) -> str:
    """The instance AWS Backup restored, by the ARN its event tells."""
    return str(state.get("resource") or "").rpartition(":")[2]
