"""The roles of the maintenance: made once, made whole again, and able to do no more than they need."""

import pytest

from functions.maintenance.roles_inside import ensure
from functions.maintenance.roles_wanted import MAINTENANCE, READ_ONLY, Membership
from functions.maintenance.sessions import RefusedError
from tests.functions.drill.postgres import Postgres
from tests.functions.maintenance.studio import JOBS, OWNER, Studio


def test_asked_twice_nothing_changes(postgres: Postgres) -> None:
    studio = Studio.built(postgres, "twice")
    first = studio.ensure()
    assert f"DELETE ON public.jobs to {MAINTENANCE}" in first
    assert f"SELECT (job_part) ON public.assets to {MAINTENANCE}" in first
    assert studio.ensure() == []


@pytest.mark.parametrize(
    ("harm", "mended"),
    [
        (f"REVOKE DELETE ON jobs FROM {MAINTENANCE}", f"DELETE ON public.jobs to {MAINTENANCE}"),
        (f"ALTER ROLE {READ_ONLY} CREATEDB", f"role {READ_ONLY}"),
        (
            f"REVOKE pg_read_all_data FROM {READ_ONLY} GRANTED BY {OWNER}",
            f"{READ_ONLY} in pg_read_all_data",
        ),
        ("DROP FUNCTION filmops.density(oid)", "function filmops.density(oid)"),
    ],
)
def test_what_somebody_took_away_is_given_back(studio: Studio, harm: str, mended: str) -> None:
    studio.run(harm)
    assert mended in studio.ensure()
    assert studio.ensure() == []


def test_a_function_of_another_release_is_replaced(studio: Studio) -> None:
    studio.run("COMMENT ON FUNCTION filmops.drop_leftover(oid) IS 'of another release'")
    assert studio.ensure() == ["function filmops.drop_leftover(oid)"]


def test_a_role_that_does_not_exist_is_told_by_its_name(studio: Studio) -> None:
    with (
        studio.opened(OWNER) as owner,
        pytest.raises(RefusedError, match=r"filmops_maintenance in rds_iam: .*does not exist"),
    ):
        ensure(owner, JOBS, Membership(["rds_iam"], []))


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO public.jobs (id, part) VALUES (1, 1)",
        "UPDATE public.jobs SET note = 'x'",
        "DELETE FROM public.assets",
        "SELECT size FROM public.assets",
        "SELECT * FROM public.users",
        "CREATE ROLE another",
        "DELETE FROM filmops.care",
    ],
)
def test_the_maintenance_may_do_no_more_than_it_needs(studio: Studio, statement: str) -> None:
    if studio.membership.maintenance == [OWNER]:
        pytest.skip("before PostgreSQL 17 only an owner may maintain, and an owner may do all this")
    with studio.opened() as maintenance, pytest.raises(RefusedError, match="permission denied"):
        maintenance.run(statement)


def test_the_reader_reads_everything_and_writes_nothing(studio: Studio) -> None:
    with studio.opened(READ_ONLY) as reader:
        assert reader.one("SELECT count(*) FROM public.users") == 0
        with pytest.raises(RefusedError, match="permission denied"):
            reader.run("DELETE FROM public.users")


def test_a_guest_makes_nothing(studio: Studio) -> None:
    studio.run("DROP FUNCTION filmops.density(oid)")
    with studio.opened(READ_ONLY) as guest, pytest.raises(RefusedError, match="function"):
        ensure(guest, JOBS, studio.membership)
