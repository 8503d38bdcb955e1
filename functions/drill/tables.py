"""What a restored database holds, read without writing a byte."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

TABLES = ("users", "projects", "jobs", "assets")
MOMENTS = ("created_at", "updated_at")
"""The columns that tell a row's age; a table has at least one of them."""

Rows = Sequence[Sequence[object]]
Query = Callable[[str], Rows]
"""Runs one statement; raises RefusedError."""


class RefusedError(Exception):
    """PostgreSQL would not answer; the text is its own."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table, and when the newest was written: seconds since 1970."""

    rows: int
    newest: float | None


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything a verdict needs, and every fault that was met on the way."""

    gib: float
    tables: dict[str, Table]
    faults: tuple[str, ...]


def read(query: Query) -> Contents:
    """Read every row of every table, and follow every foreign key."""
    tables, faults = dict[str, Table](), list[str]()
    for name in TABLES:
        try:
            tables[name] = _table(query, name)
        except RefusedError as refused:
            faults.append(f"{name}: {refused}")
    faults += _orphans(query)
    ((size,),) = query("SELECT pg_database_size(current_database())")
    return Contents(round(int(str(size)) / 2**30, 3), tables, tuple(faults))


def _table(query: Query, name: str) -> Table:
    # As text, so that every value is unpacked: a count alone reads no row.
    ((rows, _),) = query(f"SELECT count(*), sum(octet_length(t::text)) FROM {name} AS t")
    known = query(
        "SELECT attname FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid "
        f"WHERE attrelid = '{name}'::regclass AND NOT attisdropped "
        f"AND typcategory = 'D' AND attname IN {MOMENTS}"
    )
    if not known:
        raise RefusedError(f"wanted a column {' or '.join(MOMENTS)}, got none")
    newest = ", ".join(f"max({column})" for (column,) in known)
    ((seconds,),) = query(f"SELECT extract(epoch FROM greatest({newest}))::float8 FROM {name}")
    return Table(int(str(rows)), None if seconds is None else float(str(seconds)))


_FOREIGN_KEYS = """
SELECT conrelid::regclass::text, confrelid::regclass::text, {ours}, {theirs}
FROM pg_constraint AS c WHERE contype = 'f' AND conrelid::regclass::text IN {tables}
""".format(
    tables=TABLES,
    **{
        name: f"""(SELECT array_agg(quote_ident(attname) ORDER BY place)
          FROM unnest({key}) WITH ORDINALITY AS k(number, place)
          JOIN pg_attribute ON attrelid = {table} AND attnum = number)"""
        for name, key, table in (
            ("ours", "conkey", "conrelid"),
            ("theirs", "confkey", "confrelid"),
        )
    },
)


def _orphans(query: Query) -> Iterator[str]:
    """Rows that point at nothing. The constraint forbids them; a torn backup does not ask it."""
    try:
        keys = query(_FOREIGN_KEYS)
    except RefusedError as refused:
        yield f"foreign keys: {refused}"
        return
    for child, parent, ours, theirs in keys:
        pairs = list(zip(cast(list[str], ours), cast(list[str], theirs), strict=True))
        same = " AND ".join(f"p.{there} = c.{here}" for here, there in pairs)
        given = " AND ".join(f"c.{here} IS NOT NULL" for here, _ in pairs)
        asked = (
            f"SELECT count(*) FROM {child} AS c WHERE {given} "
            f"AND NOT EXISTS (SELECT FROM {parent} AS p WHERE {same})"
        )
        try:
            ((lost,),) = query(asked)
        except RefusedError as refused:
            yield f"{child}: {refused}"
            continue
        if lost:
            yield f"{child}: {lost} rows point at no row of {parent}"
