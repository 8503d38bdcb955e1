"""What a consistency rule is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from promises.topics import Topics


@dataclass(frozen=True)
class Broken:
    """A promise that contradicts another: its id, what the other asks for, and what it says."""

    key: str
    wanted: str
    got: str


Rule = Callable[[Topics], Iterator[Broken]]
