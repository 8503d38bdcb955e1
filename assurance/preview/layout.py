"""Where widgets stand on CloudWatch's grid of 24 columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

COLUMNS = 24
DEFAULT_SIZE = 6


@dataclass(frozen=True, slots=True)
class Wish:
    """What a widget asks for; without a place it takes the next one that is free."""

    place: tuple[int, int] | None
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Box:
    """Where a widget stands, in grid units."""

    x: int
    y: int
    width: int
    height: int

    def touches(self, other: Box) -> bool:
        """Whether two boxes want the same unit."""
        beside = self.x + self.width <= other.x or other.x + other.width <= self.x
        apart = self.y + self.height <= other.y or other.y + other.height <= self.y
        return not beside and not apart


def place(wishes: Sequence[Wish]) -> tuple[Box, ...]:
    """A box for every widget, none over another.

    Named places are taken first; a widget whose place is taken moves down, as in the console.
    """
    boxes: dict[int, Box] = {}
    order = sorted(range(len(wishes)), key=lambda one: wishes[one].place is None)
    for number in order:
        wish = wishes[number]
        taken = tuple(boxes.values())
        boxes[number] = _below(wish, taken) if wish.place else _next_free(wish, taken)
    return tuple(boxes[number] for number in range(len(wishes)))


def _below(wish: Wish, taken: Sequence[Box]) -> Box:
    x, y = wish.place or (0, 0)
    candidates = (Box(x, row, wish.width, wish.height) for row in count(y))
    return next(box for box in candidates if not any(box.touches(one) for one in taken))


def _next_free(wish: Wish, taken: Sequence[Box]) -> Box:
    for y in count():
        for x in range(COLUMNS - wish.width + 1):
            box = Box(x, y, wish.width, wish.height)
            if not any(box.touches(one) for one in taken):
                return box
    raise AssertionError("rows never end")
