"""One thing to say about an alarm."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What follows from a finding."""

    ILLEGAL = "illegal"
    """CloudWatch would refuse it, or never evaluate it."""
    NEVER_FIRES = "never fires"
    NEVER_CLEARS = "never clears"
    NO_SUCH_METRIC = "no such metric"
    """No metric of the account has this name and these dimensions."""
    HANGS_ON_RANGE = "hangs on the unpublished range"
    ADVICE = "advice"
    """What AWS advises against, or what the data at hand cannot show."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding about one alarm, as a sentence."""

    alarm: str
    kind: Kind
    text: str
