"""Where the handbook's promises pull against each other, computed from its numbers."""

from collections.abc import Callable
from dataclasses import dataclass

from promises.topics import Topics


@dataclass(frozen=True)
class Tension:
    """Promises that cannot all be kept by one plain means, and what this project does about it."""

    id: str
    promises: tuple[str, ...]
    because: str
    answer: str


TENSIONS: tuple[Callable[[Topics], Tension | None], ...] = ()
