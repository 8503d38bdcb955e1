"""An estimate of a recovery: named terms that add up, each with the place it was taken from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from assurance.verdict import Evidence, Verdict
from promises import text

NOTHING = timedelta(0)


class Origin(StrEnum):
    """Where a term comes from, the firmest first."""

    TEMPLATE = "template"
    PROMISE = "promise"
    DRILL = "drill"
    PUBLISHED = "published"
    ASSUMED = "assumed"


class Standing(StrEnum):
    """What a term does to its sum: counts, leaves it open, or leaves it without any end."""

    COUNTED = "counted"
    OPEN = "open"
    ENDLESS = "endless"


class Failure(StrEnum):
    """The ways to fail."""

    ZONE = "host or Zone lost"
    REGION = "Region lost"
    DAMAGE = "corrupted or dropped"
    DELETION = "deleted or overwritten"
    ACCOUNT = "everything deleted with the account's own rights"


class Subject(StrEnum):
    """What has to be there again."""

    DATABASE = "database"
    MEDIA = "media"


class Objective(StrEnum):
    """How old what is recovered may be, and how long recovering it may take."""

    RPO = "RPO"
    RTO = "RTO"


@dataclass(frozen=True, slots=True)
class Source:
    """What says so: in words, and where to look it up.

    `place` is a property in a template, a promise's id, an address, or a file of the project.
    """

    origin: Origin
    said: str
    place: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One part of the sum. `time` is None where nobody can name a number.

    Terms that are `beside` run at the same time, so only the longest of them counts.
    """

    name: str
    time: timedelta | None
    source: Source
    standing: Standing = Standing.COUNTED
    beside: bool = False
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Estimate:
    """One objective under one way to fail: what was promised, and what adds up against it."""

    id: str
    failure: Failure
    subject: Subject
    objective: Objective
    promise: str
    """The id of the promise it is held to."""
    promised: timedelta
    terms: tuple[Term, ...]

    @property
    def known(self) -> timedelta:
        """The sum of what is counted; what runs beside an open term is left out with it."""
        counted = [one for one in self.terms if one.standing is Standing.COUNTED]
        waits = any(one.beside and one.standing is not Standing.COUNTED for one in self.terms)
        return total(one for one in counted if not (waits and one.beside))

    @property
    def proven(self) -> timedelta | None:
        """The whole sum; None while a term is open or endless."""
        return self.known if not self.unsettled else None

    @property
    def margin(self) -> timedelta | None:
        """What is left of the promise, less than nothing where it is broken."""
        return None if self.proven is None else self.promised - self.proven

    @property
    def unsettled(self) -> tuple[Term, ...]:
        """The terms without a number that counts, the endless ones first."""
        open_ones = [one for one in self.terms if one.standing is Standing.OPEN]
        endless = [one for one in self.terms if one.standing is Standing.ENDLESS]
        return (*endless, *open_ones)

    @property
    def weakest(self) -> Term:
        """The link to work on: what has no end, else what is open, else the longest."""
        if self.unsettled:
            return self.unsettled[0]
        return max(self.terms, key=lambda one: one.time or NOTHING)

    @property
    def verdict(self) -> Verdict:
        """Broken without an end or beyond the promise, unproven while a term is open."""
        endless = any(one.standing is Standing.ENDLESS for one in self.terms)
        if endless or total(self.terms) > self.promised:
            return Verdict.BROKEN
        return Verdict.UNPROVEN if self.unsettled else Verdict.KEPT


def total(terms: Iterable[Term]) -> timedelta:
    """One after the other, but for those beside each other: of them the longest."""
    every = tuple(terms)
    beside = (one.time for one in every if one.beside and one.time)
    after = (one.time for one in every if not one.beside and one.time)
    return sum(after, NOTHING) + max(beside, default=NOTHING)


def minutes(time: timedelta) -> str:
    """A duration as people add it up: whole minutes as minutes, up to a day and beyond."""
    whole, rest = divmod(time, timedelta(minutes=1))
    return text(time) if rest else f"{whole} min"
