"""What the function can be asked, read from its event and checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .environment import Level
from .logic import Status

LONGEST = 1000
"""Characters of an update: Slack and status pages show that much without folding it."""


class Step(StrEnum):
    """The three things it does."""

    LOOK = "look"
    POST = "post"
    HANDOVER = "handover"


@dataclass(frozen=True, slots=True)
class Post:
    """An update somebody gives; `what` is the part of the product as users know it."""

    level: Level
    status: Status
    what: str
    text: str
    by: str


def step_of(event: Mapping[str, object]) -> Step:
    """The step an event asks for; raises ValueError."""
    try:
        return Step(str(event.get("step")))
    except ValueError:
        wanted = " | ".join(Step)
        raise ValueError(f'event: wanted {{"step": {wanted}}}, got {dict(event)}') from None


def post_of(event: Mapping[str, object], levels: Sequence[Level]) -> Post:
    """The update in an event; raises ValueError that names the field."""
    by_name = {level.name: level for level in levels}
    level = by_name.get(str(event.get("level")))
    if level is None:
        raise ValueError(f"level: wanted one of {', '.join(by_name)}, got {event.get('level')!r}")
    try:
        status = Status(str(event.get("status")))
    except ValueError:
        got = event.get("status")
        raise ValueError(f"status: wanted one of {', '.join(Status)}, got {got!r}") from None
    return Post(level, status, _words(event, "what"), _words(event, "text"), _words(event, "by"))


def _words(event: Mapping[str, object], name: str) -> str:
    value = event.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name}: wanted some words, got {value!r}")
    if len(value) > LONGEST:
        raise ValueError(f"{name}: wanted at most {LONGEST} characters, got {len(value)}")
    return value.strip()
