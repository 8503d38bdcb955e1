"""Incident severities: how fast, what they mean, how they reach somebody."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, cast

from pydantic import Field, model_validator

from promises.errors import WantedError
from promises.fields import NotEmpty, Stricter, Within, one_of, read_by
from promises.frozen import Frozen, Group
from promises.units import DURATION, duration, text


class Level(StrEnum):
    """The four severities, the worst first."""

    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"


class Channel(StrEnum):
    """A way to reach a person."""

    PAGERDUTY = "pagerduty"
    SMS = "sms"
    SLACK = "slack"
    EMAIL = "email"


@dataclass(frozen=True)
class NextBusinessDay:
    """A response time that is no number of hours: on the next working day."""

    def __str__(self) -> str:
        return "next business day"


_RESPONSE = f"{DURATION} or {NextBusinessDay()}"


def _response(words: str) -> timedelta | NextBusinessDay:
    if words == str(NextBusinessDay()):
        return NextBusinessDay()
    try:
        return duration(words)
    except WantedError:
        raise WantedError(_RESPONSE) from None


Response = Annotated[
    timedelta | NextBusinessDay,
    read_by(_response, (timedelta, NextBusinessDay), _RESPONSE),
    Stricter.LESS,
]
Channels = Annotated[tuple[Annotated[Channel, one_of(Channel)], ...], NotEmpty, Stricter.MORE]
LevelName = Annotated[Level, one_of(Level)]


class Severity(Frozen):
    """One severity. `update_every` is None where nobody promised updates."""

    level: Annotated[Level, Field(exclude=True)]  # the key it stands under
    name: str
    response: Response
    meanings: tuple[str, ...]
    channels: Channels
    update_every: Within | None = None

    @property
    def response_text(self) -> str:
        """The response time in words: "15 min", "next business day"."""
        return text(self.response)


class Severities(Group[Severity]):
    """The four severities, the worst first."""

    P1: Severity
    P2: Severity
    P3: Severity
    P4: Severity

    def items(self) -> tuple[tuple[Level, Severity], ...]:
        """Every severity with its level, the worst first."""
        return tuple((severity.level, severity) for severity in self.values())

    @model_validator(mode="before")
    @classmethod
    def _name_their_levels(cls, stated: dict[str, object]) -> dict[str, object]:
        return {
            name: {**cast("dict[str, object]", severity), "level": Level(name)}
            if isinstance(severity, dict) and name in Level.__members__
            else severity
            for name, severity in stated.items()
        }
