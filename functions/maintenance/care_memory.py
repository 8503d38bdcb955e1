"""What is to be done in a window and what was: kept in the database, beside what it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import care_statements as statements
from .care_statements import Ended, Work
from .sessions import Session
from .work import Figure

TRIES = 3
"""How often a piece of work is begun in one window."""
WORST = 5
"""Tables and indexes that the summary names."""


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
        self._run(statements.PLAN_VACUUM)

    def plan_reindex(self, smallest: int) -> None:
        """Every B-tree of at least `smallest` bytes; how much each wastes is measured later."""
        self._run(statements.PLAN_REINDEX, smallest=smallest)

    def is_reindexed_since(self, day: str) -> bool:
        """Whether a window of that day or later, but before this one, finished rebuilding."""
        return bool(self._one(statements.IS_REINDEXED, day=day))

    def next(self) -> Piece | None:
        """What was not tried yet first, then the worst; an index is measured before any is rebuilt."""
        found = self._run(statements.NEXT, tries=TRIES)
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
        self._of(piece, statements.NOW, outcome=outcome, why=why)

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
        self._run(statements.LEFTOVER, index=index, size=size, outcome=outcome, why=why)

    def is_there(self, piece: Piece) -> bool:
        """Whether the relation is still known by its name."""
        found = "SELECT to_regclass(:name) IS NOT NULL"
        return bool(self.session.one(found, name=piece.relation))

    def is_vacuumed(self, piece: Piece) -> bool:
        """Whether it was vacuumed and analyzed since the first try began."""
        return bool(self._one(statements.IS_VACUUMED, relation=piece.relation))

    def is_rebuilt(self, piece: Piece) -> bool:
        """Whether the name stands for another index than when it was planned."""
        now = self.session.one("SELECT to_regclass(:name)::oid::int8", name=piece.relation)
        return now != piece.was

    @property
    def left(self) -> int:
        """Pieces without an outcome."""
        return int(
            self._one(f"SELECT count(*) FROM filmops.care {statements.MINE} AND outcome IS NULL")
        )

    @property
    def refused(self) -> list[str]:
        """What needs a person, in words."""
        found = self._run(
            f"SELECT relation || ': ' || why FROM filmops.care {statements.MINE} "
            f"AND outcome = '{Ended.REFUSED}' ORDER BY 1"
        )
        return [str(text) for (text,) in found]

    @property
    def figures(self) -> Mapping[str, Figure]:
        """Before and after, for the summary."""
        (sums,) = self._run(statements.SUMS[self.work])
        told: dict[str, Figure] = {
            name: int(str(value))
            for name, value in zip(statements.FIGURES[self.work], sums, strict=True)
        }
        worst = self._run(statements.WORST, most=WORST)
        return told | {f"worst_{place}": str(text) for place, (text,) in enumerate(worst, 1)}

    def _of(self, piece: Piece, change: str, **values: object) -> None:
        self._run(
            f"UPDATE filmops.care SET {change} {statements.ONE}",
            relation=piece.relation,
            **values,
        )

    def _run(self, statement: str, **values: Any) -> Any:  # noqa: ANN401 (values of any type)
        return self.session.run(statement, window=self.window, work=self.work, **values)

    def _one(self, statement: str, **values: Any) -> Any:  # noqa: ANN401
        ((value,),) = self._run(statement, **values)
        return value
