"""VACUUM and REINDEX on a real PostgreSQL: it shrinks, nobody waits, and it may end anywhere."""

import subprocess
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Self, cast

import pytest

from functions.maintenance.care import Keeper, since
from functions.maintenance.care_memory import Memory
from functions.maintenance.care_statements import Work
from functions.maintenance.care_work import Care, Limits
from functions.maintenance.fence import Fence
from functions.maintenance.sessions import RefusedError, Session
from functions.maintenance.windows import WindowClosed
from functions.maintenance.work import Outcome, Result
from tests.functions.maintenance.studio import CALENDAR, OWNER, WINDOW, Clock, Studio, call

LOCK, SOON = timedelta(milliseconds=300), timedelta(milliseconds=600)
ROWS = 12_000


def filled(part: int, rows: int = ROWS) -> str:
    """Jobs with a note each."""
    return (
        "INSERT INTO jobs (id, part, note) "
        f"SELECT n, {part}, repeat('x', 60) FROM generate_series(1, {rows}) n"
    )


SPOILED = [
    filled(1),
    "CREATE INDEX notes ON jobs (note, id)",
    "VACUUM ANALYZE jobs",
    "DELETE FROM jobs WHERE id % 6 <> 0",
]
INVALID = "SELECT count(*) FROM pg_index WHERE NOT indisvalid"


def limits(**changes: Any) -> Limits:  # noqa: ANN401 (durations and moments)
    normal = Limits(
        until=WINDOW + timedelta(hours=2),
        answer_by=WINDOW + timedelta(minutes=40),
        lock=LOCK,
        patience=SOON,
        rebuild_above=0.3,
        least=timedelta(0),
    )
    return replace(normal, **changes)


@dataclass(frozen=True)
class Cared:
    """How the last call ended, and the figures of all."""

    outcome: str
    because: str
    figures: dict[str, Any]


def cared(
    session: Session,
    window: str = "2026-12-13",
    within: Limits | None = None,
    first: str = "2026-12-01",
    works: str = "vacuum reindex",
) -> Cared:
    """As the workflow calls: one work after the other, unless it asks to be called again."""
    result, figures = Result(Outcome.DONE, ""), dict[str, Any]()
    for work in works.split():
        memory = Memory(session, window, Work(work))
        care = Care(session, memory, within or limits(), Clock())
        result = care.vacuum() if work == "vacuum" else care.reindex(first)
        figures |= {work: result.figures, **result.figures}
        if result.outcome not in ("done", "skipped"):
            break
    return Cared(result.outcome, result.because, figures)


@pytest.fixture
def spoiled(studio: Studio) -> Studio:
    """Five of six jobs are dead, and the index on their notes is nearly empty."""
    studio.run(f"SET ROLE {OWNER}", *SPOILED)
    return studio


def state(studio: Studio) -> tuple[object, ...]:
    """What must be the same whatever happened."""
    (found,) = studio.run(
        "SELECT count(*), sum(id), md5(string_agg(jobs::text, ',' ORDER BY id)) FROM jobs"
    )
    return tuple(found)


def test_it_shrinks_and_its_statistics_are_fresh(spoiled: Studio) -> None:
    index, jobs, rows = spoiled.size("notes"), spoiled.size("jobs"), state(spoiled)
    with spoiled.opened() as session:
        result = cared(session)
    assert result.outcome == "done", result
    assert spoiled.size("notes") < index / 3
    assert spoiled.number("SELECT reltuples::int FROM pg_class WHERE relname = 'jobs'") == ROWS / 6
    assert spoiled.number("SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = 'jobs'") == 0
    assert state(spoiled) == rows
    assert result.figures["dead_rows_before"] == ROWS - ROWS / 6
    assert result.figures["dead_rows_after"] == 0
    assert result.figures["index_bytes_before"] > result.figures["index_bytes_after"]
    assert result.figures["vacuum"]["worst_1"] == "public.jobs: 10000 -> 0 dead rows"
    # What VACUUM freed is filled before the file grows.
    spoiled.run(filled(2, ROWS * 4 // 5))
    assert spoiled.size("jobs") <= jobs


def test_the_worst_is_first(spoiled: Studio) -> None:
    spoiled.run(
        "INSERT INTO users SELECT n, 'x' FROM generate_series(1, 900) n",
        "DELETE FROM users WHERE id > 500",
    )
    with spoiled.opened() as session:
        memory = Memory(session, "2026-12-13", Work.VACUUM)
        memory.plan_vacuum()
        first = memory.next()
        assert first
        assert (first.work, first.relation) == ("vacuum", "public.jobs")
        memory.begin(first)
        second = memory.next()
        assert second
        assert second.relation == "public.users"


def test_called_again_it_has_nothing_more_to_do(spoiled: Studio) -> None:
    with spoiled.opened() as session:
        first, before = cared(session), spoiled.number("SELECT sum(tries) FROM filmops.care")
        assert cared(session).figures == first.figures
    assert spoiled.number("SELECT sum(tries) FROM filmops.care") == before


def test_indexes_are_rebuilt_once_a_month_and_what_was_left_in_the_next_window(
    spoiled: Studio,
) -> None:
    rebuilt = "SELECT count(*) FROM filmops.care WHERE work = 'reindex' AND window_id = '{}'"
    with spoiled.opened() as session:
        cared(session)
        spoiled.run(filled(2))
        cared(session, "2026-12-27")
        assert spoiled.number(rebuilt.format("2026-12-27")) == 0
        cared(session, "2027-01-10", first="2027-01-01")
        assert spoiled.number(rebuilt.format("2027-01-10")) == 1
        spoiled.run("UPDATE filmops.care SET outcome = 'put off' WHERE window_id = '2027-01-10'")
        cared(session, "2027-01-24", first="2027-01-01")
        assert spoiled.number(rebuilt.format("2027-01-24")) == 1


@pytest.mark.parametrize(
    ("cadence", "first"),
    [("every window", "2026-12-13"), ("monthly", "2026-12-01"), ("quarterly", "2026-10-01")],
)
def test_a_cadence_has_a_first_day(cadence: str, first: str) -> None:
    assert since(cadence, CALENDAR.of("2026-12-13")) == first


def test_a_cadence_no_window_can_keep_is_refused() -> None:
    with pytest.raises(
        ValueError, match="wanted one of every window, monthly, quarterly, got 'daily'"
    ):
        since("daily", CALENDAR.of("2026-12-13"))


@dataclass
class Writer:
    """Writes and reads again and again as the platform does, and takes the time of each."""

    studio: Studio
    longest: float = 0
    times: int = 0
    _over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._write)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _write(self) -> None:
        with self.studio.opened(OWNER) as session:
            while not self._over.is_set():
                for statement in (
                    "UPDATE public.jobs SET note = note || '.' WHERE id = 6",
                    "SELECT count(*) FROM public.jobs WHERE note = 'y'",
                ):
                    began = time.monotonic()
                    session.run(statement)
                    self.longest = max(self.longest, time.monotonic() - began)
                self.times += 1
                time.sleep(0.002)


def test_a_writer_hardly_notices(spoiled: Studio) -> None:
    spoiled.run(filled(2, 5 * ROWS), "DELETE FROM jobs WHERE part = 2 AND id % 6 <> 0")
    with Writer(spoiled) as writer, spoiled.opened() as session:
        result = cared(session, within=limits(patience=timedelta(seconds=5)))
    print(f"\n{writer.times} writes beside VACUUM and REINDEX, the longest {writer.longest:.3f} s")
    assert result.figures["indexes_rebuilt"] == 2
    assert writer.times > 20
    assert writer.longest < LOCK.total_seconds()


@contextmanager
def busy(
    studio: Studio, statement: str = "UPDATE public.jobs SET note = note WHERE id = 12"
) -> Generator[None]:
    """A transaction that has begun something and does not end."""
    with studio.opened(OWNER) as other:
        other.run("BEGIN")
        other.run(statement)
        yield
        other.run("ROLLBACK")


@pytest.fixture
def left_over(spoiled: Studio) -> Studio:
    """A rebuild that was interrupted: its half-made index is still there."""
    with (
        busy(spoiled),
        spoiled.opened(OWNER, {"lock_timeout": "50ms"}) as session,
        pytest.raises(RefusedError, match="lock timeout"),
    ):
        session.run("REINDEX INDEX CONCURRENTLY public.notes")
    assert spoiled.number(INVALID) == 1
    return spoiled


def test_what_an_interrupted_rebuild_left_is_dropped(left_over: Studio) -> None:
    with left_over.opened() as session:
        result = cared(session)
    assert left_over.number(INVALID) == 0
    assert (result.outcome, result.figures["leftovers_dropped"]) == ("done", 1)


def test_a_writer_waits_for_a_drop_no_longer_than_the_lock_timeout(left_over: Studio) -> None:
    waits = limits(patience=timedelta(milliseconds=20))
    with busy(left_over), Writer(left_over) as writer, left_over.opened() as session:
        # The writer stands in line behind the drop, which stands in line behind the transaction.
        cared(session, within=waits)
    told = f"the longest of {writer.times} writes {writer.longest:.3f} s"
    print(f"\nlock timeout {LOCK.total_seconds()} s, {told}")
    assert left_over.number(INVALID) >= 1
    assert LOCK.total_seconds() / 2 < writer.longest < LOCK.total_seconds() + 0.25


def test_a_leftover_in_use_does_not_stop_the_work(left_over: Studio) -> None:
    with busy(left_over), left_over.opened() as session:
        result = cared(session)
    assert result.figures["tables_vacuumed"] == 4
    assert (result.outcome, result.figures["put_off"]) == ("done", 1)  # the rebuild waited in vain
    with left_over.opened() as session:
        assert cared(session, "2026-12-27").figures["indexes_rebuilt"] == 1
    assert left_over.number(INVALID) == 0


def test_only_what_a_rebuild_left_can_be_dropped(spoiled: Studio) -> None:
    spoiled.run(
        f"SET ROLE {OWNER}",
        "CREATE INDEX wanted_ccnew ON jobs (note)",  # valid: somebody's own
        "CREATE INDEX lone_ccold1 ON jobs (settings)",  # invalid below, but nothing replaces it
        "CREATE INDEX slow ON jobs (note, id)",  # invalid below, not a leftover by its name
        "RESET ROLE",
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid IN "
        "('lone_ccold1'::regclass, 'slow'::regclass)",
    )
    with spoiled.opened() as session:
        for name in ("wanted_ccnew", "lone_ccold1", "slow", "jobs_pkey"):
            assert session.one(f"SELECT filmops.drop_leftover('public.{name}'::regclass)") is False
        result = cared(session)
    assert result.outcome == "failed"
    assert result.because == "public.lone_ccold1: no valid index has its definition; look at it"
    assert result.figures["tables_vacuumed"] == 4


def test_a_statement_outlives_its_call_and_is_waited_for(spoiled: Studio) -> None:
    short = limits(
        answer_by=Clock().now + timedelta(milliseconds=400), patience=timedelta(seconds=20)
    )
    with busy(spoiled):
        with spoiled.opened() as session:
            first = cared(session, within=short)
        with spoiled.opened() as session:
            second = cared(session, within=replace(short, least=timedelta(milliseconds=300)))
    assert (first.outcome, first.because) == ("again", "reindex of public.notes goes on")
    assert second.outcome == "again"
    assert "REINDEX INDEX CONCURRENTLY public.notes" in second.because
    with spoiled.opened() as session:
        last = cared(session)
    assert (last.outcome, last.figures["indexes_rebuilt"]) == ("done", 1)
    assert spoiled.number("SELECT tries FROM filmops.care WHERE relation = 'public.notes'") == 1
    assert spoiled.number(INVALID) == 0


def test_work_ends_in_time_and_says_what_waits(spoiled: Studio) -> None:
    with spoiled.opened() as session:
        over = replace(limits(), until=Clock().now - timedelta(seconds=1))
        result = cared(session, within=over, works="vacuum")
    assert (result.outcome, result.because) == (
        "done",
        "0 tables vacuumed and analyzed; 4 wait for the next window",
    )


def test_a_table_that_may_not_be_maintained_is_a_failure(spoiled: Studio) -> None:
    if not spoiled.has_maintain:
        pytest.skip("before PostgreSQL 17 there is no right to maintain that could be taken away")
    spoiled.run("REVOKE pg_maintain FROM filmops_maintenance GRANTED BY master")
    with spoiled.opened() as session:
        result = cared(session)
    assert result.outcome == "failed"
    assert "public.jobs: PostgreSQL skipped it" in result.because


def test_what_is_gone_meanwhile_is_no_failure(spoiled: Studio) -> None:
    with spoiled.opened() as session:
        memory = Memory(session, "2026-12-13", Work.VACUUM)
        memory.plan_vacuum()
        Memory(session, "2026-12-13", Work.REINDEX).plan_reindex(1)
        spoiled.run("DROP TABLE assets", "DROP INDEX notes")
        assert cared(session).outcome == "done"


def test_nothing_is_touched_outside_the_window(studio: Studio) -> None:
    hour = timedelta(hours=1)
    fence = Fence(CALENDAR, hour, Clock())
    until = {Work.VACUUM: hour, Work.REINDEX: 2 * hour}
    keeper = Keeper(fence, studio.opened, until, LOCK, SOON, 0.3, "monthly")
    for step in until:
        assert keeper.care(call(step), Clock()).outcome == "done"
    late = replace(keeper, fence=replace(fence, now=Clock(WINDOW + 3.5 * hour)))
    with pytest.raises(WindowClosed):
        late.care(call("vacuum"), Clock())


class Killed(BaseException):
    """What a function does not live to see."""


@dataclass
class Mortal:
    """A session that dies with the function, before or after its nth statement."""

    session: Session
    dies_at: int
    after: bool
    count: int = 0

    def run(self, statement: str, within: float = 30, **values: Any) -> Any:  # noqa: ANN401
        self.count += 1
        if self.count == self.dies_at and not self.after:
            raise Killed
        rows = self.session.run(statement, within, **values)
        if self.count == self.dies_at:
            raise Killed
        return rows

    def one(self, statement: str, **values: Any) -> Any:  # noqa: ANN401
        ((value,),) = self.run(statement, **values)
        return value


def test_killed_after_any_statement_the_next_run_goes_on(spoiled: Studio) -> None:
    rows, killed = state(spoiled), 0
    for after in (False, True):
        for dies_at in range(1, 200):
            try:
                with spoiled.opened() as session:
                    cared(cast(Session, Mortal(session, dies_at, after)))
                break
            except Killed:
                killed += 1
            spoiled.run(
                "UPDATE filmops.care SET tries = least(tries, 1)"
            )  # more lives than any real run
    assert killed > 30
    with spoiled.opened() as session:
        result = cared(session)
    assert (result.outcome, result.figures["left"], spoiled.number(INVALID)) == ("done", 0, 0)
    assert result.figures["tables_vacuumed"] == 4
    assert state(spoiled) == rows


WORKER = """
import sys
from datetime import timedelta
from tests.functions.maintenance.test_care import cared, limits
from tests.functions.maintenance.studio import Studio
from local.postgres import Postgres
studio = Studio(Postgres(int(sys.argv[1]), None, None), sys.argv[2])
print("works", flush=True)
with studio.opened() as session:
    cared(session, within=limits(patience=timedelta(seconds=20)))
"""


def test_a_process_killed_in_the_middle_of_a_statement_is_taken_over_from(spoiled: Studio) -> None:
    rows = state(spoiled)
    for waits, lock in {"VACUUM%": "SHARE UPDATE EXCLUSIVE", "REINDEX%": "ROW EXCLUSIVE"}.items():
        with busy(spoiled, f"LOCK TABLE public.jobs IN {lock} MODE"):
            worker = subprocess.Popen(
                [sys.executable, "-c", WORKER, str(spoiled.server.port), spoiled.name],
                cwd=Path(__file__).parents[3],
                stdout=subprocess.DEVNULL,
            )
            until(spoiled, f"{OURS} AND wait_event_type = 'Lock' AND query LIKE '{waits}'")
            worker.kill()
            worker.wait()
        # What the dead process began is done by the database alone.
        until(spoiled, f"NOT EXISTS ({OURS})")
    with spoiled.opened() as session:
        result = cared(session)
    assert (result.outcome, result.figures["left"], spoiled.number(INVALID)) == ("done", 0, 0)
    assert spoiled.number("SELECT tries FROM filmops.care WHERE relation = 'public.notes'") == 1
    assert state(spoiled) == rows


OURS = "SELECT FROM pg_stat_activity WHERE usename = 'filmops_maintenance'"


def until(studio: Studio, condition: str) -> None:
    """Wait for it, as long as a loaded machine may need."""
    found = condition if condition.startswith("NOT") else f"EXISTS ({condition})"
    late = time.monotonic() + 20
    while not studio.number(f"SELECT ({found})::int"):
        assert time.monotonic() < late, condition
        time.sleep(0.02)
