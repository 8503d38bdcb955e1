"""Old jobs move into the archive on a real PostgreSQL: none is lost, none is there twice."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import Any, cast

import pytest

from functions.maintenance.archive import Keeper
from functions.maintenance.archive_batch import Batch, text, unzipped, zipped
from functions.maintenance.archive_store import Store
from functions.maintenance.fence import Fence
from functions.maintenance.inside import Inside, InsideError
from functions.maintenance.sessions import Session
from functions.maintenance.windows import WindowClosed
from functions.maintenance.work import Result
from local.postgres import Postgres
from tests.functions.maintenance.bucket import Bucket, Fate, Killed, Lambdas
from tests.functions.maintenance.studio import CALENDAR, OWNER, WINDOW, Clock, Studio, call

OLD = 40
"""Jobs that are old and free to go; as many are young, 3 are pointed at, 3 never completed."""
FILL = f"""
INSERT INTO jobs SELECT n, 1, NULL, now(), '{WINDOW:%F}'::timestamptz - interval '100 days', '{{"fps": 24}}',
  E'line\\nbreak "quoted" é ' || n FROM generate_series(1, {OLD}) n;
INSERT INTO jobs SELECT n, 2, NULL, now(), '{WINDOW:%F}'::timestamptz - interval '80 days', NULL, NULL
  FROM generate_series(1, {OLD}) n;
INSERT INTO jobs SELECT n, 3, NULL, now(), '{WINDOW:%F}'::timestamptz - interval '200 days'
  FROM generate_series(1, 3) n;
INSERT INTO jobs SELECT n, 4, NULL, now(), NULL FROM generate_series(1, 3) n;
INSERT INTO assets SELECT n, n, 3, 1, now() FROM generate_series(1, 3) n"""
EVERY = "SELECT to_jsonb(j)::text FROM public.jobs AS j"


@dataclass
class World:
    """A database, a bucket, and a fate."""

    studio: Studio
    sessions: Mapping[str, Session]
    fate: Fate = field(default_factory=Fate)
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.bucket = Bucket(self.fate)
        self.lambdas = Lambdas(self.sessions["inside"], self.fate)
        self.before = self.jobs

    def keeper(self, rows: int = 15) -> Keeper:
        return Keeper(
            store=Store(cast(Any, self.bucket), "archive"),
            inside=Inside(cast(Any, self.lambdas), "inside"),
            fence=Fence(CALENDAR, timedelta(minutes=55), self.clock),
            until=timedelta(minutes=150),
            older_than=timedelta(days=90),
            rows=rows,
        )

    def archive(self, window: str = "2026-12-13", **cursor: object) -> Result:
        return self.keeper().archive(call("archive", window, cursor), self.clock)

    @property
    def jobs(self) -> Counter[str]:
        """As the database holds them, told in the time zone of the archive."""
        return Counter(str(line) for (line,) in self.sessions["platform"].run(EVERY))

    @property
    def archived(self) -> Counter[str]:
        return Counter(self.bucket.lines())

    def nothing_is_lost(self) -> bool:
        """At any moment: what was there is there, or in the archive, or on its way into it."""
        on_its_way = set(self.bucket.lines("pending/"))
        return not self.before.keys() - self.jobs.keys() - self.archived.keys() - on_its_way

    def is_settled(self) -> bool:
        """In the end: every job once, either here or there, and nothing on its way."""
        pending = [key for key in self.bucket.objects if key.startswith("pending/")]
        return not pending and self.jobs + self.archived == self.before


@pytest.fixture(scope="module")
def studio(postgres: Postgres) -> Studio:
    found = Studio.built(postgres, "archive")
    found.ensure()
    return found


@pytest.fixture(scope="module")
def sessions(studio: Studio) -> Iterator[Mapping[str, Session]]:
    """Kept for all tests: to log in costs more than what is tested."""
    with (
        studio.opened(settings={"lock_timeout": "100ms"}) as inside,
        studio.opened(OWNER, {"search_path": "public"}) as platform,
    ):
        yield {"inside": inside, "platform": platform}


@pytest.fixture
def world(studio: Studio, sessions: Mapping[str, Session]) -> World:
    platform = sessions["platform"]
    for statement in ("TRUNCATE jobs, assets, projects, users", *FILL.split(";")):
        platform.run(statement)
    return World(studio, sessions)


def test_old_jobs_are_in_the_archive_and_nowhere_else(world: World) -> None:
    result = world.archive()
    assert (result.outcome, result.because) == ("done", "40 jobs archived")
    assert result.figures == {
        "jobs_archived": 40,
        "objects": 3,
        "old_jobs_left": 3,
        "kept_for_their_assets": 3,
        "not_deleted": 0,
        "too_large": 0,
    }
    assert world.is_settled()
    assert len(world.archived) == OLD


def test_called_again_it_archives_nothing_twice(world: World) -> None:
    first, kept = world.archive(), dict(world.bucket.objects)
    assert world.archive().figures == first.figures
    assert world.bucket.objects == kept


def test_a_manifest_tells_what_is_beside_it(world: World) -> None:
    world.archive()
    notes = {key: body for key, body in world.bucket.objects.items() if key.endswith(".json")}
    for key, body in notes.items():
        assert key.startswith("jobs/2026-12-13/")
        note = json.loads(body)
        lines = unzipped(world.bucket.objects[key.replace(".json", ".jsonl.gz")])
        assert note["rows"] == len(lines) == len(note["keys"])
        assert note["cutoff"] == "2026-09-14T02:00:00Z"


def test_the_cutoff_is_ninety_days_before_the_window_to_the_second(world: World) -> None:
    for part, second in ((5, "01:59:59"), (6, "02:00:00")):
        world.studio.run(
            f"INSERT INTO jobs VALUES (1, {part}, NULL, now(), '2026-09-14 {second}Z')"
        )
    world.archive()
    assert world.studio.number("SELECT count(*) FROM jobs WHERE part IN (5, 6)") == 1
    assert world.studio.number("SELECT count(*) FROM jobs WHERE part = 6") == 1


def test_they_can_be_brought_back_as_they_were(world: World) -> None:
    """The statement of docs/runbooks.md#archive."""
    world.archive()
    platform = world.sessions["platform"]
    platform.run("CREATE TEMP TABLE lines (line text)")
    for line in world.bucket.lines():
        platform.run("INSERT INTO lines VALUES (:line)", line=line)
    for _ in range(2):  # what is there already stays
        platform.run(RESTORE)
    assert world.jobs == world.before


RESTORE = (
    "INSERT INTO public.jobs SELECT (jsonb_populate_record(NULL::public.jobs, line::jsonb)).* "
    "FROM lines ON CONFLICT DO NOTHING"
)


@pytest.mark.parametrize("after", [False, True])
def test_killed_at_any_call_no_job_is_lost_and_none_archived_twice(
    world: World, after: bool
) -> None:
    killed = 0
    for dies_at in range(1, 100):
        world.fate.dies_at, world.fate.after, world.fate.calls = dies_at, after, 0
        try:
            world.archive()
            break
        except Killed:
            killed += 1
            assert world.nothing_is_lost()
    assert killed > 8
    world.fate.dies_at = 0
    assert world.is_settled()
    assert world.archive().figures["jobs_archived"] == OLD


def test_killed_once_at_every_call_of_a_whole_run(world: World) -> None:
    calls = 0
    while True:
        calls += 1
        for statement in ("TRUNCATE jobs, assets", *FILL.split(";")):
            world.sessions["platform"].run(statement)
        one = replace(world, fate=Fate(dies_at=calls, after=calls % 2 == 0))
        try:
            one.archive()
            break
        except Killed:
            assert one.nothing_is_lost()
            one.archive()
            assert one.is_settled()
            assert len(one.archived) == OLD
    assert calls > 20


CHANGES: list[str] = [
    "UPDATE jobs SET note = 'changed ' || random() WHERE id % 7 = 3 AND part = 1",
    "UPDATE jobs SET completed_at = NULL WHERE id % 9 = 4 AND part = 1",
    """INSERT INTO assets SELECT 1000 + id, id, part, 1, now() FROM jobs
    WHERE id % 11 = 5 AND part = 1 ON CONFLICT DO NOTHING""",
]


@pytest.mark.parametrize("seed", range(12))
def test_whatever_happens_meanwhile_every_job_is_in_one_place(world: World, seed: int) -> None:
    """Jobs change, are pointed at; uploads tear; the function dies: all by lot."""
    lot = Random(seed)
    world.bucket.tears = {lot.randrange(1, 30) for _ in range(2)}
    for _ in range(4):
        change = lot.choice(CHANGES)
        world.fate.calls, world.fate.dies_at = 0, lot.randrange(5, 40)
        world.fate.after = lot.random() < 0.5
        world.fate.meanwhile = {lot.randrange(1, 20): changing(world, change)}
        try:
            world.archive()
        except Killed:
            assert world.nothing_is_lost()
    world.fate.dies_at, world.fate.meanwhile, world.bucket.tears = 0, {}, set()
    result = world.archive()
    assert result.outcome == "done"
    assert world.is_settled()
    keys = [tuple(json.loads(line)[name] for name in ("id", "part")) for line in world.archived]
    assert len(keys) == len(set(keys))
    assert max(world.archived.values()) == 1


def changing(world: World, statement: str) -> Callable[[], None]:
    """A change of the platform's; afterwards the jobs are what they were changed to."""

    def change() -> None:
        jobs = world.jobs
        world.sessions["platform"].run(statement)
        world.before = world.before - jobs + world.jobs

    return change


def test_a_job_that_changes_between_reading_and_deleting_stays(world: World) -> None:
    # The fifth call deletes: after reading, putting, reading back, and noting that it is verified.
    world.fate.meanwhile = {5: changing(world, CHANGES[0])}
    result = world.archive()
    assert result.figures["not_deleted"] == 2
    assert world.is_settled()
    assert world.archive().figures["jobs_archived"] == OLD  # as it is now
    assert world.is_settled()


def test_a_job_held_by_somebody_else_stays(world: World) -> None:
    with world.studio.opened(OWNER) as other:
        other.run("BEGIN")
        other.run("UPDATE public.jobs SET note = 'mine' WHERE id = 7 AND part = 1")
        result = world.archive()
        other.run("ROLLBACK")
    assert (result.figures["jobs_archived"], result.figures["not_deleted"]) == (39, 1)
    assert world.is_settled()
    assert world.archive().figures["jobs_archived"] == OLD


def test_an_asset_that_comes_in_the_middle_of_the_deletion_keeps_its_job(world: World) -> None:
    with world.studio.opened(OWNER) as other:
        other.run("BEGIN")
        other.run("INSERT INTO public.assets VALUES (99, 7, 1, 1, now())")
        result = world.archive()
        other.run("COMMIT")
    assert result.figures["jobs_archived"] == 39
    assert world.is_settled()
    assert world.archive().figures["kept_for_their_assets"] == 4


def test_a_deletion_that_fails_loses_nothing_and_is_done_by_the_next_run(world: World) -> None:
    world.lambdas.fails = "delete"
    with pytest.raises(InsideError, match="canceled"):
        world.archive()
    assert world.jobs == world.before
    assert world.archived == Counter()
    world.lambdas.fails = ""
    assert world.archive().figures["jobs_archived"] == OLD
    assert world.is_settled()


def test_an_upload_that_tears_is_put_again(world: World) -> None:
    world.bucket.tears = {1, 2}
    assert world.archive().outcome == "done"
    assert world.is_settled()


def test_an_upload_that_tears_again_and_again_deletes_nothing(world: World) -> None:
    world.bucket.tears = set(range(1, 20))
    result = world.archive()
    assert result.outcome == "failed"
    assert "pending/2026-12-13/" in result.because
    assert world.jobs == world.before
    world.bucket.tears = set()
    assert world.archive().figures["jobs_archived"] == OLD
    assert world.is_settled()


def test_a_verified_batch_that_cannot_be_read_any_more_is_never_thrown_away(world: World) -> None:
    world.fate.dies_at, world.fate.after = 5, True  # the rows are deleted
    with pytest.raises(Killed):
        world.archive()
    (data,) = (key for key in world.bucket.objects if key.endswith(".gz"))
    whole = world.bucket.objects[data]
    world.bucket.objects[data] = whole[:-20]
    result = world.archive()
    assert result.outcome == "failed"
    assert result.because.startswith(f"Nothing more is deleted: {data}: ")
    world.bucket.objects[data] = whole  # its earlier version is brought back
    assert world.archive().figures["jobs_archived"] == OLD
    assert world.is_settled()


@pytest.mark.parametrize(
    ("change", "undo", "told"),
    [
        (
            """ALTER TABLE assets ADD CONSTRAINT more FOREIGN KEY (job_id, job_part)
            REFERENCES jobs ON DELETE CASCADE""",
            "ALTER TABLE assets DROP CONSTRAINT more",
            "wanted foreign keys that refuse a deletion, got more of public.assets",
        ),
        (
            "ALTER TABLE jobs RENAME completed_at TO finished",
            "ALTER TABLE jobs RENAME finished TO completed_at",
            "public.jobs: wanted a column completed_at with a timestamp, got none",
        ),
        (
            "ALTER TABLE jobs ENABLE ROW LEVEL SECURITY",
            "ALTER TABLE jobs DISABLE ROW LEVEL SECURITY",
            "public.jobs: wanted every row to be seen, got row-level security",
        ),
    ],
)
def test_a_table_that_cannot_be_archived_without_harm_is_left_alone(
    world: World, change: str, undo: str, told: str
) -> None:
    world.studio.run(change)
    try:
        result = world.archive()
    finally:
        world.studio.run(undo)
    assert result.outcome == "failed"
    assert told in result.because
    assert world.jobs == world.before


def test_a_call_that_is_nearly_over_asks_for_another_and_goes_on_where_it_was(world: World) -> None:
    class Running(Clock):
        def get_remaining_time_in_millis(self) -> int:
            return 0

    short = world.keeper().archive(call("archive"), Running())
    assert (short.outcome, short.because) == ("again", "0 jobs archived so far")
    assert dict(short.cursor) == {"after": None, "too_large": 0, "stayed": 0}
    assert world.archive("2026-12-13", **dict(short.cursor)).figures["jobs_archived"] == OLD


def test_time_that_is_up_ends_the_work_and_says_so(world: World) -> None:
    world.clock.now = WINDOW + timedelta(minutes=151)
    result = world.archive()
    assert (result.outcome, result.because) == (
        "done",
        "0 jobs archived; the rest waits for the next window",
    )
    world.clock.now = WINDOW + timedelta(hours=4)
    with pytest.raises(WindowClosed):
        world.archive()


def test_a_row_too_large_for_the_way_stays_and_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("functions.maintenance.archive.BYTES", 600)
    world.studio.run("UPDATE jobs SET note = repeat('x', 600) WHERE id = 9 AND part = 1")
    world.before = world.jobs
    result = world.archive()
    assert (result.figures["jobs_archived"], result.figures["too_large"]) == (39, 1)
    assert world.is_settled()


def test_a_batch_has_the_same_name_and_bytes_whoever_makes_it() -> None:
    batch = Batch("2026-12-13", "then", ('{"id": 1}', '{"note": "é\\n"}'), (("1",), ("2",)))
    assert batch.name == Batch("2026-12-13", "later", batch.lines, batch.keys).name
    assert zipped(batch.lines) == zipped(batch.lines)
    assert unzipped(zipped(batch.lines)) == batch.lines
    assert text(()) == b""
    with pytest.raises(ValueError, match="wanted gzip of JSON Lines"):
        unzipped(zipped(batch.lines)[:-3])
