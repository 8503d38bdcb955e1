"""What is known of the table of jobs, and whether its rows can be archived without harm."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from .sessions import Session


class NotFitError(Exception):
    """The table is not one that can be archived; the text says what was wanted and what came."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of jobs `j`: its name, when a job was completed, and its primary key with types.

    `pointed_at` is the condition that some row of any table points at the job.
    """

    name: str
    completed: str
    key: Sequence[tuple[str, str]]
    pointed_at: str

    @classmethod
    def of(cls, session: Session, name: str, completed: str) -> Self:
        """Look it up; raises NotFitError where rows could be lost, or taken along."""
        _check_visible(session, name)
        _check_moment(session, name, completed)
        key = [(str(column), str(kind)) for column, kind in session.run(_KEY, table=name)]
        if not key:
            raise NotFitError(f"{name}: wanted a primary key, got none")
        return cls(name, completed, key, " OR ".join(_references(session, name)) or "false")


def _check_visible(session: Session, table: str) -> None:
    found = session.run(
        "SELECT relrowsecurity FROM pg_class WHERE oid = to_regclass(:table)", table=table
    )
    if not found:
        raise NotFitError(f"{table}: wanted a table, got none of that name")
    if found[0][0]:
        raise NotFitError(f"{table}: wanted every row to be seen, got row-level security")


def _check_moment(session: Session, table: str, completed: str) -> None:
    found = session.run(
        "SELECT format_type(atttypid, NULL) FROM pg_attribute "
        "WHERE attrelid = to_regclass(:table) AND attname = :name AND NOT attisdropped",
        table=table,
        name=completed,
    )
    kind = str(found[0][0]) if found else "none"
    if not kind.startswith("timestamp"):
        raise NotFitError(f"{table}: wanted a column {completed} with a timestamp, got {kind}")


def _references(session: Session, table: str) -> Iterator[str]:
    for name, child, action, pairs in session.run(_REFERENCES, table=table):
        if str(action) not in "ar":
            raise NotFitError(
                f"{table}: wanted foreign keys that refuse a deletion, got {name} of {child}, which "
                "would change rows of its own"
            )
        yield f"EXISTS (SELECT FROM {child} AS r WHERE {pairs})"


_KEY = """
SELECT quote_ident(a.attname), format_type(a.atttypid, a.atttypmod)
FROM pg_index AS i, unnest(i.indkey::int2[]) WITH ORDINALITY AS k(number, place)
JOIN pg_attribute AS a ON true
WHERE i.indrelid = to_regclass(:table) AND i.indisprimary
  AND a.attrelid = i.indrelid AND a.attnum = k.number
ORDER BY k.place"""
_REFERENCES = """
SELECT c.conname, format('%I.%I', n.nspname, t.relname), c.confdeltype::text,
  (SELECT string_agg(format('r.%I = j.%I', here.attname, there.attname), ' AND ' ORDER BY k.place)
   FROM unnest(c.conkey, c.confkey) WITH ORDINALITY AS k(ours, theirs, place)
   JOIN pg_attribute AS here ON here.attrelid = c.conrelid AND here.attnum = k.ours
   JOIN pg_attribute AS there ON there.attrelid = c.confrelid AND there.attnum = k.theirs)
FROM pg_constraint AS c JOIN pg_class AS t ON t.oid = c.conrelid
JOIN pg_namespace AS n ON n.oid = t.relnamespace
WHERE c.contype = 'f' AND c.confrelid = to_regclass(:table) AND c.conparentid = 0
ORDER BY 1, 2"""
