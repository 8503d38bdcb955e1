"""What a review says: one sentence for each thing a reviewer has to know."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Topic(StrEnum):
    """What a sentence is about, in the order in which a reviewer reads."""

    STATE = "State and names"
    RIGHTS = "Rights and network"
    PROMISES = "Promises"
    PEOPLE = "Who is reached"
    ALARMS = "Alarms"
    TOOLS = "What on-call works with"
    CALENDAR = "Calendar"
    KEEPING = "What is kept"
    VERSIONS = "Versions and sizes"
    COST = "Cost"


class Gate(StrEnum):
    """What stops a change until it is mended, or allowed by a reviewed line."""

    PROMISE = "broken promise"
    STATE = "destroyed state"
    RIGHTS = "widened rights"
    NETWORK = "widened network"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing that changes. The text names no environment: it may hold in several."""

    topic: Topic
    text: str
    details: tuple[str, ...] = ()
    """More of the same, for whoever asks."""
    gate: Gate | None = None
    subject: str = ""
    """What a line that allows it has to name: a construct path, or a promise's id."""
