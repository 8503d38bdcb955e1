"""Old jobs read as lines of JSON, and deleted again if they are still exactly those lines."""

import time
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256

from .archive_table import Table
from .sessions import BUSY, FOREIGN_KEY, RefusedError, Rows, Session

Key = tuple[str, ...]
_AT_ONCE = 10
"""Rows fetched in one go: what is not packed any more was not worth the memory."""
_PATIENCE = 150.0
"""Seconds: longer than PostgreSQL itself lets a statement of this session run."""
_DELETES_WITHIN = 120.0
"""Seconds; what is not deleted by then is left."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a table that was read: lines of JSON, and the primary key of each.

    `last` is where reading goes on, None at the end of the table. `too_large` rows were passed by.
    """

    lines: Sequence[str]
    keys: Sequence[Key]
    last: Sequence[str] | None
    too_large: int


@dataclass(frozen=True, slots=True)
class OldJobs:
    """The rows of a table that were completed before `cutoff`."""

    session: Session
    table: Table
    cutoff: str

    def read(self, after: Sequence[str] | None, rows: int, size: int) -> Part:
        """The oldest first, from `after` on: at most so many rows, and bytes of lines."""
        lines, keys, too_large = list[str](), list[Key](), 0
        last, full, packed = list(after or []), False, 0
        with closing(self._scan(after, size)) as scan:
            for completed, key, line in scan:
                full = line is not None and (
                    packed + len(line.encode()) > size or len(lines) >= rows
                )
                if full:
                    break
                last = [completed, *key]
                if line is None:
                    too_large += 1
                    continue
                packed += len(line.encode())
                lines.append(line)
                keys.append(key)
        return Part(lines, keys, last if full else None, too_large)

    def delete(self, keys: Sequence[Key], hashes: Sequence[str]) -> Sequence[int]:
        """Delete the rows that still have their hash; the places of those that are still there.

        Whatever is changed, pointed at or held by somebody else meanwhile stays.
        """
        self._delete(keys, hashes, time.monotonic() + _DELETES_WITHIN)
        there = self._run(
            f"SELECT w.place FROM {self._given()} JOIN {self.table.name} AS j ON {self._same}",
            **self._texts(keys),
        )
        return sorted(int(str(place)) - 1 for (place,) in there)

    def waiting(self) -> tuple[int, int]:
        """How many old jobs there are, and how many of them stay because rows point at them."""
        ((old, pointed_at),) = self._run(
            f"SELECT count(*), count(*) FILTER (WHERE {self.table.pointed_at}) "
            f"FROM {self.table.name} AS j WHERE {self._old}",
            cutoff=self.cutoff,
        )
        return int(str(old)), int(str(pointed_at))

    def _scan(
        self, after: Sequence[str] | None, size: int
    ) -> Generator[tuple[str, Key, str | None]]:
        """Rows one by one, without holding more of them than a handful."""
        columns = [f"j.{self.table.completed}", *(f"j.{name}" for name, _ in self.table.key)]
        kinds = ["timestamptz", *(kind for _, kind in self.table.key)]
        values = {f"a{place}": text for place, text in enumerate(after or [])}
        here = ", ".join(f":a{place}::{kind}" for place, kind in enumerate(kinds))
        since = f"AND ({', '.join(columns)}) > ({here})" if after else ""
        self._run("BEGIN READ ONLY")
        try:
            self._run(
                f"DECLARE old NO SCROLL CURSOR FOR SELECT {'::text, '.join(columns)}::text, "
                f"CASE WHEN octet_length(line) <= :size::int THEN line END "
                f"FROM {self.table.name} AS j, LATERAL (SELECT to_jsonb(j)::text AS line) AS t "
                f"WHERE {self._old} AND NOT ({self.table.pointed_at}) {since} ORDER BY {', '.join(columns)}",
                cutoff=self.cutoff,
                size=size,
                **values,
            )
            while rows := self._run(f"FETCH {_AT_ONCE} FROM old"):
                for completed, *key, line in rows:
                    text = None if line is None else str(line)
                    yield str(completed), tuple(str(part) for part in key), text
        finally:
            self._run("ROLLBACK")

    def _delete(self, keys: Sequence[Key], hashes: Sequence[str], until: float) -> None:
        """All at once; where one is in the way, the halves, until only that one is left."""
        if not keys or time.monotonic() > until:
            return
        try:
            self._run(
                f"DELETE FROM {self.table.name} AS j USING {self._given('hash')} "
                f"WHERE {self._same} AND {self._old} "
                f"AND NOT ({self.table.pointed_at}) "
                "AND encode(sha256(convert_to(to_jsonb(j)::text, 'UTF8')), 'hex') = w.hash",
                cutoff=self.cutoff,
                hash=list(hashes),
                **self._texts(keys),
            )
        except RefusedError as refused:
            if refused.code not in (FOREIGN_KEY, *BUSY):
                raise
            if len(keys) > 1:
                half = len(keys) // 2
                self._delete(keys[:half], hashes[:half], until)
                self._delete(keys[half:], hashes[half:], until)

    @property
    def _old(self) -> str:
        return f"j.{self.table.completed} < :cutoff::timestamptz"

    @property
    def _same(self) -> str:
        return " AND ".join(
            f"j.{name} = w.k{at}::{kind}" for at, (name, kind) in enumerate(self.table.key)
        )

    def _given(self, *more: str) -> str:
        names = [*(f"k{at}" for at in range(len(self.table.key))), *more]
        arrays = ", ".join(f":{name}::text[]" for name in names)
        return f"unnest({arrays}) WITH ORDINALITY AS w({', '.join(names)}, place)"

    def _run(self, statement: str, **values: object) -> Rows:
        return self.session.run(statement, _PATIENCE, **values)

    def _texts(self, keys: Sequence[Key]) -> dict[str, list[str]]:
        return {f"k{at}": [key[at] for key in keys] for at in range(len(self.table.key))}


def fingerprint(line: str) -> str:
    """The hash of a line, as the database counts it too."""
    return sha256(line.encode()).hexdigest()
