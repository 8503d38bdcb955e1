"""What a tension is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tension:
    """Promises, by id, that cannot all be kept by the obvious means.

    `because` has the numbers that pull; `answer` is what this project does about it.
    """

    id: str
    promises: tuple[str, ...]
    because: str
    answer: str
