"""Where widgets stand on CloudWatch's grid of 24 columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

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


def place(wishes: Sequence[Wish]) -> tuple[Box, ...]:
    """A box for every widget, none over another.

    Named places are taken first; a widget whose place is taken moves down, as in the console.
    """
    boxes: dict[int, Box] = {}
    taken: defaultdict[int, int] = defaultdict(int)
    bottoms: set[int] = set()
    for number in sorted(range(len(wishes)), key=lambda one: wishes[one].place is None):
        wish = wishes[number]
        box = next(one for one in _candidates(wish, bottoms) if not _is_taken(taken, one))
        for row in range(box.y, box.y + box.height):
            taken[row] |= _columns(box)
        boxes[number] = box
        bottoms.add(box.y + box.height)
    return tuple(boxes[number] for number in range(len(wishes)))


def _candidates(wish: Wish, bottoms: Iterable[int]) -> Iterator[Box]:
    """Where the widget may stand: below the place it names, or anywhere; always under something."""
    if wish.place:
        x, first = wish.place
        columns = range(x, x + 1)
    else:
        first, columns = 0, range(COLUMNS - wish.width + 1)
    below = sorted(bottom for bottom in bottoms if bottom > first)
    for y in (first, *below):
        for x in columns:
            yield Box(x, y, wish.width, wish.height)


def _is_taken(taken: Mapping[int, int], box: Box) -> bool:
    columns = _columns(box)
    return any(taken.get(row, 0) & columns for row in range(box.y, box.y + box.height))


def _columns(box: Box) -> int:
    """The columns of the box as bits."""
    return ((1 << box.width) - 1) << box.x
