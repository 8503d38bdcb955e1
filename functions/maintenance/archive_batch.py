"""A batch of jobs on its way into the archive, and the form it has there."""

import gzip
import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from .archive_rows import Key, fingerprint

ROWS, BYTES = 2_000, 4 * 2**20
"""The most of a batch. Lambda answers 6 MiB at most; lines that cannot be compressed grow by a third
on their way."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Lines of JSON, each with the primary key of its row; `window` is when it was taken."""

    window: str
    cutoff: str
    lines: tuple[str, ...]
    keys: tuple[Key, ...]

    @property
    def name(self) -> str:
        """The same for the same rows, so that whoever tries again meets what was tried before."""
        return f"{self.window}/{sha256(text(self.lines)).hexdigest()[:32]}"

    @property
    def hashes(self) -> list[str]:
        """The fingerprint of each line."""
        return [fingerprint(line) for line in self.lines]

    def without(self, places: Sequence[int]) -> Self:
        """The rows that are gone from the database."""
        stay = frozenset(places)
        kept = [at for at in range(len(self.lines)) if at not in stay]
        return type(self)(
            window=self.window,
            cutoff=self.cutoff,
            lines=tuple(self.lines[at] for at in kept),
            keys=tuple(self.keys[at] for at in kept),
        )

    @property
    def note(self) -> str:
        """What is kept beside its lines, in one line: enough to finish it."""
        told = {
            "window": self.window,
            "cutoff": self.cutoff,
            "rows": len(self.lines),
            "sha256": sha256(text(self.lines)).hexdigest(),
            "keys": self.keys,
        }
        return json.dumps(told)

    @classmethod
    def noted(cls, note: str, lines: Sequence[str]) -> Self:
        """As it was noted; raises ValueError for a note that is none."""
        match json.loads(note):
            case {"window": str(window), "cutoff": str(cutoff), "keys": keys}:
                return cls(window, cutoff, tuple(lines), tuple(tuple(key) for key in keys))
            case other:
                raise ValueError(f"wanted the note of a batch, got {str(other)[:100]}")


def text(lines: Sequence[str]) -> bytes:
    """JSON Lines."""
    return "".join(f"{line}\n" for line in lines).encode()


def zipped(lines: Sequence[str]) -> bytes:
    """Compressed, the same bytes for the same lines."""
    return gzip.compress(text(lines), mtime=0)


def unzipped(body: bytes) -> tuple[str, ...]:
    """Lines again; raises ValueError for what is torn."""
    try:
        return plain(gzip.decompress(body))
    except (EOFError, OSError) as error:
        raise ValueError(f"wanted gzip of JSON Lines, got {error}") from error


def plain(body: bytes) -> tuple[str, ...]:
    """Lines that were not compressed; raises ValueError for what is torn."""
    *lines, end = body.decode().split("\n")
    if end or not lines:
        raise ValueError("wanted lines, the last one ended, got a part of them")
    return tuple(lines)


def packed(lines: Sequence[str], keys: Sequence[Key]) -> str:
    """As a function answers them."""
    return b64encode(gzip.compress(json.dumps([lines, keys]).encode(), mtime=0)).decode()


def unpacked(said: str) -> tuple[tuple[str, ...], tuple[Key, ...]]:
    """As they were packed."""
    lines, keys = json.loads(gzip.decompress(b64decode(said)))
    return tuple(lines), tuple(tuple(key) for key in keys)
