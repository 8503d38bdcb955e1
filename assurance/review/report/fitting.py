"""Blocks of lines that have to fit into so many characters: the important ones are cut last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_LEFT_OUT: Final = "_{} more: `make review` shows them._"
_ROOM: Final = len(_LEFT_OUT) + 10


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that may be cut, between two ends that may not."""

    head: tuple[str, ...]
    lines: tuple[str, ...]
    foot: tuple[str, ...] = ("",)
    rank: int = 0
    """What comes first is cut last."""
    share: float = 0
    """What part of the room it gets in any case, where it needs that much."""

    @property
    def size(self) -> int:
        """Characters of the whole of it."""
        return sum(len(one) + 1 for one in (*self.head, *self.lines, *self.foot))

    def within(self, room: int) -> tuple[str, ...]:
        """As many of its lines as there is room for, and how many are left out."""
        if self.size <= room:
            return (*self.head, *self.lines, *self.foot)
        ends = sum(len(one) + 1 for one in (*self.head, *self.foot)) + _ROOM
        kept: list[str] = []
        for line in self.lines:
            if ends + len(line) < room:
                kept.append(line)
                ends += len(line) + 1
        left = len(self.lines) - len(kept)
        return (*self.head, *kept, *self.foot, _LEFT_OUT.format(left), "") if ends <= room else ()


def fitted(blocks: Sequence[Block], room: int) -> str:
    """The blocks in their order, cut so that all of them have at most so many characters."""
    given = [min(one.size, int(one.share * room)) for one in blocks]
    left = room - sum(given)
    for at in sorted(range(len(blocks)), key=lambda at: blocks[at].rank):
        more = min(blocks[at].size - given[at], max(left, 0))
        given[at] += more
        left -= more
    kept = (one.within(size) for one, size in zip(blocks, given, strict=True))
    return "\n".join(line for lines in kept for line in lines)
