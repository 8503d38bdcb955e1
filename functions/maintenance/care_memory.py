"""What is to be done in a window and what was: kept in the database, beside what it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .sessions import Session
from .work import Figure

TRIES = 3
"""How often a piece of work is begun in one window."""
WORST = 5
"""Tables and indexes that the summary names."""


class Work(StrEnum):
    """What is done, in the order of its worth."""

    VACUUM = "vacuum"
    REINDEX = "reindex"
    LEFTOVER = "leftover"


class Ended(StrEnum):
    """How a piece of work ended; PUT_OFF waits for another window, REFUSED for a person."""

    DONE = "done"
    NOT_NEEDED = "not needed"
    PUT_OFF = "put off"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Piece:
    """One table to vacuum or one index to rebuild.

    `lost` are the bytes it wastes by estimate, None for an index that was not measured yet. `was`
    is the relation the name stood for when it was planned, `begun` whether a try was made before.
    """

    work: Work
    relation: str
    was: int
    bytes: int
    lost: int | None
    tries: int


@dataclass(frozen=True, slots=True)
class Memory:
    """One kind of work of one window, written down before and after: a run can end anywhere.

    Leftovers belong to the rebuilding that drops them.
    """

    session: Session
    window: str
    work: Work

    def plan_vacuum(self) -> None:
        """Every table of the platform; what was planned before stays as it was found."""
        self._run(_PLAN_VACUUM)

    def plan_reindex(self, smallest: int) -> None:
        """Every B-tree of at least `smallest` bytes; how much each wastes is measured later."""
        self._run(_PLAN_REINDEX, smallest=smallest)

    def is_reindexed_since(self, day: str) -> bool:
        """Whether a window of that day or later, but before this one, finished rebuilding."""
        return bool(self._one(_IS_REINDEXED, day=day))

    def next(self) -> Piece | None:
        """What was not tried yet first, then the worst; an index is measured before any is rebuilt."""
        found = self._run(_NEXT, tries=TRIES)
        if not found:
            return None
        ((work, relation, was, size, lost, tries),) = found
        return Piece(
            work=Work(str(work)),
            relation=str(relation),
            was=int(str(was)),
            bytes=int(str(size)),
            lost=None if lost is None else int(str(lost)),
            tries=int(str(tries)),
        )

    def begin(self, piece: Piece) -> None:
        """Before the statement: whoever finds this later knows that it may have been run."""
        self._of(piece, "began = coalesce(began, clock_timestamp()), tries = tries + 1")

    def measured(self, piece: Piece, lost: int) -> None:
        """How much an index wastes."""
        self._of(piece, "lost_before = :lost, tries = 0, began = NULL", lost=lost)

    def ended(self, piece: Piece, outcome: Ended, why: str | None = None) -> None:
        """How it ended, and what the relation looks like now."""
        self._of(piece, _NOW, outcome=outcome, why=why)

    def failed(self, piece: Piece, why: str, *, waits: bool) -> None:
        """A try that led nowhere; the last one decides. `waits` says that time alone may help."""
        last = Ended.PUT_OFF if waits else Ended.REFUSED
        self._of(
            piece,
            "why = :why, outcome = CASE WHEN tries >= :tries THEN :last END",
            why=why,
            tries=TRIES,
            last=last,
        )

    def leftover(self, index: str, size: int, why: str | None) -> None:
        """A leftover that was dropped, or `why` it was not."""
        outcome = Ended.REFUSED if why else Ended.DONE
        self._run(_LEFTOVER, index=index, size=size, outcome=outcome, why=why)

    def is_there(self, piece: Piece) -> bool:
        """Whether the relation is still known by its name."""
        found = "SELECT to_regclass(:name) IS NOT NULL"
        return bool(self.session.one(found, name=piece.relation))

    def is_vacuumed(self, piece: Piece) -> bool:
        """Whether it was vacuumed and analyzed since the first try began."""
        return bool(self._one(_IS_VACUUMED, relation=piece.relation))

    def is_rebuilt(self, piece: Piece) -> bool:
        """Whether the name stands for another index than when it was planned."""
        now = self.session.one("SELECT to_regclass(:name)::oid::int8", name=piece.relation)
        return now != piece.was

    @property
    def left(self) -> int:
        """Pieces without an outcome."""
        return int(self._one(f"SELECT count(*) FROM filmops.care {_MINE} AND outcome IS NULL"))

    @property
    def refused(self) -> list[str]:
        """What needs a person, in words."""
        found = self._run(
            f"SELECT relation || ': ' || why FROM filmops.care {_MINE} "
            f"AND outcome = '{Ended.REFUSED}' ORDER BY 1"
        )
        return [str(text) for (text,) in found]

    @property
    def figures(self) -> Mapping[str, Figure]:
        """Before and after, for the summary."""
        (sums,) = self._run(_SUMS[self.work])
        told: dict[str, Figure] = {
            name: int(str(value)) for name, value in zip(_FIGURES[self.work], sums, strict=True)
        }
        worst = self._run(_WORST, most=WORST)
        return told | {f"worst_{place}": str(text) for place, (text,) in enumerate(worst, 1)}

    def _of(self, piece: Piece, change: str, **values: object) -> None:
        self._run(
            f"UPDATE filmops.care SET {change} {_ONE}",
            relation=piece.relation,
            **values,
        )

    def _run(self, statement: str, **values: Any) -> Any:  # noqa: ANN401 (values of any type)
        return self.session.run(statement, window=self.window, work=self.work, **values)

    def _one(self, statement: str, **values: Any) -> Any:  # noqa: ANN401
        ((value,),) = self._run(statement, **values)
        return value


_MINE = f"""WHERE window_id = :window
AND (work = :work OR work = '{Work.LEFTOVER}' AND :work = '{Work.REINDEX}')"""
_ONE = "WHERE window_id = :window AND work = :work AND relation = :relation"
_PLAN_VACUUM = """
INSERT INTO filmops.care
  (window_id, work, relation, was, dead_before, lost_before, bytes_before)
SELECT :window, :work, format('%I.%I', s.schemaname, s.relname), s.relid, s.n_dead_tup,
  (pg_relation_size(s.relid) * s.n_dead_tup::float8 / greatest(s.n_live_tup + s.n_dead_tup, 1))::int8,
  pg_table_size(s.relid)
FROM pg_stat_user_tables AS s JOIN pg_class AS c ON c.oid = s.relid
WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't' AND s.schemaname <> 'filmops'
ON CONFLICT DO NOTHING"""
# An exclusion constraint cannot be rebuilt concurrently, and an invalid index is not rebuilt here.
_PLAN_REINDEX = """
INSERT INTO filmops.care (window_id, work, relation, was, bytes_before)
SELECT :window, :work, format('%I.%I', n.nspname, c.relname), c.oid,
  pg_relation_size(c.oid)
FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid JOIN pg_am AS a ON a.oid = c.relam
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind = 'i' AND a.amname = 'btree' AND i.indisvalid AND NOT i.indisexclusion
  AND c.relpersistence <> 't' AND n.nspname !~ '^(pg_|information_schema$|filmops$)'
  AND pg_relation_size(c.oid) >= :smallest::int8
ON CONFLICT DO NOTHING"""
_IS_REINDEXED = f"""
SELECT EXISTS (SELECT FROM filmops.care
WHERE work = :work AND window_id >= :day AND window_id < :window
GROUP BY window_id HAVING bool_and(outcome IS NOT NULL AND outcome <> '{Ended.PUT_OFF}'))"""
_NEXT = """
SELECT work, relation, was::int8, bytes_before, lost_before, tries FROM filmops.care
WHERE window_id = :window AND work = :work AND outcome IS NULL AND tries < :tries
ORDER BY tries, lost_before IS NULL DESC, lost_before DESC, bytes_before DESC, relation LIMIT 1"""
_NOW = """outcome = :outcome, why = :why,
bytes_after = CASE work WHEN 'vacuum' THEN pg_table_size(to_regclass(relation))
  ELSE pg_relation_size(to_regclass(relation)) END,
dead_after = pg_stat_get_dead_tuples(to_regclass(relation))"""
_IS_VACUUMED = f"""
SELECT coalesce(bool_and(least(pg_stat_get_last_vacuum_time(to_regclass(relation)),
  pg_stat_get_last_analyze_time(to_regclass(relation))) >= began), false)
FROM filmops.care {_ONE}"""
_LEFTOVER = f"""
INSERT INTO filmops.care (window_id, work, relation, bytes_before, outcome, why)
SELECT :window, '{Work.LEFTOVER}', :index, :size, :outcome, :why WHERE :work = '{Work.REINDEX}'
ON CONFLICT (window_id, work, relation) DO UPDATE SET outcome = :outcome, why = :why"""
_END = (f"outcome = '{Ended.DONE}'", f"outcome = '{Ended.PUT_OFF}'", "outcome IS NULL")
_FIGURES = {
    Work.VACUUM: ("tables_vacuumed", "put_off", "left", "dead_rows_before", "dead_rows_after"),
    Work.REINDEX: (
        *("indexes_rebuilt", "put_off", "left", "index_bytes_before", "index_bytes_after"),
        "leftovers_dropped",
    ),
}


def _sums(work: Work, *more: str) -> str:
    counts = [f"count(*) FILTER (WHERE work = '{work}' AND {end})" for end in _END]
    return f"SELECT {', '.join([*counts, *more])} FROM filmops.care {_MINE}"


def _done(column: str, work: Work) -> str:
    return f"coalesce(sum({column}) FILTER (WHERE work = '{work}' AND {_END[0]}), 0)"


_SUMS = {
    Work.VACUUM: _sums(
        Work.VACUUM, *(_done(column, Work.VACUUM) for column in ("dead_before", "dead_after"))
    ),
    Work.REINDEX: _sums(
        Work.REINDEX,
        *(_done(column, Work.REINDEX) for column in ("bytes_before", "bytes_after")),
        f"count(*) FILTER (WHERE work = '{Work.LEFTOVER}' AND {_END[0]})",
    ),
}
_WORST = f"""
SELECT CASE work WHEN 'vacuum' THEN format('%s: %s -> %s dead rows', relation, dead_before, dead_after)
  ELSE format('%s: %s -> %s', relation, pg_size_pretty(bytes_before), pg_size_pretty(bytes_after)) END
FROM filmops.care {_MINE} AND outcome = '{Ended.DONE}' AND lost_before > 0
ORDER BY lost_before DESC, work, relation LIMIT :most"""
