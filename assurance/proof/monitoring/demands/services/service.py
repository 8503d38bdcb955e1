"""What a row of the table of objectives is to the rules: which metrics tell of it, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from assurance.proof.monitoring.events import Events
from assurance.proof.monitoring.parts import Parts
from assurance.proof.monitoring.readings import Source

SECOND, MILLISECOND = timedelta(seconds=1), timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Timed:
    """How long its events take, in `unit`; `what` is said of those that take too long.

    `guarded` where a rise takes a deployment back.
    """

    what: str
    source: Callable[[Parts], Source]
    unit: timedelta = SECOND
    guarded: bool = False


def _nothing(_: Parts) -> tuple[Source, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Service:
    """One row. Whatever takes the parts may be asked only where the service is `here`.

    `part` is what an environment without it lacks. `heard` is there while it lives, one of them
    is enough; `moved` is what goes over the network. Outages of the rows it `leans_on`, or of the
    database, explain its symptoms. `guarded` where a rise of its failures takes a deployment back.
    """

    row: str
    part: str
    here: Callable[[Parts], bool]
    answers: Callable[[Parts], Events]
    heard: Callable[[Parts], tuple[Source, ...]]
    moved: Callable[[Parts], tuple[Source, ...]] = _nothing
    timed: Timed | None = None
    leans_on: tuple[str, ...] = ()
    guarded: bool = False
