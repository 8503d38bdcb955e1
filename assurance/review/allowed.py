"""The reviewed lines that let a change through a gate: what, why, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Final

from pydantic import BeforeValidator, Field, field_validator

from assurance.assembly.files import unusable
from assurance.review.sentence import Gate, Sentence
from promises.errors import WantedError
from promises.fields import read_by
from promises.frozen import Frozen
from promises.reading import read_yaml
from promises.validation import validate

_GATE = "one of " + ", ".join(Gate)
FILE: Final = Path("allowed.yaml")
LONGEST: Final = timedelta(days=92)
"""A line is for one change; what has to last longer is a decision, and belongs into the rules."""


def _gate(words: str) -> Gate:
    if words not in tuple(Gate):
        raise WantedError(_GATE)
    return Gate(words)


def _day(value: object) -> date:
    """A day as YAML reads one, or as it is written in quotes."""
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise WantedError("a day such as 2026-12-01") from None


class Line(Frozen):
    """One thing that is allowed."""

    gate: Annotated[Gate, read_by(_gate, Gate, _GATE)]
    subject: str
    """A construct path such as `prod/Data/Database`, or an environment and a promise's id such as
    `prod/recovery.rpo`. `*` stands for any text: `*/recovery.rpo` is allowed everywhere. At least
    one part between slashes, beside the environment, is written without it."""
    because: str
    until: Annotated[date, BeforeValidator(_day)]
    """The last day it holds, at most `LONGEST` from today."""

    @field_validator("subject")
    @classmethod
    def _names_something(cls, subject: str) -> str:
        environment, *below = subject.split("/")
        if all(not part.strip() or "*" in part for part in (below or [environment])):
            raise WantedError("the subject as the review shows it, one whole part of it without *")
        return subject

    @field_validator("because")
    @classmethod
    def _says_why(cls, because: str) -> str:
        if not because.strip():
            raise WantedError("a reason")
        return because

    def holds_on(self, today: date) -> bool:
        """Whether its day has not passed, and is not too far away."""
        return today <= self.until <= today + LONGEST

    def fits(self, sentence: Sentence) -> bool:
        """Whether it is about what the sentence tells."""
        return sentence.gate is self.gate and fnmatchcase(sentence.subject, self.subject)


class Allowed(Frozen):
    """The file as it is written."""

    allowed: tuple[Line, ...] = Field(default=())


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence at its gate, and the line that lets it through; None where nothing does."""

    environment: str
    sentence: Sentence
    line: Line | None


def read_allowed(file: Path | None = None) -> tuple[Line, ...]:
    """The lines of the file, or of `allowed.yaml`, which need not be there. Raises InputErrors."""
    if file is None and not FILE.exists():
        return ()
    asked = file or FILE
    if not asked.exists():
        raise unusable(asked, "", "a file of lines that allow", "no such file")
    return validate(Allowed, read_yaml(asked)).allowed


def judged(
    found: Iterable[tuple[str, Sentence]], lines: Sequence[Line], today: date
) -> tuple[Judged, ...]:
    """Every sentence that has a gate, with the line that holds today and is about it."""
    valid = [line for line in lines if line.holds_on(today)]
    return tuple(
        Judged(name, sentence, next((one for one in valid if one.fits(sentence)), None))
        for name, sentence in found
        if sentence.gate
    )


def stale(
    found: Iterable[tuple[str, Sentence]], lines: Sequence[Line], today: date
) -> tuple[str, ...]:
    """What is wrong with the lines themselves: expired, or about nothing in this change."""
    told = [sentence for _, sentence in found]
    return tuple(said for line in lines if (said := _wrong(line, told, today)))


def _wrong(line: Line, told: Sequence[Sentence], today: date) -> str:
    named = f"{line.gate}: {line.subject}"
    if today > line.until:
        return f"{named}: expired on {line.until}, it allows nothing any more: remove or renew it"
    if not line.holds_on(today):
        return (
            f"{named}: {line.until} is too far away, it allows nothing: at most {LONGEST.days} days"
        )
    if not any(line.fits(one) for one in told):
        return f"{named}: nothing in this change needs it: remove it"
    return ""
