"""What a policy tool objects to, in one form for all of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Annotated

from pydantic import AfterValidator, Field

from promises.errors import WantedError
from promises.frozen import Frozen


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One rule at one resource: `where` is its construct path without the environment's name."""

    rule: str
    environment: str
    where: str
    said: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.environment}/{self.where}: {self.said}"


def _not_everything(value: tuple[str, ...]) -> tuple[str, ...]:
    if any(not set(one) - set("*/?") for one in value):
        raise WantedError("names of resources", "a pattern that every resource fits")
    return value


class Accepted(Frozen):
    """A rule that is not followed at some resources (patterns of construct paths), and why.

    `environments` are those it is about; without, it is about the resource wherever it is.
    """

    rule: str
    environments: Annotated[tuple[str, ...] | None, Field(min_length=1)] = None
    at: Annotated[tuple[str, ...], Field(min_length=1), AfterValidator(_not_everything)]
    because: Annotated[str, Field(min_length=20)]

    def covers(self, finding: Finding) -> bool:
        """Whether it is about this finding."""
        return any(self.needs(pattern, finding) for pattern in self.at)

    def needs(self, pattern: str, finding: Finding) -> bool:
        """Whether one of its patterns is."""
        there = self.environments is None or finding.environment in self.environments
        return there and self.rule == finding.rule and fnmatchcase(finding.where, pattern)


class Exceptions(Frozen):
    """Every exception there is, whichever tool."""

    accepted: tuple[Accepted, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What is left open, and what was accepted and never found."""

    open: tuple[Finding, ...]
    unused: Mapping[str, Sequence[str]]
    """By rule the patterns that no finding fits."""

    @property
    def passed(self) -> bool:
        """Whether the gate is open."""
        return not (self.open or self.unused)


def judge(findings: Iterable[Finding], exceptions: Exceptions) -> Judged:
    """Hold findings against the exceptions: neither may be without the other."""
    found = sorted(set(findings))
    left = tuple(one for one in found if not any(a.covers(one) for a in exceptions.accepted))
    unused: dict[str, list[str]] = {}
    for rule, pattern in _unneeded(found, exceptions):
        unused.setdefault(rule, []).append(pattern)
    return Judged(left, unused)


def _unneeded(found: Sequence[Finding], exceptions: Exceptions) -> Iterator[tuple[str, str]]:
    for accepted in exceptions.accepted:
        for pattern in accepted.at:
            for name in accepted.environments or ("",):
                there = [one for one in found if name in ("", one.environment)]
                if not any(accepted.needs(pattern, one) for one in there):
                    yield accepted.rule, f"{name}/{pattern}".removeprefix("/")
