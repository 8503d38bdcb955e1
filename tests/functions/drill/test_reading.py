"""A restored database is read whole, and its faults are found, on a real PostgreSQL."""

import ssl
from dataclasses import asdict
from datetime import timedelta

import pytest

from functions.drill.judging import Judgement, Verdict, judge
from functions.drill.reading import AUTHORITIES, Door, connected
from functions.drill.tables import RefusedError, read
from local.postgres import PASSWORD, Postgres
from tests.functions.drill.conftest import Made
from tests.functions.drill.film_studio import DAY, POINT

HOUR = timedelta(hours=1)


def judged(postgres: Postgres, database: str) -> Judgement:
    with connected(Door.of(postgres.login(database)), None) as query:
        return judge(read(query), POINT, DAY)


def test_a_good_database_is_counted(postgres: Postgres, made: Made) -> None:
    judgement = judged(postgres, made(POINT - HOUR))
    assert judgement.verdict == "good"
    assert judgement.because == (
        "40 users, 40 projects, 40 jobs, 41 assets; the newest of 2026-12-15 12:56 UTC"
    )


def test_its_size_is_told(postgres: Postgres, made: Made) -> None:
    with connected(Door.of(postgres.login(made())), None) as query:
        assert 0.001 < read(query).gib < 1


def test_a_database_without_a_row_is_empty(postgres: Postgres, made: Made) -> None:
    judgement = judged(postgres, made(None))
    assert asdict(judgement) == {
        "verdict": "empty",
        "because": "no rows in users, projects, jobs, assets",
    }


def test_one_empty_table_is_enough(postgres: Postgres, made: Made) -> None:
    judgement = judged(postgres, made(POINT, "DELETE FROM assets"))
    assert judgement == Judgement(Verdict.EMPTY, "no rows in assets")


@pytest.mark.parametrize(("age", "verdict"), [(DAY - HOUR, "good"), (DAY + HOUR, "stale")])
def test_a_database_in_which_nothing_was_written_for_a_day_is_stale(
    postgres: Postgres, made: Made, age: timedelta, verdict: str
) -> None:
    assert judged(postgres, made(POINT - age)).verdict == verdict


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(
            ["DROP TABLE assets"], 'assets: relation "assets" does not exist', id="no table"
        ),
        pytest.param(
            ["ALTER TABLE users DROP created_at"],
            "users: wanted a column created_at or updated_at, got none",
            id="no moment",
        ),
        pytest.param(
            ["SET session_replication_role = replica", "DELETE FROM users WHERE id <= 3"],
            "projects: 3 rows point at no row of users",
            id="rows without their parent",
        ),
        pytest.param(
            ["SET session_replication_role = replica", "DELETE FROM jobs WHERE id = 7"],
            "assets: 1 rows point at no row of jobs",
            id="a key of two columns",
        ),
    ],
)
def test_what_does_not_hold_together_is_corrupt(
    postgres: Postgres, made: Made, change: list[str], told: str
) -> None:
    judgement = judged(postgres, made(POINT, *change))
    assert judgement.verdict == "corrupt"
    assert told in judgement.because


def spoil(postgres: Postgres, database: str, table: str, *, cut: bool) -> None:
    """The table's file with a torn page, or without its pages."""
    ((file,),) = postgres.run(database, "CHECKPOINT", f"SELECT pg_relation_filepath('{table}')")
    path = postgres.data / str(file)
    raw = path.read_bytes()
    path.write_bytes(b"" if cut else raw[:4096] + bytes(64 * [0x5A]) + raw[4160:])


def test_a_torn_page_is_corrupt(postgres: Postgres, made: Made) -> None:
    database = made(POINT)
    spoil(postgres, database, "users", cut=False)
    judgement = judged(postgres, database)
    assert judgement.verdict == "corrupt"
    assert "users: invalid page" in judgement.because


def test_a_truncated_table_is_not_good(postgres: Postgres, made: Made) -> None:
    database = made(POINT)
    spoil(postgres, database, "users", cut=True)
    judgement = judged(postgres, database)
    assert judgement.verdict in ("corrupt", "empty")


def test_nothing_can_be_written(postgres: Postgres, made: Made) -> None:
    with (
        connected(Door.of(postgres.login(made())), None) as query,
        pytest.raises(RefusedError, match="read-only transaction"),
    ):
        query("DELETE FROM users")


def test_no_statement_is_endless(postgres: Postgres, made: Made) -> None:
    with connected(Door.of(postgres.login(made())), None) as query:
        assert query("SHOW statement_timeout") == [["770s"]]


def test_a_wrong_password_is_told_without_the_password(postgres: Postgres, made: Made) -> None:
    door = Door("127.0.0.1", postgres.port, made(), "studio", "wrong")
    with pytest.raises(Exception, match="password authentication failed") as caught:
        connected(door, None).__enter__()
    assert "wrong" not in str(caught.value)


def test_a_server_without_tls_is_refused(postgres: Postgres, made: Made) -> None:
    tls = ssl.create_default_context(cafile=AUTHORITIES)
    with pytest.raises(Exception, match="SSL"):
        connected(Door.of(postgres.login(made())), tls).__enter__()


def test_a_call_that_lacks_something_never_shows_what_it_has() -> None:
    with pytest.raises(ValueError, match="wanted host, port") as caught:
        Door.of({"password": PASSWORD})
    assert PASSWORD not in str(caught.value)


def test_every_region_of_production_has_an_authority() -> None:
    known = AUTHORITIES.read_text()
    for region in ("us-east-1", "us-west-2"):
        assert f"Amazon RDS {region} Root CA RSA2048 G1" in known
    assert len(ssl.create_default_context(cafile=AUTHORITIES).get_ca_certs()) == known.count("#")
