"""Which alarms a window's work disturbs, why, and which objective each belongs to, as values."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from filmops.alarms import AlarmSpec
from filmops.composites import Alarms, CompositeSpec
from filmops.names import Names
from promises import Level

LONGEST = 4096
"""Characters of a standard parameter (Systems Manager, PutParameter)."""


@dataclass(frozen=True, slots=True)
class Muted:
    """Alarms that a piece of work disturbs; `belongs_to` is the objective they guard, "" for none."""

    because: str
    belongs_to: str
    alarms: tuple[str, ...]


DISTURBED = (
    Muted(
        because="VACUUM and REINDEX read and write whole tables",
        belongs_to="",
        alarms=(
            "database-cpu",
            "database-load",
            "database-read-latency",
            "database-write-latency",
        ),
    ),
    Muted(
        because="GPU workers are patched and restarted in batches",
        belongs_to="",
        alarms=("workers-cpu", "workers-missing"),
    ),
    Muted(
        because="films wait while a batch of workers restarts",
        belongs_to="slos.film_generation.latency",
        alarms=(
            "film-generation-latency-fast",
            "film-generation-latency-medium",
            "film-generation-queue-age",
            "film-generation-queue-depth",
            "film-generation-queue-depth-critical",
            "film-generation-slow",
            "film-generation-slow-critical",
        ),
    ),
)
"""By their names without the environment's. What users see fail is never among them, nor how fast
the API answers: the work may make it slower, and then somebody has to know (docs/decisions/0020)."""


def muted(
    names: Names, alarms: Alarms, disturbed: Sequence[Muted] = DISTURBED
) -> tuple[Muted, ...]:
    """Those of them that this environment has, under their full names.

    Raises ValueError when one is a P1, or tells nobody by itself.
    """
    speaking = {one.name: one for one in alarms.speaking}
    found: list[Muted] = []
    for one in disturbed:
        here = tuple(_here(names, one, alarms, speaking))
        if here:
            found.append(Muted(one.because, one.belongs_to, here))
    return tuple(found)


def listed(reasons: Sequence[Muted]) -> str:
    """The list as the functions read it; raises ValueError when it is too long for a parameter."""
    text = json.dumps(
        [
            {"because": one.because, "belongs_to": one.belongs_to, "alarms": list(one.alarms)}
            for one in reasons
        ]
    )
    if len(text) > LONGEST:
        raise ValueError(f"wanted a list of at most {LONGEST} characters, got: {len(text)}")
    return text


def _here(
    names: Names, one: Muted, alarms: Alarms, speaking: dict[str, AlarmSpec | CompositeSpec]
) -> Iterator[str]:
    for short in one.alarms:
        name = names.of(short)
        if name not in alarms.names:
            continue
        if name not in speaking:
            raise ValueError(f"{name}: wanted an alarm that speaks, got a part of another")
        severity = speaking[name].severity
        if severity is None or severity.level is Level.P1:
            raise ValueError(f"{name}: wanted no P1 among the muted")
        yield name
