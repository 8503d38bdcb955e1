"""The database that the validation is tested against."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.functions.drill.account import Account
from tests.functions.drill.film_studio import POINT, SCHEMA, rows
from tests.functions.drill.postgres import Postgres, programs, running

Made = Callable[..., str]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    found = programs()
    if found is None:
        pytest.skip("no PostgreSQL here: `make postgres` installs Debian's")
    with (
        tempfile.TemporaryDirectory(prefix="postgres-") as folder,
        running(found, Path(folder)) as server,
    ):
        yield server


@pytest.fixture
def made(postgres: Postgres, request: pytest.FixtureRequest) -> Made:
    """Makes a film studio's database: with rows up to a moment, or without any."""
    name = f"t{abs(hash(request.node.nodeid))}"

    def make(newest: datetime | None = POINT, *changes: str) -> str:
        postgres.run("postgres", f"CREATE DATABASE {name}")
        postgres.run(name, *SCHEMA, *(rows(newest) if newest else ()), *changes)
        return name

    return make


@pytest.fixture
def account() -> Account:
    return Account()
