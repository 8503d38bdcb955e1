"""A whole review: every environment in sentences and resources, and what holds at a gate."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from assurance.review.allowed import Judged, Line, judged, stale
from assurance.review.pair import Pair
from assurance.review.pairing import Proven, pairs
from assurance.review.resources.change import Change
from assurance.review.sentence import Gate, Sentence, Topic
from assurance.review.words import (
    alarms,
    burning,
    calendar,
    costs,
    doors,
    ending,
    naming,
    network,
    people,
    promises,
    rights,
    settings,
    stacks,
    state,
    tools,
    unguarding,
    upgrade,
)

Speaker = Callable[[Pair], Iterator[Sentence]]
SPEAKERS: Final[tuple[Speaker, ...]] = (
    stacks.sentences,
    state.sentences,
    ending.sentences,
    unguarding.sentences,
    naming.sentences,
    rights.sentences,
    doors.sentences,
    network.sentences,
    promises.sentences,
    alarms.sentences,
    burning.sentences,
    people.sentences,
    tools.sentences,
    calendar.sentences,
    settings.sentences,
    upgrade.sentences,
    costs.sentences,
)


@dataclass(frozen=True, slots=True, eq=False)
class EnvironmentReview:
    """One environment that changes."""

    name: str
    sentences: tuple[Sentence, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence, with every environment it holds in."""

    environments: tuple[str, ...]
    sentence: Sentence
    held: bool = False
    """Whether it stops the change in one of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Review:
    """Everything a reviewer has to know."""

    environments: tuple[EnvironmentReview, ...]
    judged: tuple[Judged, ...]
    """Every sentence that has a gate."""
    stale: tuple[str, ...]
    """What is wrong with the lines that allow."""

    @property
    def held(self) -> tuple[Judged, ...]:
        """What stops the change."""
        return tuple(one for one in self.judged if one.line is None)

    @property
    def let_through(self) -> tuple[Judged, ...]:
        """What a reviewed line allows."""
        return tuple(one for one in self.judged if one.line is not None)

    def told(self) -> Mapping[Topic, tuple[Told, ...]]:
        """The sentences by topic, each once with its environments."""
        stopped = {(one.environment, one.sentence) for one in self.held}
        found: dict[tuple[Topic, Gate | None, str], list[tuple[str, Sentence]]] = {}
        for environment in self.environments:
            for one in environment.sentences:
                found.setdefault((one.topic, one.gate, one.text), []).append(
                    (environment.name, one)
                )
        by_topic: dict[Topic, list[Told]] = {topic: [] for topic in Topic}
        for (topic, _, _), ones in found.items():
            names = tuple(dict.fromkeys(name for name, _ in ones))
            held = any((name, one) in stopped for name, one in ones)
            by_topic[topic].append(Told(names, ones[0][1], held))
        return {topic: tuple(ones) for topic, ones in by_topic.items() if ones}


def review(
    base: Path,
    head: Path,
    proven: Proven,
    allowed: Sequence[Line],
    today: date,
    progress: Callable[[str], None],
) -> Review:
    """Review the change from one assembly to another.

    `proven` is what the base's own rules said of it, by environment; what is not in it is held to
    the promises of this checkout. Raises InputErrors where a side cannot be read.
    """
    found: list[EnvironmentReview] = []
    for pair in pairs(base, head, proven, today, progress):
        progress(f"Putting {pair.name} into words")
        found.append(EnvironmentReview(pair.name, spoken(pair), pair.changes))
    said = [(one.name, sentence) for one in found for sentence in one.sentences]
    return Review(tuple(found), judged(said, allowed, today), stale(said, allowed, today))


def spoken(pair: Pair) -> tuple[Sentence, ...]:
    """Every sentence on one environment."""
    return tuple(dict.fromkeys(one for speaker in SPEAKERS for one in speaker(pair)))
