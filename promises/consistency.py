"""What must hold between promises whatever their numbers are. One rule, one function."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from promises.topics import Topics


@dataclass(frozen=True)
class Broken:
    """A promise that contradicts another: the id, what the others ask for and what it says."""

    key: str
    wanted: str
    got: str


Rule = Callable[[Topics], Iterator[Broken]]
RULES: tuple[Rule, ...] = ()
