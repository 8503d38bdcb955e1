"""The reviewed lines that let a change through a gate: what, why, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator

from assurance.review.sentence import Gate, Sentence
from promises.errors import WantedError
from promises.fields import read_by
from promises.frozen import Frozen
from promises.reading import read_yaml
from promises.validation import validate

_GATE = "one of " + ", ".join(Gate)


def _gate(words: str) -> Gate:
    if words not in tuple(Gate):
        raise WantedError(_GATE)
    return Gate(words)


class Line(Frozen):
    """One thing that is allowed."""

    gate: Annotated[Gate, read_by(_gate, Gate, _GATE)]
    subject: str
    """A construct path such as `prod/Data/Database`, or an environment and a promise's id such as
    `prod/recovery.rpo`. `*` stands for any text: `*/recovery.rpo` is allowed everywhere."""
    because: str
    until: date
    """The last day it holds."""

    @field_validator("subject")
    @classmethod
    def _names_something(cls, subject: str) -> str:
        if not subject.replace("*", "").strip("/."):
            raise WantedError("the subject as the review shows it, at most with * in it")
        return subject

    @field_validator("because")
    @classmethod
    def _says_why(cls, because: str) -> str:
        if not because.strip():
            raise WantedError("a reason")
        return because

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


def read_allowed(file: Path) -> tuple[Line, ...]:
    """The lines of the file; none where there is no file. Raises InputErrors."""
    return validate(Allowed, read_yaml(file)).allowed if file.exists() else ()


def judged(
    found: Iterable[tuple[str, Sentence]], lines: Sequence[Line], today: date
) -> tuple[Judged, ...]:
    """Every sentence that has a gate, with the line that holds today and is about it."""
    valid = [line for line in lines if today <= line.until]
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
    if not any(line.fits(one) for one in told):
        return f"{named}: nothing in this change needs it: remove it"
    return ""
