"""The roles of the maintenance: made once, made whole again, and able to do no more than they need."""

import io
import json
from typing import Any, cast

import pytest

from functions.maintenance.inside import Inside
from functions.maintenance.roles import Keeper
from functions.maintenance.roles_inside import ensure
from functions.maintenance.roles_wanted import MAINTENANCE, READ_ONLY, Membership
from functions.maintenance.sessions import RefusedError
from local.postgres import Postgres
from tests.functions.maintenance.studio import JOBS, OWNER, Studio

BEFORE_17 = "before PostgreSQL 17 only an owner may maintain a table, and an owner may do all this"


@pytest.fixture(scope="module")
def shared(postgres: Postgres) -> Studio:
    found = Studio.built(postgres, "roles")
    found.ensure()
    return found


def test_asked_twice_nothing_changes(postgres: Postgres) -> None:
    studio = Studio.built(postgres, "twice")
    first = studio.ensure()
    assert "table filmops.care" in first
    if studio.has_maintain:
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
def test_what_somebody_took_away_is_given_back(shared: Studio, harm: str, mended: str) -> None:
    if "GRANTED BY" in harm and not shared.has_maintain:
        harm = harm.partition(" GRANTED BY")[0]
    shared.run(harm)
    if mended.startswith("DELETE") and not shared.has_maintain:
        pytest.skip(BEFORE_17)
    assert mended in shared.ensure()
    assert shared.ensure() == []


def test_a_function_of_another_release_is_replaced(shared: Studio) -> None:
    shared.run("COMMENT ON FUNCTION filmops.drop_leftover(oid) IS 'of another release'")
    assert shared.ensure() == ["function filmops.drop_leftover(oid)"]


def test_a_role_that_does_not_exist_is_told_by_its_name(shared: Studio) -> None:
    with (
        shared.opened(OWNER) as owner,
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
def test_the_maintenance_may_do_no_more_than_it_needs(shared: Studio, statement: str) -> None:
    if not shared.has_maintain:
        pytest.skip(BEFORE_17)
    with shared.opened() as maintenance, pytest.raises(RefusedError, match="permission denied"):
        maintenance.run(statement)


def test_the_reader_reads_everything_and_writes_nothing(shared: Studio) -> None:
    with shared.opened(READ_ONLY) as reader:
        assert reader.one("SELECT count(*) FROM public.users") == 0
        with pytest.raises(RefusedError, match="permission denied"):
            reader.run("DELETE FROM public.users")


def test_a_guest_makes_nothing(studio: Studio) -> None:
    studio.run("DROP FUNCTION filmops.density(oid)")
    with studio.opened(READ_ONLY) as guest, pytest.raises(RefusedError, match="function"):
        ensure(guest, JOBS, studio.membership)


def test_a_password_is_blacked_out_of_whatever_fails() -> None:
    told = {"errorMessage": "no entry for s3cret", "errorType": "InterfaceError"}
    keeper, asked = kept(told, error=True)
    result = keeper.ensure()
    assert (result.outcome, result.because) == (
        "failed",
        "The roles could not be ensured: no entry for ***",
    )
    assert asked == [{"host": "db", "port": 1, "user": "studio", "password": "s3cret"}]


@pytest.mark.parametrize(
    ("changed", "because"),
    [
        ([], "Every role and grant was there"),
        (["role a"], "Made role a"),
        (list("abcdefg"), "Made a, b, c, d, e and 2 more"),
    ],
)
def test_what_changed_is_told_in_words(changed: list[str], because: str) -> None:
    keeper, _ = kept({"changed": changed})
    result = keeper.ensure()
    assert (result.outcome, result.because) == ("done", because)
    assert result.figures == {"roles_changed": len(changed)}


def kept(told: object, *, error: bool = False) -> tuple[Keeper, list[object]]:
    """The step outside, with a secret and an answer from inside."""
    asked = list[object]()

    class Aws:
        def get_secret_value(self, SecretId: str) -> dict[str, str]:  # noqa: N803
            assert SecretId == "arn:secret"
            return {"SecretString": '{"username": "studio", "password": "s3cret"}'}

        def invoke(self, FunctionName: str, Payload: bytes) -> dict[str, object]:  # noqa: N803
            assert FunctionName == "inside"
            asked.append(json.loads(Payload))
            failed = {"FunctionError": "Unhandled"} if error else {}
            return {**failed, "Payload": io.BytesIO(json.dumps(told).encode())}

    aws = cast(Any, Aws())
    return Keeper(aws, Inside(aws, "inside"), "arn:secret", {"host": "db", "port": 1}), asked
